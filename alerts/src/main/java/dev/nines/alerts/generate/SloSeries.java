package dev.nines.alerts.generate;

import dev.nines.slo.model.Indicator;
import dev.nines.slo.model.Objective;
import dev.nines.slo.sli.Compilation;
import dev.nines.slo.sli.CompiledIndicator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The series that the rules of one promise record, and the expressions that count its events.
///
/// Windows up to an hour are counted from the events themselves. A longer one adds up counts that
/// were recorded for a shorter one, each stretch of time once: never ratios, so every event weighs
/// the same. It lags by at most one of these stretches.
final class SloSeries {
  /// What longer windows are made of, the finest first.
  private static final Map<Duration, Duration> STEP_BY_LONGEST_WINDOW =
      new TreeMap<>(
          Map.of(
              Duration.ofHours(6), Duration.ofMinutes(5),
              Duration.ofDays(3), Duration.ofMinutes(30),
              Duration.ofDays(3_660), Duration.ofHours(1)));

  private static final Duration LONGEST_DIRECT = Duration.ofHours(1);

  /// The windows that others are made of; always recorded.
  static final List<Duration> BASE =
      List.of(RecordedNames.SHORTEST, Duration.ofMinutes(30), LONGEST_DIRECT);

  private final Objective objective;
  private final EventSource events;
  private final Optional<CompiledIndicator> compiled;

  SloSeries(Objective objective, EventSource events) {
    this.objective = objective;
    this.events = events;
    this.compiled = compile(objective);
  }

  private static Optional<CompiledIndicator> compile(Objective objective) {
    return objective.indicator() instanceof Indicator.Ratio ratio
            && CompiledIndicator.compile(ratio, objective.groupBy())
                instanceof Compilation.Compiled(var indicator)
        ? Optional.of(indicator)
        : Optional.empty();
  }

  /// Whether Prometheus can count the events.
  boolean isCountable() {
    return events == EventSource.GATEWAY || compiled.isPresent();
  }

  Objective objective() {
    return objective;
  }

  EventSource events() {
    return events;
  }

  /// The labels that tell one promise from another.
  Map<String, String> labels() {
    return Map.of("service", objective.service(), "slo", objective.slo());
  }

  /// The labels whose values are judged each on its own.
  List<String> groups() {
    if (events == EventSource.GATEWAY) {
      return List.of("tenant", "tier");
    }
    var groupBy = compiled.map(CompiledIndicator::groupBy).orElse("");
    return groupBy.isEmpty() ? List.of() : List.of(groupBy.split(","));
  }

  /// The labels by which series of one tenant's promise are joined.
  List<String> identity() {
    var labels = new ArrayList<>(groups());
    labels.remove("tier");
    labels.addAll(List.of("service", "slo"));
    return labels;
  }

  /// A selector of one of this promise's recorded series.
  String of(String series) {
    return series
        + labels().entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(each -> each.getKey() + "=\"" + each.getValue() + '"')
            .collect(Collectors.joining(", ", "{", "}"));
  }

  static String burnRate(Duration window) {
    return "nines:slo_burn_rate:ratio" + RangeText.of(window);
  }

  static String provenBurnRate(Duration window) {
    return "nines:slo_burn_rate_proven:ratio" + RangeText.of(window);
  }

  /// Counts the bad events of a window.
  String countBad(Duration window) {
    return step(window)
        .map(step -> chained(RecordedNames.bad(step), window, step))
        .orElseGet(() -> directBad(RangeText.of(window)));
  }

  /// Counts all events of a window.
  String countTotal(Duration window) {
    return step(window)
        .map(step -> chained(RecordedNames.total(step), window, step))
        .orElseGet(() -> directTotal(RangeText.of(window)));
  }

  private static Optional<Duration> step(Duration window) {
    if (window.compareTo(LONGEST_DIRECT) <= 0) {
      return Optional.empty();
    }
    return STEP_BY_LONGEST_WINDOW.entrySet().stream()
        .filter(each -> window.compareTo(each.getKey()) <= 0)
        .map(Map.Entry::getValue)
        .filter(step -> window.toSeconds() % step.toSeconds() == 0)
        .findFirst();
  }

  /// A range is a second shorter than its window: Prometheus 2 takes both ends of a range, and
  /// would count one stretch twice when an evaluation falls on its grid.
  private String chained(String series, Duration window, Duration step) {
    return "sum_over_time(%s[%ds:%s])"
        .formatted(of(series), window.toSeconds() - 1, RangeText.of(step));
  }

  private String directBad(String window) {
    return switch (events) {
      case GATEWAY -> gatewayEvents("outcome=\"bad\", ", window);
      case QUERIES -> compiled.orElseThrow().badOver(window);
    };
  }

  private String directTotal(String window) {
    return switch (events) {
      case GATEWAY -> gatewayEvents("", window);
      case QUERIES -> compiled.orElseThrow().totalOver(window);
    };
  }

  private String gatewayEvents(String matcher, String window) {
    return "sum by (tenant, tier) (increase(nines_sli_events_total{%sservice=\"%s\", slo=\"%s\"}[%s]))"
        .formatted(matcher, objective.service(), objective.slo(), window);
  }
}
