package dev.nines.alerts.generate;

import dev.nines.alerts.lifecycle.AlertNames;
import dev.nines.slo.model.Objective;
import dev.nines.slo.sli.PromqlNames;
import dev.nines.slo.verdict.BurnTier;
import dev.nines.slo.verdict.ErrorBudget;
import dev.nines.slo.verdict.Judge;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// The rules of one promise, for all its tenants: counts, targets, burn rates, and an alert for
/// each tier. Tenants are a label, so the rules do not grow with them.
final class SloRules {
  private static final Duration LONGEST_QUICK_WINDOW = Duration.ofHours(1);

  private final SloSeries series;
  private final Objective objective;
  private final PrometheusOptions options;
  private final List<BurnTier> tiers;
  private final Duration budgetWindow;

  SloRules(SloSeries series, PrometheusOptions options) {
    this.series = series;
    this.objective = series.objective();
    this.options = options;
    this.budgetWindow = ErrorBudget.nominalLength(objective.window());
    this.tiers = objective.alerting().enabled() ? tiers() : List.of();
  }

  /// Those that the tenants with the widest target can reach; one that a stricter target's tenants
  /// alone can reach fires for these only, by arithmetic.
  private List<BurnTier> tiers() {
    double smallest =
        objective.targets().all().stream()
            .mapToDouble(target -> BigDecimal.ONE.subtract(target).doubleValue())
            .min()
            .orElseThrow();
    return new Judge().tiers(objective, smallest);
  }

  /// One group for what must be quick, one for windows that add up recorded counts, one for the
  /// budget.
  List<RuleGroup> groups() {
    var name = "nines-" + objective.service() + "-" + objective.slo();
    return List.of(
        new RuleGroup(name, "30s", quick()),
        new RuleGroup(name + "-long", "1m", slow()),
        new RuleGroup(name + "-budget", "5m", budget()));
  }

  private List<Rule> quick() {
    var rules = new ArrayList<Rule>();
    for (var window : quickWindows()) {
      counts(rules, window);
    }
    rules.add(record("nines:slo_objective:ratio", objectiveByTenant()));
    for (var window : quickWindows()) {
      rules.add(burnRate(window));
    }
    tiers.stream().filter(this::isQuick).forEach(tier -> alert(rules, tier));
    rules.add(absent());
    return rules;
  }

  private List<Rule> slow() {
    var rules = new ArrayList<Rule>();
    var windows = new TreeSet<Duration>();
    tiers.forEach(tier -> windows.addAll(List.of(tier.longWindow(), tier.shortWindow())));
    windows.removeAll(quickWindows());
    for (var window : windows) {
      counts(rules, window);
      rules.add(burnRate(window));
    }
    tiers.stream().filter(tier -> !isQuick(tier)).forEach(tier -> alert(rules, tier));
    return rules;
  }

  private List<Rule> budget() {
    var rules = new ArrayList<Rule>();
    counts(rules, budgetWindow);
    rules.add(burnRate(budgetWindow));
    rules.add(
        record(
            "nines:slo_error_budget_remaining:ratio",
            "1 - " + series.of(SloSeries.burnRate(budgetWindow))));
    rules.addAll(new TrickleRules(series, options).rules());
    var info = new TreeMap<>(series.labels());
    info.put("window", RangeText.of(budgetWindow));
    info.put("objective", objective.target().stripTrailingZeros().toPlainString());
    info.put("display_name", objective.displayName());
    rules.add(new Rule.Recording("nines:slo_info", "vector(1)", info));
    return rules;
  }

  private SortedSet<Duration> quickWindows() {
    var windows = new TreeSet<>(SloSeries.BASE);
    tiers.stream()
        .flatMap(tier -> Stream.of(tier.longWindow(), tier.shortWindow()))
        .filter(window -> window.compareTo(LONGEST_QUICK_WINDOW) <= 0)
        .forEach(windows::add);
    return windows;
  }

  private boolean isQuick(BurnTier tier) {
    return tier.longWindow().compareTo(LONGEST_QUICK_WINDOW) <= 0;
  }

  private void counts(List<Rule> rules, Duration window) {
    rules.add(record(RecordedNames.bad(window), series.countBad(window)));
    rules.add(record(RecordedNames.total(window), series.countTotal(window)));
  }

  private Rule record(String name, String expr) {
    return new Rule.Recording(name, expr, series.labels());
  }

  /// The target of each tenant. In the absence of a list of tenants all have the same.
  private String objectiveByTenant() {
    if (series.events() == EventSource.GATEWAY) {
      return "max by (tenant, tier) (nines_slo_objective_ratio{service=\"%s\", slo=\"%s\"})"
          .formatted(objective.service(), objective.slo());
    }
    var kept = PromqlNames.labels(series.groups());
    var otherwise =
        "0 * sum by (%s) (%s) + %s"
            .formatted(
                kept,
                series.of(RecordedNames.total(LONGEST_QUICK_WINDOW)),
                objective.target().toPlainString());
    if (!series.groups().equals(List.of("tenant"))) {
      return otherwise;
    }
    var parts = new ArrayList<String>();
    promised(parts, "tenant", objective.targets().byTenant());
    promised(parts, "tier", objective.targetByTier());
    parts.add(
        "0 * max by (tenant, tier) (nines_tenant_info) + " + objective.target().toPlainString());
    return "(%s)\nor on (tenant)\n(%s)".formatted(String.join("\n or ", parts), otherwise);
  }

