package dev.nines.collector.otlp.span;

import dev.nines.collector.otlp.wire.Exposed;
import dev.nines.slo.model.Objective;
import dev.nines.slo.model.Observation;
import dev.nines.slo.model.Observation.Reading;
import dev.nines.slo.model.Series;
import dev.nines.slo.model.TenantId;
import dev.nines.slo.sli.Selection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The traces that show best what is wrong with the requests and queries of each tenant: of each
/// series the slowest, since failures have series of their own. Safe between threads.
public final class Exemplars implements TraceFinder {
  private static final Duration FRESH = Duration.ofMinutes(10);
  private static final Duration KEPT = Duration.ofDays(1);
  private static final int MOST = 50_000;

  private final Map<TenantId, Map<Series, Shown>> kept = new ConcurrentHashMap<>();

  private record Shown(SpanSeries series, Exemplar exemplar) {}

  /// Asks the promise itself what is bad: each trace is held against it as if it were all that had
  /// been observed.
  @Override
  public Optional<Exemplar> worst(Objective objective, TenantId tenant) {
    Map<Series, Shown> mine = kept.getOrDefault(tenant, Map.of());
    if (mine.isEmpty()) {
      return Optional.empty();
    }
    var selection = new Selection(List.of(objective));
    return mine.values().stream()
        .filter(shown -> isBad(shown, selection))
        .map(Shown::exemplar)
        .reduce(Exemplars::worse);
  }

  private static boolean isBad(Shown shown, Selection selection) {
    if (shown.series.count() == null || !selection.wants(shown.series.count())) {
      return false;
    }
    var reading =
        new Reading.Complete(shown.series.samplesOfOne(shown.exemplar.seconds()), List.of());
    var alone = new Observation(Exposed.KIND, SpanCounts.TARGET, shown.exemplar.endedAt(), reading);
    return selection.accept(alone).counts().stream().anyMatch(count -> count.bad() > 0);
  }

  /// Keeps the worst one of a series; what is some minutes old gives way to anything.
  void offer(SpanSeries series, Exemplar offered) {
    Series count = series.count();
    if (count != null) {
      Map<Series, Shown> mine =
          kept.computeIfAbsent(series.tenant(), tenant -> new ConcurrentHashMap<>());
      if (mine.size() < MOST) {
        mine.merge(
            count,
            new Shown(series, offered),
            (before, next) -> new Shown(series, worse(before.exemplar, next.exemplar)));
      }
    }
  }

  private static Exemplar worse(Exemplar before, Exemplar next) {
    return next.isWorseThan(before) || before.endedAt().isBefore(next.endedAt().minus(FRESH))
        ? next
        : before;
  }

  void forgetOld(Instant now) {
    Instant oldest = now.minus(KEPT);
    kept.values()
        .forEach(mine -> mine.values().removeIf(each -> each.exemplar.endedAt().isBefore(oldest)));
    kept.values().removeIf(Map::isEmpty);
  }
}
