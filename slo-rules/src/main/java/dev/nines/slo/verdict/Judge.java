package dev.nines.slo.verdict;

import dev.nines.slo.model.AlertPolicy;
import dev.nines.slo.model.MissingPolicy;
import dev.nines.slo.model.Objective;
import dev.nines.slo.model.Tenant;
import dev.nines.slo.window.Figures;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;

/// Turns figures into verdicts. Pure but for a cache of tiers; safe to use from several threads.
public final class Judge {
  /// Below this share of measured minutes there is no verdict on the promise (alerts look at each
  /// window for themselves).
  public static final double COVERAGE_FLOOR_RATIO = 0.9;

  private final ConcurrentHashMap<TierKey, List<BurnTier>> tiers = new ConcurrentHashMap<>();

  private record TierKey(Duration budgetWindow, double errorBudgetRatio) {}

  /// All windows that judging these objectives asks figures for, shortest first.
  public SortedSet<Duration> windows(Collection<Objective> objectives) {
    var windows = new TreeSet<Duration>();
    for (var objective : objectives) {
      windows.add(ErrorBudget.nominalLength(objective.window()));
      var targets = new HashSet<BigDecimal>(objective.targetByTier().values());
      targets.addAll(objective.targetByTenant().values());
      targets.add(objective.target());
      for (var target : targets) {
        double errorBudgetRatio = BigDecimal.ONE.subtract(target).doubleValue();
        for (var burnTier : tiers(objective, errorBudgetRatio)) {
          windows.add(burnTier.longWindow());
          windows.add(burnTier.shortWindow());
        }
      }
    }
    return windows;
  }

  /// The burn-rate tiers that can alert for a tenant of this commercial tier, most severe first.
  public List<BurnTier> tiersOf(Objective objective, String commercialTier) {
    return tiers(objective, objective.errorBudgetRatio(commercialTier));
  }

  private List<BurnTier> tiers(Objective objective, double errorBudgetRatio) {
    var policy = objective.alerting();
    if (!policy.enabled()) {
      return List.of();
    }
    Duration window = ErrorBudget.nominalLength(objective.window());
    var workbook =
        policy.workbookTiers()
            ? tiers.computeIfAbsent(
                new TierKey(window, errorBudgetRatio),
                key -> BurnTier.forWindow(key.budgetWindow(), key.errorBudgetRatio()))
            : List.<BurnTier>of();
    if (policy.disabledTiers().isEmpty() && policy.conditions().isEmpty()) {
      return workbook;
    }
    return Stream.concat(
            workbook.stream().filter(tier -> !policy.disabledTiers().contains(tier.name())),
            policy.conditions().stream()
                .flatMap(each -> BurnTier.of(each, window, errorBudgetRatio).stream()))
        .toList();
  }

  /// Judges one objective for one tenant.
  ///
  /// @param figures the counts over each of [#windows], of this tenant's series
  /// @param at the instant judged
  /// @param frozen whether the series contradicts itself; then nothing fires and nothing clears
  public Verdict judge(
      Objective objective,
      Tenant tenant,
      Function<Duration, Figures> figures,
      Instant at,
      boolean frozen) {
    double errorBudgetRatio = objective.errorBudgetRatio(tenant);
    var budget = figures.apply(ErrorBudget.nominalLength(objective.window()));
    var counted = Counted.of(budget, objective.missing());
    var sli = counted.ratio(counted.good());
    var sliUpper = counted.ratio(counted.good() + budget.doubtful());
    double remaining =
        sli.isPresent()
            ? ErrorBudget.remainingRatio(counted.errorRatio(budget.doubtful()), errorBudgetRatio)
            : 1;
    double target = objective.targetFor(tenant).doubleValue();
    return new Verdict(
        objective,
        tenant,
        at,
        budget,
        sli,
        sliUpper,
        remaining,
        budget.coverageRatio(),
        readings(objective, figures, errorBudgetRatio),
        frozen ? Verdict.State.FROZEN : state(sli, sliUpper, target, budget.coverageRatio()));
  }

  private List<TierReading> readings(
      Objective objective, Function<Duration, Figures> figures, double errorBudgetRatio) {
    var burnTiers = tiers(objective, errorBudgetRatio);
    var readings = new ArrayList<TierReading>(burnTiers.size());
    for (var tier : burnTiers) {
      readings.add(
          read(
              tier,
              figures.apply(tier.longWindow()),
              figures.apply(tier.shortWindow()),
              errorBudgetRatio,
              objective.alerting()));
    }
    return readings;
  }

  private static TierReading read(
      BurnTier tier,
      Figures longFigures,
      Figures shortFigures,
      double errorBudgetRatio,
      AlertPolicy policy) {
    long total = shortFigures.total();
    // An idle short window proves no recovery: a hung database finishes no statement, so it counts
    // none.
    // Only when the long window has forgotten the bad events does the tier clear without new good
    // ones.
    var shortBurn =
        total == 0
            ? BurnRate.unknown(errorBudgetRatio)
            : BurnRate.of(shortFigures, errorBudgetRatio);
    return new TierReading(
        tier,
        BurnRate.of(longFigures, errorBudgetRatio),
        shortBurn,
        Evidence.proves(shortFigures.bad(), total, tier.thresholdRatio(errorBudgetRatio), policy));
  }

  private static Verdict.State state(
      OptionalDouble sli, OptionalDouble sliUpper, double target, double coverageRatio) {
    if (sli.isEmpty() || sliUpper.isEmpty()) {
      return Verdict.State.NO_DATA;
    }
    if (coverageRatio < COVERAGE_FLOOR_RATIO) {
      return Verdict.State.INSUFFICIENT_DATA;
    }
    if (sli.getAsDouble() >= target) {
      return Verdict.State.MET;
    }
    return sliUpper.getAsDouble() < target
        ? Verdict.State.BREACHED
        : Verdict.State.INSUFFICIENT_DATA;
  }

  /// Events of a window after the objective's policy gave idle and unmeasured minutes their weight:
  /// that of a measured minute with traffic.
  private record Counted(double good, double bad, double total) {

    static Counted of(Figures figures, MissingPolicy policy) {
      long total = figures.total();
      double perMinute =
          (double) total / Math.max(1, figures.measuredMinutes() - figures.idleMinutes());
      double idle = figures.idleMinutes() * perMinute;
      double missing =
          Math.max(0, figures.expectedMinutes() - figures.measuredMinutes()) * perMinute;
      double good = figures.good() + weight(policy.idle(), MissingPolicy.Counting.GOOD, idle);
      good += weight(policy.unmeasured(), MissingPolicy.Counting.GOOD, missing);
      double bad = figures.bad() + weight(policy.idle(), MissingPolicy.Counting.BAD, idle);
      bad += weight(policy.unmeasured(), MissingPolicy.Counting.BAD, missing);
      return new Counted(good, bad, good + bad + figures.doubtful());
    }

    private static double weight(
        MissingPolicy.Counting policy, MissingPolicy.Counting wanted, double events) {
      return policy == wanted ? events : 0;
    }

    OptionalDouble ratio(double events) {
      return total == 0 ? OptionalDouble.empty() : OptionalDouble.of(events / total);
    }

    double errorRatio(long doubtful) {
      return (bad + doubtful) / total;
    }
  }
}
