package dev.nines.collector.otlp.metric;

import dev.nines.slo.model.Sample;
import dev.nines.slo.model.SampleKind;
import dev.nines.slo.model.Series;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/// The series of one resource (a process, mostly), and what has to be remembered of each: when it
/// was measured last, since when it counts. Not synchronised.
final class MetricStream {
  private static final int MOST_SERIES = 50_000;

  private final Map<Series, State> states = new HashMap<>();
  private final Map<Series, Distribution> distributions = new HashMap<>();

  /// What was read, by instant: one observation each.
  final TreeMap<Long, List<Sample>> samples = new TreeMap<>();

  /// Zeros at the start of counters that began anew, by instant.
  final TreeMap<Long, List<Sample>> zeros = new TreeMap<>();

  private static final class State {
    private final Series series;
    private long startNanos;
    private long timeNanos;

    private State(Series series, long startNanos) {
      this.series = series;
      this.startNanos = startNanos;
    }
  }

  /// An exponential histogram.
  ///
  /// @param sum of the values, NaN if it is not told
  /// @param startNanos since when it counts, 0 if that is not told
  record Distribution(ExponentialCounts counts, double sum, long startNanos) {}

  /// What became of a value.
  enum Taken {
    YES,
    NOT_WANTED,
    OUT_OF_ORDER,
    NO_ROOM
  }

  /// Takes a value.
  ///
  /// A counter that says that it began just now, or anew, has a zero put before it, so that what it
  /// counted since then is not lost: the first value of a counter only sets where it stands. A
  /// start that is the time of the value itself says that the true one is not known (OpenTelemetry
  /// data model, "Cumulative streams: handling unknown start time").
  ///
  /// @param freshNanos a start at most so long before the value is one that we did not miss
  Taken take(
      Series named,
      double value,
      long startNanos,
      long timeNanos,
      long freshNanos,
      Predicate<Series> wanted) {
    State state = states.get(named);
    boolean unknown = state == null;
    if (state == null) {
      if (!wanted.test(named)) {
        return Taken.NOT_WANTED;
      }
      if (states.size() >= MOST_SERIES) {
        return Taken.NO_ROOM;
      }
      state = new State(named, startNanos);
      states.put(named, state);
    }
    if (state.timeNanos >= timeNanos) {
      return Taken.OUT_OF_ORDER;
    }
    boolean began =
        startNanos > 0
            && startNanos < timeNanos
            && (unknown ? timeNanos - startNanos <= freshNanos : startNanos > state.startNanos);
    if (began && named.kind() == SampleKind.CUMULATIVE) {
      add(zeros, startNanos, new Sample(state.series, 0));
    }
    state.startNanos = startNanos;
    state.timeNanos = timeNanos;
    add(samples, timeNanos, new Sample(state.series, value));
    return Taken.YES;
  }

  /// What a cumulative exponential histogram has had since its last point, or since it began anew;
  /// empty if that is not known, because this is the first one and it did not begin just now.
  Optional<Distribution> increase(Series key, Distribution now, boolean fresh) {
    if (distributions.size() >= MOST_SERIES && !distributions.containsKey(key)) {
      return Optional.empty();
    }
    Distribution before = distributions.put(key, now);
    if (before == null) {
      return fresh ? Optional.of(now) : Optional.empty();
    }
    ExponentialCounts increase = now.counts().minus(before.counts());
    boolean anew = now.startNanos() > before.startNanos() || increase.hasNegative();
    return Optional.of(
        anew ? now : new Distribution(increase, now.sum() - before.sum(), now.startNanos()));
  }

  /// When a series was measured last, in nanoseconds; 0 if never.
  long lastTimeNanos(Series series) {
    State state = states.get(series);
    return state == null ? 0 : state.timeNanos;
  }

  private static void add(Map<Long, List<Sample>> into, long nanos, Sample sample) {
    into.computeIfAbsent(nanos, at -> new ArrayList<>()).add(sample);
  }

  void clearBatch() {
    samples.clear();
    zeros.clear();
  }
}
