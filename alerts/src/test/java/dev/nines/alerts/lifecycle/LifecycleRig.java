package dev.nines.alerts.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.slo.verdict.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// A lifecycle in virtual time, with what a test asks of what it told.
final class LifecycleRig {
  static final AlertSettings SETTINGS =
      new AlertSettings(
          "https://runbooks.example/{alertname}.md",
          "https://nines.example/tenants/{tenant}",
          "https://nines.example/?slo={slo}");

  private final MemoryAlertStore store = new MemoryAlertStore();
  private AlertLifecycle lifecycle = new AlertLifecycle(store, SETTINGS);
  private Instant now = Burns.NOON;

  MemoryAlertStore store() {
    return store;
  }

  AlertLifecycle lifecycle() {
    return lifecycle;
  }

  Instant now() {
    return now;
  }

  List<Alert> step(Verdict... verdicts) {
    return lifecycle.step(List.of(verdicts), List.of(), now, true);
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  /// The process ends; the next one has the same store.
  void restart() {
    lifecycle = new AlertLifecycle(store, SETTINGS);
  }

  List<Alert> resolved(List<Alert> told) {
    return told.stream().filter(alert -> alert.isResolved(now)).toList();
  }

  /// What fires, but for the sign of life.
  static List<Alert> firing(List<Alert> told) {
    return told.stream()
        .filter(alert -> alert.endsAt().isEmpty() && !alert.name().equals("Watchdog"))
        .toList();
  }

  static Alert only(List<Alert> alerts) {
    assertThat(alerts).hasSize(1);
    return alerts.getFirst();
  }
}
