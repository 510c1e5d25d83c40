package dev.nines.collector.gateway;

import dev.nines.collector.gateway.telemetry.Telemetry;
import dev.nines.collector.source.Source;
import dev.nines.slo.model.Observation;
import dev.nines.slo.model.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// A source whose readings are spans: what it read, and how long it took or why it failed.
record TracedSource(Source source, Telemetry telemetry) implements Source {

  @Override
  public Observation read(Instant at) throws Exception {
    return telemetry.inSpan(
        "reading " + kind(),
        Map.of("nines.source.kind", kind(), "nines.source.target", target()),
        () -> source.read(at));
  }

  @Override
  public String kind() {
    return source.kind();
  }

  @Override
  public String target() {
    return source.target();
  }

  @Override
  public Duration interval() {
    return source.interval();
  }

  @Override
  public Duration timeout() {
    return source.timeout();
  }

  @Override
  public Optional<Series> up() {
    return source.up();
  }

  @Override
  public boolean opensRound() {
    return source.opensRound();
  }

  @Override
  public void close() {
    source.close();
  }
}
