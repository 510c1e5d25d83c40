package dev.nines.slo.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nines.slo.backtest.History;
import dev.nines.slo.model.BudgetWindow;
import dev.nines.slo.model.Minute;
import dev.nines.slo.model.Objective;
import dev.nines.slo.model.TargetHistory;
import dev.nines.slo.model.Targets;
import dev.nines.slo.model.Targets.Scope;
import dev.nines.slo.window.Figures;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Windows that span a change of the target.
class AllowanceTest {
  private static final Instant CHANGE = Instant.parse("2026-03-11T00:00:00Z");
  private static final Objective TIGHTENED = tightened(Fixtures.objective("0.99"));
  private final Judge judge = new Judge();

  private static Objective tightened(Objective objective) {
    return objective.withTargets(
        new Targets(
            new BigDecimal("0.99"),
            Map.of(),
            Map.of(),
            List.of(new Targets.Change(new Scope.Everybody(), CHANGE, new BigDecimal("0.999")))));
  }

  private static long minute(Instant instant) {
    return instant.getEpochSecond() / 60;
  }

  /// 9,000 events before the change, 1,000 since.
  private static PeriodCounts counts(long bad) {
    return new PeriodCounts(
        Fixtures.measured(10_000 - bad, bad, 1000), Map.of(minute(CHANGE), 9000L));
  }

  @Test
  void eachPartOfAWindowIsAllowedWhatItsTargetAllowed() {
    // 9,000 events at 1 % and 1,000 at 0.1 %: 91 may be bad
    Verdict verdict = judge(counts(91));

    assertThat(verdict.errorBudgetRatio()).isCloseTo(0.0091, within(1e-15));
    assertThat(verdict.budgetRemainingRatio()).isCloseTo(0, within(1e-12));
    assertThat(verdict.state()).isEqualTo(Verdict.State.MET);
    assertThat(judge(counts(92)).state()).isEqualTo(Verdict.State.BREACHED);
  }

  @Test
  void aVerdictNamesTheTargetInForce() {
    assertThat(judge(counts(0)).target()).isEqualByComparingTo("0.999");
    assertThat(
            judge
                .judge(TIGHTENED, Fixtures.ACME, counts(0), CHANGE.minusSeconds(1), false)
                .target())
        .isEqualByComparingTo("0.99");
  }

  @Test
  void aBurnOverTheChangeIsMeasuredAgainstWhatItsEventsWereAllowed() {
    assertThat(judge(counts(182)).tiers().getFirst().longBurn().low()).isCloseTo(2, within(1e-12));
  }

  @Test
  void tiersAreThoseOfTheTargetInForce() {
    Objective loosened =
        Fixtures.objective("0.999")
            .withTargets(
                new Targets(
                    new BigDecimal("0.999"),
                    Map.of(),
                    Map.of(),
                    List.of(
                        new Targets.Change(new Scope.Everybody(), CHANGE, new BigDecimal("0.9")))));

    assertThat(judge.tiersOf(loosened, Fixtures.ACME, CHANGE.minusSeconds(1))).hasSize(4);
    assertThat(judge.tiersOf(loosened, Fixtures.ACME, CHANGE)).hasSize(3);
  }

  @Test
  void aCalendarMonthThatHasAChangeToComeIsAllowedWhatBothTargetsAllow() {
    // the first 10 of 31 days at 1 %, the other 21 at 0.1 %, at even traffic
    var month =
        new BudgetWindow.Calendar(
            LocalDateTime.of(2026, 3, 1, 0, 0), Period.ofMonths(1), ZoneOffset.UTC);
    var allowance =
        allowance(TIGHTENED.targetsFor(Fixtures.ACME), Instant.parse("2026-03-06T00:00:00Z"));
    var counts = new Part(Fixtures.measured(5000, 0, 7200), 5000, 5.0 / 31);

    assertThat(allowance.ofBudget(counts, month))
        .isCloseTo((10 * 0.01 + 21 * 0.001) / 31, within(1e-12));
  }

  @Test
  void everyMinuteIsJudgedByTheTargetThatWasInForce() {
    for (int seed = 0; seed < 300; seed++) {
      var random = new Random(seed);
      List<Minute> minutes = minutes(random);
      TargetHistory targets = targets(random);
      var history = new History(0, minutes, List.of());
      int window = 1 + random.nextInt(400);
      var allowance = allowance(targets, Instant.ofEpochSecond(400 * 60));

      assertThat(allowance.ofBurn(counts(history, window), Duration.ofMinutes(window)))
          .as("seed %d", seed)
          .isCloseTo(naive(minutes, targets, window), within(1e-13));
    }
  }

  private static Allowance allowance(TargetHistory targets, Instant at) {
    return new Allowance(targets, at, targets.errorBudgetRatio(at));
  }

  private static List<Minute> minutes(Random random) {
    var minutes = new ArrayList<Minute>();
    for (int i = 0; i < 400; i++) {
      minutes.add(new Minute(i, random.nextInt(50), random.nextInt(5), random.nextInt(2), true));
    }
    return minutes;
  }

  private static TargetHistory targets(Random random) {
    var changes = new ArrayList<TargetHistory.Change>();
    random
        .longs(random.nextInt(5), 0, 500 * 60)
        .sorted()
        .distinct()
        .forEach(
            second ->
                changes.add(
                    new TargetHistory.Change(Instant.ofEpochSecond(second), target(random))));
    return new TargetHistory(target(random), changes);
  }

  private static BigDecimal target(Random random) {
    return BigDecimal.valueOf(9000 + random.nextInt(1000), 4);
  }

  private static double naive(List<Minute> minutes, TargetHistory targets, int window) {
    double allowed = 0;
    long total = 0;
    for (Minute minute : minutes.subList(400 - window, 400)) {
      Instant begin = Instant.ofEpochSecond(minute.epochMinute() * 60);
      allowed += minute.total() * targets.errorBudgetRatio(begin);
      total += minute.total();
    }
    return total == 0 ? targets.errorBudgetRatio(Instant.ofEpochSecond(400 * 60)) : allowed / total;
  }

  private static WindowCounts counts(History history, int window) {
    return new Part(history.figures(400, window), 0, 1) {
      @Override
      public long burnBefore(Duration each, long minute) {
        long to = Math.clamp(minute, 400 - window, 400);
        return history.figures(to, to - (400 - window)).total();
      }
    };
  }

  private Verdict judge(WindowCounts counts) {
    return judge.judge(TIGHTENED, Fixtures.ACME, counts, CHANGE.plusSeconds(3600), false);
  }

  /// Counts of which so much lies before any change.
  private static class Part implements WindowCounts {
    private final Figures figures;
    private final long before;
    private final double elapsedRatio;

    Part(Figures figures, long before, double elapsedRatio) {
      this.figures = figures;
      this.before = before;
      this.elapsedRatio = elapsedRatio;
    }

    @Override
    public Figures budget() {
      return figures;
    }

    @Override
    public Figures burn(Duration window) {
      return figures;
    }

    @Override
    public Figures events(Duration window) {
      return figures;
    }

    @Override
    public long budgetBefore(long epochMinute) {
      return before;
    }

    @Override
    public double elapsedRatio() {
      return elapsedRatio;
    }
  }
}
