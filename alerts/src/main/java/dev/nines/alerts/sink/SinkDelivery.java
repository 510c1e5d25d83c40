package dev.nines.alerts.sink;

import dev.nines.alerts.lifecycle.Alert;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;

/// Tells sinks of alerts in timed steps, until they are acknowledged or over. Thread-safe. Nothing
/// is connected before the first notice.
public final class SinkDelivery implements AutoCloseable {
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final Duration KEEP_RECORD = Duration.ofDays(30);

  private final SinkRecord record;
  private final InstantSource clock;
  private final List<SinkLoop> loops;

  /// Starts the loops.
  ///
  /// @param steps when which sink is told
  /// @param record what was told; closed with this
  /// @param acknowledgeUrl where to acknowledge, with the placeholder `{id}`
  public SinkDelivery(
      Collection<Sink> sinks,
      List<EscalationStep> steps,
      SinkRecord record,
      String acknowledgeUrl,
      InstantSource clock) {
    this(sinks, steps, record, acknowledgeUrl, clock, FIRST_PAUSE);
  }

  SinkDelivery(
      Collection<Sink> sinks,
      List<EscalationStep> steps,
      SinkRecord record,
      String acknowledgeUrl,
      InstantSource clock,
      Duration firstPause) {
    this.record = record;
    this.clock = clock;
    var plan = new SinkPlan(List.copyOf(steps), record, acknowledgeUrl);
    this.loops =
        sinks.stream()
            .map(sink -> new SinkLoop(sink, plan, clock, firstPause, LONGEST_PAUSE))
            .toList();
    record.forgetBefore(clock.instant().minus(KEEP_RECORD));
    loops.forEach(SinkLoop::start);
  }

  /// Says all that fires and what ended lately; returns at once.
  public void tell(List<Alert> alerts) {
    var snapshot = List.copyOf(alerts);
    loops.forEach(loop -> loop.tell(snapshot));
  }

  /// Somebody is on it: later steps are left out. The end is told all the same.
  ///
  /// @param alertId as in [Notice#alertId]
  /// @param who as he calls himself
  public void acknowledge(String alertId, String who) {
    Instant now = clock.instant();
    record.acknowledge(alertId, who, now);
  }

  /// Counters of each sink.
  public List<SinkStats> stats() {
    return loops.stream().map(SinkLoop::stats).toList();
  }

  /// Stops; what was not told comes after the next start.
  @Override
  public void close() {
    loops.forEach(SinkLoop::stop);
    record.close();
  }
}
