package dev.nines.collector.otlp;

import dev.nines.slo.model.Series;
import dev.nines.slo.model.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/// The traces that show best what is wrong with the requests and queries of each tenant, for alerts
/// and pages. Safe between threads.
public final class Exemplars {
  private static final Duration FRESH = Duration.ofMinutes(10);
  private static final Duration KEPT = Duration.ofDays(1);
  private static final int MOST = 50_000;

  private final Map<TenantId, Map<Series, Exemplar>> kept = new ConcurrentHashMap<>();

  /// The worst request or query of a tenant in the last minutes, if one was seen in the last day.
  ///
  /// @param counted whether a series counts for what the trace is to show: the selector of an
  ///   objective
  public Optional<Exemplar> of(TenantId tenant, Predicate<Series> counted) {
    return kept.getOrDefault(tenant, Map.of()).entrySet().stream()
        .filter(each -> counted.test(each.getKey()))
        .map(Map.Entry::getValue)
        .reduce(Exemplars::worse);
  }

  /// Keeps the worst one of a series; what is some minutes old gives way to anything.
  void offer(SpanSeries series, Exemplar offered) {
    Series count = series.count();
    if (count != null) {
      Map<Series, Exemplar> mine =
          kept.computeIfAbsent(series.tenant(), tenant -> new ConcurrentHashMap<>());
      if (mine.size() < MOST) {
        mine.merge(count, offered, Exemplars::worse);
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
    kept.values().forEach(mine -> mine.values().removeIf(each -> each.endedAt().isBefore(oldest)));
    kept.values().removeIf(Map::isEmpty);
  }
}
