package dev.nines.slo.backtest;

import dev.nines.slo.model.BudgetWindow;
import dev.nines.slo.model.BudgetingMethod;
import dev.nines.slo.model.Indicator;
import dev.nines.slo.model.Objective;
import dev.nines.slo.model.Severity;
import dev.nines.slo.model.Targets;
import dev.nines.slo.model.Tenant;
import dev.nines.slo.verdict.Judge;
import dev.nines.slo.verdict.Verdict;
import dev.nines.slo.verdict.WindowCounts;
import dev.nines.slo.window.Figures;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;

/// Judges objectives over a history, at the end of every minute. Thread-safe.
///
/// Judged by events over rolling windows; [#reasonAgainst] says what that does not fit.
public final class Backtest {
  private static final Duration STEP = Duration.ofMinutes(1);
  private static final Duration POINT_EACH = Duration.ofDays(1);
  private static final long SECONDS_A_MINUTE = 60;
  private static final List<BigDecimal> COMMON_TARGETS =
      List.of(
          new BigDecimal("0.9"),
          new BigDecimal("0.95"),
          new BigDecimal("0.99"),
          new BigDecimal("0.995"),
          new BigDecimal("0.999"),
          new BigDecimal("0.9995"),
          new BigDecimal("0.9999"));

  private final Judge judge = new Judge();

  /// Why an objective cannot be tested; empty if it can.
  public static Optional<String> reasonAgainst(Objective objective) {
    if (objective.indicator() instanceof Indicator.Composite) {
      return Optional.of("composites are not backtested, their parts are");
    }
    if (!(objective.method() instanceof BudgetingMethod.Occurrences)) {
      return Optional.of("time slices are not backtested, only Occurrences");
    }
    return objective.window() instanceof BudgetWindow.Rolling
        ? Optional.empty()
        : Optional.of("calendar windows are not backtested, only rolling ones");
  }

  /// How much history before the first minute the judgement looks at.
  public Duration lookback(Objective objective) {
    return objective.window().nominalLength();
  }

  /// What an objective would have done.
  ///
  /// @param tenant whose promise it is; its targets hold
  /// @param group the group's name for people
  /// @param from whole minutes; the history may begin earlier, and should by [#lookback]
  /// @param to whole minutes, after `from`
  public BacktestResult run(
      Objective objective, Tenant tenant, String group, History history, Instant from, Instant to) {
    var own = new Run(objective, tenant, history);
    own.go(from, to);
    var targets = new TreeSet<>(COMMON_TARGETS);
    targets.add(objective.targetFor(tenant, to).stripTrailingZeros());
    var outcomes = new ArrayList<TargetOutcome>();
    for (BigDecimal target : targets) {
      var other = new Run(objective.withTargets(Targets.of(target)), tenant, history);
      other.go(from, to);
      outcomes.add(other.outcome(target));
    }
    return new BacktestResult(objective, group, from, to, own.pager.pages(), own.curve, outcomes);
  }

  /// The pages alone that an objective would have sent, each for as long as somebody would have
  /// been kept awake: a ticket that comes before or goes on after it is left out.
  ///
  /// @param from whole minutes; the history may begin earlier, and should by [#lookback]
  /// @param to whole minutes, after `from`
  public List<Page> pages(
      Objective objective, Tenant tenant, History history, Instant from, Instant to) {
    var run = new Run(objective, tenant, history, severity -> severity == Severity.CRITICAL);
    run.go(from, to);
    return run.pager.pages();
  }

  /// The verdict at the end of a minute, the same that the engine gives on the same counts.
  Verdict verdict(Objective objective, Tenant tenant, History history, Instant at) {
    return judge.judge(objective, tenant, new Counts(objective, history, at), at, false);
  }

  /// The counts of a history before an instant.
  private record Counts(Objective objective, History history, Instant at) implements WindowCounts {

    @Override
    public Figures budget() {
      return events(objective.window().nominalLength());
    }

    @Override
    public Figures burn(Duration window) {
      return events(window);
    }

    @Override
    public Figures events(Duration window) {
      return history.figures(endMinute(), window.toMinutes());
    }

    private long endMinute() {
      return Math.floorDiv(at.getEpochSecond(), SECONDS_A_MINUTE);
    }

    @Override
    public long budgetBefore(long epochMinute) {
      return eventsBefore(objective.window().nominalLength(), epochMinute);
    }

    @Override
    public long burnBefore(Duration window, long epochMinute) {
      return eventsBefore(window, epochMinute);
    }

    @Override
    public long eventsBefore(Duration window, long epochMinute) {
      return history.totalBefore(endMinute(), window.toMinutes(), epochMinute);
    }

    @Override
    public double elapsedRatio() {
      long elapsed =
          Math.floorDiv(at.getEpochSecond(), SECONDS_A_MINUTE) + 1 - history.fromMinute();
      return Math.clamp((double) elapsed / objective.window().nominalLength().toMinutes(), 0, 1);
    }
  }

  /// One objective, followed through time.
  private final class Run {
    private final Objective objective;
    private final Tenant tenant;
    private final History history;
    private final Pager pager;
    private final List<BudgetPoint> curve = new ArrayList<>();
    private double worstRemaining = 1;

    Run(Objective objective, Tenant tenant, History history) {
      this(objective, tenant, history, _ -> true);
    }

    /// @param counted the severities of the tiers that count
    Run(Objective objective, Tenant tenant, History history, Predicate<Severity> counted) {
      this.objective = objective;
      this.tenant = tenant;
      this.history = history;
      this.pager = new Pager(counted);
    }

    void go(Instant from, Instant to) {
      Instant nextPoint = from;
      for (Instant at = from; !at.isAfter(to); at = at.plus(STEP)) {
        Verdict verdict = verdict(objective, tenant, history, at);
        pager.see(verdict);
        if (verdict.sliRatio().isPresent()
            && verdict.coverageRatio() >= Judge.COVERAGE_FLOOR_RATIO) {
          worstRemaining = Math.min(worstRemaining, verdict.budgetRemainingRatio());
        }
        if (!at.isBefore(nextPoint) || at.equals(to)) {
          curve.add(
              new BudgetPoint(
                  at, verdict.sliRatio(), verdict.budgetRemainingRatio(), verdict.coverageRatio()));
          nextPoint = at.plus(POINT_EACH);
        }
      }
    }

    TargetOutcome outcome(BigDecimal target) {
      List<Page> pages = pager.pages();
      int waking = (int) pages.stream().filter(Page::wakes).count();
      return new TargetOutcome(
          target, worstRemaining >= 0, worstRemaining, waking, pages.size() - waking);
    }
  }
}
