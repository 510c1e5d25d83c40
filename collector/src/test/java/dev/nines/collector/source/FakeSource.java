package dev.nines.collector.source;

import dev.nines.slo.model.Observation;
import dev.nines.slo.model.Observation.Reading;
import dev.nines.slo.model.SampleKind;
import dev.nines.slo.model.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/// A source that finds what the test tells it.
final class FakeSource implements Source {
  static final Reading WHOLE = new Reading.Complete(List.of(), List.of());

  final String target;
  Duration interval = Duration.ofSeconds(10);
  Duration timeout = Duration.ofSeconds(5);
  Callable<Reading> answer = () -> WHOLE;
  Optional<Series> up = Optional.empty();
  volatile int closed;

  FakeSource(String target) {
    this.target = target;
  }

  static Series upSeries(String instance) {
    return new Series("up", Map.of("instance", instance), SampleKind.GAUGE);
  }

  @Override
  public String kind() {
    return "fake";
  }

  @Override
  public String target() {
    return target;
  }

  @Override
  public Duration interval() {
    return interval;
  }

  @Override
  public Duration timeout() {
    return timeout;
  }

  @Override
  public Observation read(Instant at) throws Exception {
    return new Observation("fake", target, at, answer.call());
  }

  @Override
  public Optional<Series> up() {
    return up;
  }

  @Override
  public void close() {
    closed++;
  }
}
