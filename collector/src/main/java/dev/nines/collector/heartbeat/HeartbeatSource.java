package dev.nines.collector.heartbeat;

import dev.nines.alerts.lifecycle.AlertNames;
import dev.nines.alerts.lifecycle.Condition;
import dev.nines.collector.source.ConditionBoard;
import dev.nines.collector.source.Source;
import dev.nines.slo.model.Observation;
import dev.nines.slo.model.Observation.Reading;
import dev.nines.slo.model.Sample;
import dev.nines.slo.model.SampleKind;
import dev.nines.slo.model.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Looks whether a sign of life is overdue.
public final class HeartbeatSource implements Source {
  /// The kind of source.
  public static final String KIND = "heartbeat";

  private static final Duration INTERVAL = Duration.ofSeconds(15);

  private final Heartbeat heartbeat;
  private final HeartbeatBook book;
  private final ConditionBoard board;

  /// @param board takes the alert
  public HeartbeatSource(Heartbeat heartbeat, HeartbeatBook book, ConditionBoard board) {
    this.heartbeat = heartbeat;
    this.book = book;
    this.board = board;
    board.expect(ConditionBoard.ownerOf(this), Set.of(AlertNames.HEARTBEAT_MISSED));
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public String target() {
    return heartbeat.id();
  }

  @Override
  public Duration interval() {
    return INTERVAL;
  }

  @Override
  public Duration timeout() {
    return INTERVAL;
  }

  @Override
  public Observation read(Instant at) {
    HeartbeatBook.Sign last = book.last(heartbeat.id(), at);
    Duration age = Duration.between(last.at(), at);
    boolean overdue = age.compareTo(heartbeat.allowance()) > 0;
    boolean good = !overdue && !last.failed();
    board.report(ConditionBoard.ownerOf(this), good ? List.of() : List.of(alert(last, overdue)));
    return new Observation(
        KIND,
        target(),
        at,
        new Reading.Complete(
            List.of(
                sample("age_seconds", SampleKind.GAUGE, age.toMillis() / 1e3),
                sample("overdue", SampleKind.GAUGE, overdue ? 1 : 0),
                check("good", good ? 1 : 0),
                check("bad", good ? 0 : 1)),
            List.of()));
  }

  private Sample sample(String name, SampleKind kind, double value) {
    var labels = Map.of("heartbeat", heartbeat.id());
    return new Sample(new Series("nines_heartbeat_" + name, labels, kind), value);
  }

  private Sample check(String outcome, double count) {
    var labels = Map.of("heartbeat", heartbeat.id(), "outcome", outcome);
    return new Sample(new Series("nines_heartbeat_checks_total", labels, SampleKind.DELTA), count);
  }

  private Condition alert(HeartbeatBook.Sign last, boolean overdue) {
    String what = last.came() ? "Its last sign came at " : "None came since ";
    String why = overdue ? "is overdue" : "says that it failed";
    return new Condition(
        AlertNames.HEARTBEAT_MISSED,
        heartbeat.severity(),
        Map.of("heartbeat", heartbeat.id()),
        "Heartbeat %s %s".formatted(heartbeat.id(), why),
        "%s%s; one is expected each %s with a grace of %s. %s"
            .formatted(
                what, last.at(), heartbeat.every(), heartbeat.grace(), heartbeat.description())
            .strip());
  }
}
