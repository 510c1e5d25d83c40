package dev.nines.alerts.delivery;

import dev.nines.alerts.lifecycle.Alert;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps every Alertmanager informed of what fires and what ended.
///
/// Hand it the whole state after each tick; each instance gets at once what is new, and all of it
/// again each resend delay. Whatever an instance has not accepted is offered again until it does,
/// with growing pauses. Thread-safe. Nothing is connected before the first alert.
public final class AlertDelivery implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(AlertDelivery.class);
  private static final Duration DRAIN_DEADLINE = Duration.ofSeconds(10);

  private final HttpClient http;
  private final List<InstanceLoop> loops;
  private final HeldAlerts held;

  /// Starts the loops.
  public AlertDelivery(
      Collection<AlertmanagerTarget> targets, DeliverySettings settings, InstantSource clock) {
    this(targets, settings, clock, Acknowledgement.IGNORED);
  }

  /// Starts the loops.
  ///
  /// @param acknowledgement hears of silences that were made after an alert had begun
  public AlertDelivery(
      Collection<AlertmanagerTarget> targets,
      DeliverySettings settings,
      InstantSource clock,
      Acknowledgement acknowledgement) {
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(settings.requestTimeout())
            .followRedirects(HttpClient.Redirect.NEVER) // would carry credentials elsewhere
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
    this.loops =
        targets.stream()
            .map(
                target ->
                    new InstanceLoop(target, settings, http, clock, RandomGenerator.getDefault()))
            .toList();
    this.held =
        new HeldAlerts(
            targets.stream()
                .map(target -> new AlertmanagerClient(target, settings, http, clock))
                .toList(),
            settings,
            clock,
            acknowledgement);
    loops.forEach(InstanceLoop::start);
    held.start();
  }

  /// Says all that must be known now, most urgent first; returns at once. What is left out is no
  /// longer told.
  public void tell(List<Alert> alerts) {
    var snapshot = List.copyOf(alerts);
    loops.forEach(loop -> loop.tell(snapshot));
    held.tell(snapshot);
  }

  /// What the Alertmanagers hold as firing of the kinds of alert that fire here, whoever told it;
  /// without the texts. As of the last time that they were asked, which is soon after something
  /// began.
  public List<Alert> held() {
    return held.held();
  }

  /// Counters of each instance, in the order given.
  public List<InstanceStats> stats() {
    return loops.stream().map(InstanceLoop::stats).toList();
  }

  /// Tells what still waits, for at most 10 seconds. Firing alerts stay as they are: they hold for
  /// four more resend delays, which is the next process' time to come up.
  @Override
  public void close() {
    close(DRAIN_DEADLINE);
  }

  /// The same with another deadline.
  public void close(Duration deadline) {
    held.close();
    loops.forEach(InstanceLoop::drain);
    long end = System.nanoTime() + deadline.toNanos();
    try {
      for (var loop : loops) {
        var left = Duration.ofNanos(Math.max(1, end - System.nanoTime()));
        if (!loop.join(left)) {
          log.warn("Closed before Alertmanager {} knew everything", loop.stats().url());
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    http.shutdownNow();
  }
}
