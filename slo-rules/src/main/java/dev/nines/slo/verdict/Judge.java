package dev.nines.slo.verdict;

import dev.nines.slo.model.AlertPolicy;
import dev.nines.slo.model.BudgetWindow;
import dev.nines.slo.model.Indicator;
import dev.nines.slo.model.Objective;
import dev.nines.slo.model.TargetHistory;
import dev.nines.slo.model.Tenant;
import dev.nines.slo.window.Figures;
import dev.nines.slo.window.Measure;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
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

  /// Below a single event of a hundred billion, and above what doubles make of 1 − target.
  private static final double ROUNDING = 1e-12;

  private final ConcurrentHashMap<TierKey, List<BurnTier>> tiers = new ConcurrentHashMap<>();

  private record TierKey(Duration budgetWindow, double errorBudgetRatio) {}

  /// Everything that judging these objectives asks figures of.
  public Set<Measure> measures(Collection<Objective> objectives) {
    var measures = new HashSet<Measure>();
    for (var objective : objectives) {
      if (objective.indicator() instanceof Indicator.Composite) {
        continue; // its components are measured
      }
      measures.add(budgetMeasure(objective));
      for (var window : burnWindows(objective, objectives)) {
        measures.add(burnMeasure(objective, window));
        measures.add(Measure.events(window));
      }
    }
    return measures;
  }

  /// What the budget of an objective is measured by.
  public static Measure budgetMeasure(Objective objective) {
    return new Measure(objective.window(), objective.method(), Measure.Basis.CONTRACTUAL);
  }

  /// What a burn of an objective is measured by.
  public static Measure burnMeasure(Objective objective, Duration window) {
    return new Measure(
        new BudgetWindow.Rolling(window), objective.method(), Measure.Basis.CONTRACTUAL);
  }

  /// The windows of an objective's own tiers, and of those of composites that it is part of.
  private SortedSet<Duration> burnWindows(Objective objective, Collection<Objective> all) {
    var windows = new TreeSet<Duration>();
    for (var each : all) {
      boolean ofComposite =
          each.indicator() instanceof Indicator.Composite(var components)
              && components.stream().anyMatch(part -> part.slo().equals(objective.slo()));
      if (each.equals(objective) || ofComposite) {
        addBurnWindows(each, windows);
      }
    }
    return windows;
  }

  private void addBurnWindows(Objective objective, Set<Duration> windows) {
    for (var target : objective.targets().all()) {
      for (var burnTier : tiers(objective, BigDecimal.ONE.subtract(target).doubleValue())) {
        windows.add(burnTier.longWindow());
        windows.add(burnTier.shortWindow());
      }
    }
  }

  /// The burn-rate tiers that can alert for a tenant at an instant, most severe first.
  public List<BurnTier> tiersOf(Objective objective, Tenant tenant, Instant at) {
    return tiers(objective, objective.errorBudgetRatio(tenant, at));
  }

  /// The burn-rate tiers that can alert on a budget of this size, most severe first.
  ///
  /// @param errorBudgetRatio 1 − target, in (0, 1]
  public List<BurnTier> tiers(Objective objective, double errorBudgetRatio) {
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
    if (policy.disabledTiers().isEmpty()
        && policy.conditions().isEmpty()
        && policy.after().isEmpty()) {
      return workbook;
    }
    return Stream.concat(
            workbook.stream(),
            policy.conditions().stream()
                .flatMap(each -> BurnTier.of(each, window, errorBudgetRatio).stream()))
        .filter(tier -> !policy.disabledTiers().contains(tier.name()))
        .map(tier -> tier.firingAfter(policy.after().getOrDefault(tier.name(), tier.after())))
        .toList();
  }

  /// Judges one objective, whose target never changes, for one tenant by events over windows that
  /// are over.
  ///
  /// @param figures the counts over each window; over the budget window by its nominal length
  public Verdict judge(
      Objective objective,
      Tenant tenant,
      Function<Duration, Figures> figures,
      Instant at,
      boolean frozen) {
    var counts = WindowCounts.ofEvents(objective.window(), figures);
    return judge(objective, tenant, counts, at, frozen);
  }

  /// Judges one objective for one tenant.
  ///
  /// @param counts the counts of this tenant's series
  /// @param at the instant judged
  /// @param frozen whether the series contradicts itself; then nothing fires and nothing clears
  public Verdict judge(
      Objective objective, Tenant tenant, WindowCounts counts, Instant at, boolean frozen) {
    return judge(yardstick(objective, tenant), tenant, counts, at, frozen);
  }

  /// Judges one objective for one tenant.
  ///
  /// @param yardstick the objective, and what the tenant was promised of it
  /// @param frozen whether the series contradicts itself
  public Verdict judge(
      Yardstick yardstick, Tenant tenant, WindowCounts counts, Instant at, boolean frozen) {
    return judge(yardstick, tenant, Shares.single(counts), at, frozen);
  }

  /// What a tenant is held against; the same for all who were promised the same.
  public Yardstick yardstick(Objective objective, Tenant tenant) {
    return yardstick(objective, objective.targetsFor(tenant));
  }

  /// What those are held against who were promised these targets of an objective.
  public Yardstick yardstick(Objective objective, TargetHistory targets) {
    return new Yardstick(this, objective, targets);
  }

  /// Judges a composite by its components: its SLI is the weighted mean of theirs, and so is its
  /// burn, in units of the composite's own budget.
  ///
  /// @param components the counts of the components' series of this tenant, at least one
  /// @param frozen whether any of them contradicts itself
  public Verdict judge(
      Yardstick yardstick, Tenant tenant, List<Weighted> components, Instant at, boolean frozen) {
    return judge(yardstick, tenant, Shares.of(components), at, frozen);
  }

  /// A component of a composite.
  ///
  /// @param weight above 0
  public record Weighted(WindowCounts counts, double weight) {}

  private Verdict judge(
      Yardstick yardstick, Tenant tenant, Shares shares, Instant at, boolean frozen) {
    Objective objective = yardstick.objective();
    Yardstick.Standard standard = yardstick.at(at);
    var allowance = new Allowance(yardstick.targets(), at, standard.errorBudgetRatio());
    var missing = objective.missing();
    var sli = shares.mean(counts -> Counted.of(counts.budget(), missing).goodRatio());
    // without doubtful events both ends are the same
    boolean certain = shares.budgetFigures().doubtful() == 0;
    var sliUpper =
        certain
            ? sli
            : shares.mean(counts -> Counted.of(counts.budget(), missing).goodRatioAtBest());
    var spent = shares.mean(counts -> Counted.of(counts.budget(), missing).badRatioAtWorst());
    boolean calendar = objective.window() instanceof BudgetWindow.Calendar;
    // a calendar's budget is that of the whole period, so what is missing yet is not lost yet
    double share = calendar ? shares.parts().getFirst().counts().elapsedRatio() : 1;
    double errorBudgetRatio = shares.budget(allowance, objective.window());
    double remaining =
        spent.isPresent()
            ? ErrorBudget.remainingRatio(spent.getAsDouble() * share, errorBudgetRatio)
            : 1;
    double needed = 1 - errorBudgetRatio / share;
    return new Verdict(
        objective,
        tenant,
        at,
        shares.budgetFigures(),
        sli,
        sliUpper,
        errorBudgetRatio,
        remaining,
        shares.coverage(),
        readings(objective, standard, shares, allowance),
        frozen ? Verdict.State.FROZEN : state(sli, sliUpper, needed, shares.coverage()));
  }

  /// What each tier sees. Where nothing burned that is known beforehand; if it is so everywhere,
  /// all who are held against the same share one list.
  private static List<TierReading> readings(
      Objective objective, Yardstick.Standard standard, Shares shares, Allowance allowance) {
    List<BurnTier> tiers = standard.tiers();
    List<TierReading> quiet = standard.quiet();
    var readings = new ArrayList<>(quiet);
    boolean isQuiet = true;
    for (int i = 0; i < tiers.size(); i++) {
      if (!shares.isQuiet(tiers.get(i))) {
        readings.set(i, read(tiers.get(i), shares, allowance, objective.alerting()));
        isQuiet = false;
      }
    }
    boolean hasTrickle = quiet.size() > tiers.size();
    if (hasTrickle && !shares.isBudgetQuiet()) {
      readings.set(tiers.size(), Trickle.read(objective, shares, allowance));
      isQuiet = false;
    }
    return isQuiet ? quiet : readings;
  }

  private static TierReading read(
      BurnTier tier, Shares shares, Allowance allowance, AlertPolicy policy) {
    boolean evidence = false;
    for (int i = 0; i < shares.parts().size(); i++) {
      WindowCounts counts = shares.parts().get(i).counts();
      var events = counts.events(tier.shortWindow());
      double threshold = tier.thresholdRatio(allowance.ofEvents(counts, tier.shortWindow()));
      evidence |= Evidence.proves(events.bad(), events.total(), threshold, policy);
    }
    return new TierReading(
        tier,
        shares.burn(counts -> burn(counts, tier.longWindow(), allowance)),
        shares.burn(counts -> shortBurn(counts, tier.shortWindow(), allowance)),
        evidence,
        tier.after().isZero());
  }

  private static BurnRate burn(WindowCounts counts, Duration window, Allowance allowance) {
    return BurnRate.of(counts.burn(window), allowance.ofBurn(counts, window));
  }

  /// An idle short window proves no recovery: a hung database finishes no statement, so it counts
  /// none. Only when the long window has forgotten the bad events does the tier clear without new
  /// good ones.
  private static BurnRate shortBurn(WindowCounts counts, Duration window, Allowance allowance) {
    return counts.burn(window).total() == 0
        ? BurnRate.unknown(allowance.now())
        : burn(counts, window, allowance);
  }

  private static Verdict.State state(
      OptionalDouble sli, OptionalDouble sliUpper, double target, double coverageRatio) {
    if (sli.isEmpty() || sliUpper.isEmpty()) {
      return Verdict.State.NO_DATA;
    }
    if (coverageRatio < COVERAGE_FLOOR_RATIO) {
      return Verdict.State.INSUFFICIENT_DATA;
    }
    double needed = target - ROUNDING;
    if (sli.getAsDouble() >= needed) {
      return Verdict.State.MET;
    }
    return sliUpper.getAsDouble() < needed
        ? Verdict.State.BREACHED
        : Verdict.State.INSUFFICIENT_DATA;
  }
}
