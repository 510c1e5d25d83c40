package dev.nines.alerts.delivery;

import java.time.Duration;

/// The pace of delivery.
///
/// @param interval how often verdicts are made
/// @param resend how often an alert that Alertmanager has is told again
/// @param requestTimeout how long one request may take
/// @param firstBackoff how long to wait after a first failure; doubles with each further one
/// @param longestBackoff where doubling ends
/// @param skewTolerance up to which difference an Alertmanager's clock is taken for right
/// @param batchSize how many alerts one request carries at most
/// @param capacity how many alerts one instance's outbox holds at most
public record DeliverySettings(
    Duration interval,
    Duration resend,
    Duration requestTimeout,
    Duration firstBackoff,
    Duration longestBackoff,
    Duration skewTolerance,
    int batchSize,
    int capacity) {

  /// Prometheus' figures, for a given evaluation interval.
  public static DeliverySettings every(Duration interval) {
    return new DeliverySettings(
        interval,
        Duration.ofMinutes(1),
        Duration.ofSeconds(10),
        Duration.ofSeconds(1),
        Duration.ofSeconds(30),
        Duration.ofSeconds(5),
        256,
        10_000);
  }

  /// The same with another resend delay.
  public DeliverySettings withResend(Duration resend) {
    return new DeliverySettings(
        interval,
        resend,
        requestTimeout,
        firstBackoff,
        longestBackoff,
        skewTolerance,
        batchSize,
        capacity);
  }

  /// How long a firing alert holds in Alertmanager without being told again: four chances, as
  /// Prometheus gives.
  Duration validity() {
    return (interval.compareTo(resend) > 0 ? interval : resend).multipliedBy(4);
  }
}
