package dev.nines.collector.otlp;

import dev.nines.collector.otlp.span.SpanCounts;
import dev.nines.collector.otlp.wire.Exposed;
import dev.nines.collector.source.Source;
import dev.nines.slo.model.Observation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/// What the receiver has counted of spans, as a source that is read like any other: it is on the
/// sources' page and in their metrics, and an evaluation follows it.
public final class OtlpSource implements Source {
  private final OtlpReceiver receiver;
  private final Consumer<Observation> sink;

  /// @param sink takes observations of earlier minutes, of which there can be several
  public OtlpSource(OtlpReceiver receiver, Consumer<Observation> sink) {
    this.receiver = receiver;
    this.sink = sink;
  }

  /// Whether an observation, of whatever source, has all series of its target. Metrics that are
  /// sent come in pieces, and services fall silent without having ended.
  public static boolean reportsAll(Observation observation) {
    return !observation.source().equals(Exposed.KIND);
  }

  @Override
  public String kind() {
    return Exposed.KIND;
  }

  @Override
  public String target() {
    return SpanCounts.TARGET;
  }

  @Override
  public Duration interval() {
    return receiver.interval();
  }

  @Override
  public Duration timeout() {
    return receiver.interval();
  }

  @Override
  public Observation read(Instant at) {
    List<Observation> observations = receiver.observe(at);
    observations.subList(0, observations.size() - 1).forEach(sink);
    return observations.getLast();
  }
}
