package dev.nines.alerts.generate;

import dev.nines.slo.model.Objective;
import dev.nines.slo.verdict.ErrorBudget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The series that [Sloth](https://sloth.dev) records, so that its public dashboards (Grafana 14348
/// and 14643) work. One SLO there is one service, so events of all tenants are added up.
final class SlothRules {
  private static final List<Duration> WINDOWS =
      List.of(
          Duration.ofMinutes(5),
          Duration.ofMinutes(30),
          Duration.ofHours(1),
          Duration.ofHours(2),
          Duration.ofHours(6),
          Duration.ofDays(1),
          Duration.ofDays(3));

  private final SloSeries series;
  private final Objective objective;
  private final Map<String, String> id;
  private final Duration period;

  SlothRules(SloSeries series) {
    this.series = series;
    this.objective = series.objective();
    this.period = ErrorBudget.nominalLength(objective.window());
    this.id =
        Map.of(
            "sloth_id", objective.service() + "-" + objective.slo(),
            "sloth_service", objective.service(),
            "sloth_slo", objective.slo());
  }

  RuleGroup group() {
    var rules = new ArrayList<Rule>();
    Stream.concat(WINDOWS.stream(), Stream.of(period))
        .distinct() // a promise over a day or three has its period among them
        .map(this::errorRatio)
        .forEach(rules::add);
    var target = objective.target().toPlainString();
    rules.add(record("slo:objective:ratio", "vector(%s)".formatted(target)));
    rules.add(record("slo:error_budget:ratio", "vector(1 - %s)".formatted(target)));
    rules.add(record("slo:time_period:days", "vector(%d)".formatted(period.toDays())));
    rules.add(record("slo:current_burn_rate:ratio", burnRate("slo:sli_error:ratio_rate5m")));
    rules.add(
        record(
            "slo:period_burn_rate:ratio",
            burnRate("slo:sli_error:ratio_rate" + RangeText.of(period))));
    rules.add(
        record(
            "slo:period_error_budget_remaining:ratio", "1 - " + of("slo:period_burn_rate:ratio")));
    rules.add(info());
    return new RuleGroup("sloth-" + objective.service() + "-" + objective.slo(), "1m", rules);
  }

  private Rule errorRatio(Duration window) {
    var labels = new TreeMap<>(id);
    labels.put("sloth_window", RangeText.of(window));
    return new Rule.Recording(
        "slo:sli_error:ratio_rate" + RangeText.of(window),
        "sum(%s) / (sum(%s) > 0)".formatted(bad(window), total(window)),
        labels);
  }

  private String bad(Duration window) {
    return SloSeries.BASE.contains(window)
        ? series.of(RecordedNames.bad(window))
        : series.countBad(window);
  }

  private String total(Duration window) {
    return SloSeries.BASE.contains(window)
        ? series.of(RecordedNames.total(window))
        : series.countTotal(window);
  }

  private Rule record(String name, String expr) {
    return new Rule.Recording(name, expr, id);
  }

  private String burnRate(String errorRatio) {
    return "%s\n/ on (sloth_id) group_left\n%s"
        .formatted(of(errorRatio), of("slo:error_budget:ratio"));
  }

  private String of(String name) {
    return "%s{sloth_id=\"%s\"}".formatted(name, id.get("sloth_id"));
  }

  private Rule info() {
    var labels = new TreeMap<>(id);
    labels.put("sloth_mode", "nines");
    labels.put("sloth_objective", objective.target().movePointRight(2).toPlainString());
    labels.put("sloth_spec", "openslo/v1");
    labels.put("sloth_version", "nines");
    return new Rule.Recording("sloth_slo_info", "vector(1)", labels);
  }
}
