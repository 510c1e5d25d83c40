package dev.nines.collector.probe;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// One configured probe.
///
/// @param name the label `probe`, and half of the target's name
/// @param url where to ask; with a placeholder every tenant is asked at its own URL
/// @param ask what is asked and expected
/// @param maxLatency how long a good answer may take, less than the timeout; absent: as long as the
///   timeout
/// @param interval from one check to the next
/// @param timeout for one try, name resolution and the last byte included
/// @param retries how often a bad check is tried again, 0 to 3; it stays bad, a try only tells
///   whether the trouble passed
/// @param tls how TLS is spoken
/// @param guard which addresses may be connected to
public record ProbeSettings(
    String name,
    UrlTemplate url,
    Ask ask,
    Optional<Duration> maxLatency,
    Duration interval,
    Duration timeout,
    int retries,
    ProbeTls tls,
    AddressGuard guard) {
  /// How long a bad check is left alone before it is tried again.
  public static final Duration BEFORE_RETRY = Duration.ofSeconds(1);

  private static final int MOST_RETRIES = 3;

  public ProbeSettings {
    require(!name.isBlank(), name, "name is empty, expected one");
    require(
        timeout.isPositive() && timeout.compareTo(interval) < 0,
        name,
        "timeout is %s, expected more than 0 and less than the interval %s"
            .formatted(text(timeout), text(interval)));
    require(
        maxLatency.map(limit -> limit.isPositive() && limit.compareTo(timeout) < 0).orElse(true),
        name,
        "latency limit is %s, expected more than 0 and less than the timeout"
            .formatted(maxLatency.map(ProbeSettings::text).orElse("none")));
    require(
        retries >= 0 && retries <= MOST_RETRIES,
        name,
        "number of retries is %d, expected 0 to %d".formatted(retries, MOST_RETRIES));
    Duration longest = timeout.multipliedBy(retries + 1L).plus(BEFORE_RETRY.multipliedBy(retries));
    require(
        longest.compareTo(interval) < 0,
        name,
        "interval %s has no room for %d more attempts of up to %s with a second before each"
            .formatted(text(interval), retries, text(timeout)));
  }

  /// An HTTP probe that asks with `GET`, expects success, and follows nothing.
  public static ProbeSettings of(
      String name,
      UrlTemplate url,
      List<JsonAssertion> assertions,
      Duration interval,
      Duration timeout,
      AddressGuard guard) {
    return new ProbeSettings(
        name,
        url,
        Ask.Http.get(BodyExpectation.ofJson(assertions)),
        Optional.empty(),
        interval,
        timeout,
        0,
        ProbeTls.DEFAULT,
        guard);
  }

  private static void require(boolean condition, String name, String problem) {
    if (!condition) {
      throw new IllegalArgumentException("probe '%s': the %s".formatted(name, problem));
    }
  }

  /// As a configuration says it: `7.5s`, `1m30s`.
  private static String text(Duration duration) {
    return duration.toString().substring("PT".length()).toLowerCase(Locale.ROOT);
  }

  /// Without what is sent, which may be secrets.
  @Override
  public String toString() {
    return "ProbeSettings[" + name + "]";
  }
}
