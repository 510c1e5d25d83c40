package dev.nines.alerts.generate;

import dev.nines.slo.model.Indicator;
import dev.nines.slo.model.Objective;
import dev.nines.slo.sli.Compilation;
import dev.nines.slo.sli.CompiledIndicator;
import dev.nines.slo.sli.PromqlNames;
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
///
/// A promise whose budget is spent in slices of time has slices counted in place of events.
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
  private final Optional<TimeSlices> slices;

  SloSeries(Objective objective, EventSource events) {
    this.objective = objective;
    this.events = events;
    this.compiled = compile(objective);
    this.slices = TimeSlices.of(objective.method());
  }

  private static Optional<CompiledIndicator> compile(Objective objective) {
    return objective.indicator() instanceof Indicator.Ratio ratio
            && CompiledIndicator.compile(ratio, objective.groupBy())
                instanceof Compilation.Compiled(var indicator)
        ? Optional.of(indicator)
        : Optional.empty();
  }

  /// Why Prometheus cannot count this promise, for people; empty if it can.
  Optional<String> reasonAgainst() {
    if (objective.indicator() instanceof Indicator.Composite) {
      return Optional.of("it is a composite; the gateway judges it, rules do not");
    }
    return events == EventSource.GATEWAY || compiled.isPresent()
        ? Optional.empty()
        : Optional.of("its queries are not counts of events; --events gateway covers it");
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
    var labels = new ArrayList<>(tenantLabels());
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

  /// The labels of this promise's alerts. Inhibition needs `tenant` on each of them: where it is
  /// missing on both sides, one group's alert would silence another's.
  Map<String, String> alertLabels() {
    var labels = new TreeMap<>(labels());
    if (!groups().isEmpty() && !groups().contains("tenant")) {
      labels.put(
          "tenant", groups().stream().map(PromqlNames::template).collect(Collectors.joining(",")));
    }
    return labels;
  }

  /// Counts what is bad of a window: events, or slices.
  String countBad(Duration window) {
    return step(window)
        .map(step -> chained(RecordedNames.bad(step), window, step))
        .orElseGet(() -> directBad(window));
  }

  /// Counts all events of a window, or slices.
  String countTotal(Duration window) {
    return step(window)
        .map(step -> chained(RecordedNames.total(step), window, step))
        .orElseGet(() -> directTotal(window));
  }

  private String directBad(Duration window) {
    return slices
        .map(each -> each.bad(window, badEvents(each.slice()), totalEvents(each.slice())))
        .orElseGet(() -> badEvents(window));
  }

  private String directTotal(Duration window) {
    return slices
        .map(each -> each.total(window, totalEvents(each.slice())))
        .orElseGet(() -> totalEvents(window));
  }

  /// What proves a burn: events, whatever the budget is spent in.
  Evidence evidence(Duration window) {
    return slices.isEmpty()
        ? new Evidence(of(RecordedNames.bad(window)), of(RecordedNames.total(window)), identity())
        : new Evidence(
            "(" + badEvents(window) + ")", "(" + totalEvents(window) + ")", tenantLabels());
  }

  /// Counts of events.
  ///
  /// @param joinedBy the labels that these have in common with the target
  record Evidence(String bad, String total, List<String> joinedBy) {}

  private List<String> tenantLabels() {
    return groups().stream().filter(label -> !label.equals("tier")).toList();
  }

  /// Of stretches that hold whole slices only.
  private Optional<Duration> step(Duration window) {
    if (window.compareTo(LONGEST_DIRECT) <= 0) {
      return Optional.empty();
    }
    long slice = slices.map(each -> each.slice().toSeconds()).orElse(1L);
    return STEP_BY_LONGEST_WINDOW.entrySet().stream()
        .filter(each -> window.compareTo(each.getKey()) <= 0)
        .map(Map.Entry::getValue)
        .filter(step -> window.toSeconds() % step.toSeconds() == 0)
        .filter(step -> step.toSeconds() % slice == 0)
        .findFirst();
  }

  /// A range is a second shorter than its window: Prometheus 2 takes both ends of a range, and
  /// would count one stretch twice when an evaluation falls on its grid.
  private String chained(String series, Duration window, Duration step) {
    return "sum_over_time(%s[%ds:%s])"
        .formatted(of(series), window.toSeconds() - 1, RangeText.of(step));
  }

  private String badEvents(Duration window) {
    return switch (events) {
      case GATEWAY -> gatewayEvents("outcome=\"bad\", ", RangeText.of(window));
      case QUERIES -> compiled.orElseThrow().badOver(RangeText.of(window));
    };
  }

  private String totalEvents(Duration window) {
    return switch (events) {
      case GATEWAY -> gatewayEvents("", RangeText.of(window));
      case QUERIES -> compiled.orElseThrow().totalOver(RangeText.of(window));
    };
  }

  private String gatewayEvents(String matcher, String window) {
    return "sum by (tenant, tier) (increase(nines_sli_events_total{%sservice=\"%s\", slo=\"%s\"}[%s]))"
        .formatted(matcher, objective.service(), objective.slo(), window);
  }
}