  /// The targets of those with a certain label; earlier parts win.
  private static void promised(List<String> parts, String label, Map<String, BigDecimal> targets) {
    new TreeMap<>(targets)
        .forEach(
            (value, target) ->
                parts.add(
                    "0 * max by (tenant, tier) (nines_tenant_info{%s=\"%s\"}) + %s"
                        .formatted(label, value, target.toPlainString())));
  }

  private static String on(List<String> labels) {
    return "on (" + PromqlNames.labels(labels) + ")";
  }

  private Rule burnRate(Duration window) {
    return record(
        SloSeries.burnRate(window),
        "(%s / (%s > 0))\n/ %s group_right ()\n(1 - %s)"
            .formatted(
                series.of(RecordedNames.bad(window)),
                series.of(RecordedNames.total(window)),
                on(series.identity()),
                series.of("nines:slo_objective:ratio")));
  }

  /// The burn rate that the counts of a short window prove: by Byar's approximation of the lower
  /// bound of a Poisson count, which is Clopper-Pearson's for rare events and stricter for frequent
  /// ones. Absent below the least number of bad events.
  private Rule proven(Duration window) {
    var policy = objective.alerting();
    var evidence = series.evidence(window);
    return record(
        SloSeries.provenBurnRate(window),
        """
        ((%s >= %d)
          * (1 - 1 / (9 * %s) - %s / (3 * sqrt(%s))) ^ 3
          / %s)
        / %s group_right ()
        (1 - %s)\
        """
            .formatted(
                evidence.bad(),
                policy.minimumBadEvents(),
                evidence.bad(),
                decimal(NormalQuantile.of(policy.confidence())),
                evidence.bad(),
                enough(evidence.total()),
                on(evidence.joinedBy()),
                series.of("nines:slo_objective:ratio")));
  }

  private String enough(String total) {
    int least = objective.alerting().minimumEvents();
    return least > 1 ? "(%s >= %d)".formatted(total, least) : total;
  }

  private void alert(List<Rule> rules, BurnTier tier) {
    rules.add(proven(tier.shortWindow()));
    var factor = decimal(tier.factor());
    var labels = new HashMap<>(series.alertLabels());
    labels.put("severity", tier.severity().label());
    labels.put("burn_tier", tier.name());
    Optional.ofNullable(objective.labels().get("team")).ifPresent(team -> labels.put("team", team));
    rules.add(
        new Rule.Alerting(
            AlertNames.TENANT_SLO_BURN,
            "%s > %s\nand %s > %s\nand %s > %s"
                .formatted(
                    series.of(SloSeries.burnRate(tier.longWindow())),
                    factor,
                    series.of(SloSeries.burnRate(tier.shortWindow())),
                    factor,
                    series.of(SloSeries.provenBurnRate(tier.shortWindow())),
                    factor),
            Optional.of(tier.after()).filter(after -> !after.isZero()).map(RangeText::of),
            new TreeMap<>(labels),
            new TreeMap<>(annotations(tier))));
  }

  private Map<String, String> annotations(BurnTier tier) {
    var who = PromiseText.who(series.groups(), objective);
    return Map.of(
        "summary",
        "%s: %s is losing its error budget {{ $value | printf \"%%.1f\" }} times too fast"
            .formatted(who, PromiseText.name(objective)),
        "description",
        "%s Promised: %s %% over %s. The last %s and the last %s both burn above %s times the allowed pace."
            .formatted(
                PromiseText.description(objective),
                objective.target().movePointRight(2).stripTrailingZeros().toPlainString(),
                RangeText.of(budgetWindow),
                RangeText.of(tier.longWindow()),
                RangeText.of(tier.shortWindow()),
                decimal(tier.factor())),
        "runbook_url",
        options.runbook(AlertNames.TENANT_SLO_BURN),
        "dashboard_url",
        options.dashboard(series));
  }

  /// Without events nothing above can fire.
  private Rule absent() {
    var labels = new TreeMap<>(series.labels());
    labels.put("severity", "warning");
    return new Rule.Alerting(
        AlertNames.SLO_METRIC_ABSENT,
        "absent(%s)".formatted(series.of(RecordedNames.total(LONGEST_QUICK_WINDOW))),
        Optional.of("10m"),
        labels,
        new TreeMap<>(
            Map.of(
                "summary",
                "%s: Prometheus has no events of %s"
                    .formatted(objective.service(), PromiseText.name(objective)),
                "description",
                "No tenant has had an event for an hour, so no alert of this promise can fire.",
                "runbook_url",
                options.runbook(AlertNames.SLO_METRIC_ABSENT))));
  }

  static String decimal(double value) {
    return String.format(Locale.ROOT, "%.6f", value).replaceAll("0+$", "").replaceAll("\\.$", "");
  }
}
