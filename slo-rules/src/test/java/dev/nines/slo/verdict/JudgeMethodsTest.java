package dev.nines.slo.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nines.slo.model.AlertPolicy;
import dev.nines.slo.model.BudgetWindow;
import dev.nines.slo.model.MissingPolicy;
import dev.nines.slo.model.Objective;
import dev.nines.slo.model.Severity;
import dev.nines.slo.window.Figures;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Calendar windows, composites and the budget spent drop by drop.
class JudgeMethodsTest {
  private static final Objective ROLLING = Fixtures.objective("0.99");
  private static final Objective CALENDAR =
      new Objective(
          "monthly",
          "shop",
          "Monthly",
          "",
          ROLLING.indicator(),
          "tenant",
          ROLLING.targets(),
          new BudgetWindow.Calendar(
              LocalDateTime.of(2026, 1, 1, 0, 0), Period.ofMonths(1), ZoneOffset.UTC),
          ROLLING.method(),
          MissingPolicy.LEFT_OUT,
          AlertPolicy.DEFAULT,
          Map.of(),
          true,
          "");

  private final Judge judge = new Judge();

  /// The same figures in every window, of which a part is over.
  private record Counts(Figures figures, double elapsedRatio) implements WindowCounts {
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
  }

  @Test
  void aCalendarMonthsFirstBadHourSpendsAPartOfTheWholeMonthsBudget() {
    Verdict verdict = judge(CALENDAR, Fixtures.measured(900, 100, 60), 0.01);

    assertThat(verdict.sliRatio()).hasValue(0.9);
    assertThat(verdict.budgetRemainingRatio()).isCloseTo(0.9, within(1e-9));
    assertThat(verdict.state()).isEqualTo(Verdict.State.MET);
  }

  @Test
  void aCalendarMonthIsBreachedOnceItsBudgetIsGone() {
    assertThat(judge(CALENDAR, Fixtures.measured(900, 100, 60), 0.0999).state())
        .isEqualTo(Verdict.State.MET);
    assertThat(judge(CALENDAR, Fixtures.measured(900, 100, 60), 0.1001).state())
        .isEqualTo(Verdict.State.BREACHED);
  }

  @Test
  void aRollingWindowIsJudgedByItsRatioHoweverShort() {
    assertThat(judge(ROLLING, Fixtures.measured(900, 100, 60), 0.01).state())
        .isEqualTo(Verdict.State.BREACHED);
  }

  @ParameterizedTest
  @CsvSource({
    "4,  false, INFO,    0.5",
    "6,  true,  INFO,    0.5",
    "8,  true,  INFO,    0.75",
    "95, true,  WARNING, 0.9",
    "99, true,  WARNING, 0.9",
    "101, true, WARNING, 1.0",
  })
  void theBudgetSpentIsToldAtItsLevels(int share, boolean fires, Severity severity, double level) {
    // of 1 % of 100,000 events, scaled so that `share` is a percentage of the budget
    int percent = share < 10 ? share * 10 : share;
    TierReading trickle = trickle(Fixtures.measured(100_000 - 10L * percent, 10L * percent, 60), 1);

    assertThat(trickle.crosses()).isEqualTo(fires);
    assertThat(trickle.tier().severity()).isEqualTo(severity);
    assertThat(trickle.tier().factor()).isEqualTo(level);
  }

  @Test
  void aBadFirstDayOfATenantSpendsLittleOfTheWindow() {
    Figures half = Fixtures.measured(50, 50, 10);

    assertThat(trickle(half, 1.0 / 4320).crosses()).isFalse();
    assertThat(trickle(half, 0.02).crosses()).isTrue();
  }

  @Test
  void tooFewBadEventsAreNoTrickle() {
    assertThat(trickle(Fixtures.measured(50, 2, 10), 1).crosses()).isFalse();
    assertThat(trickle(Fixtures.measured(50, 3, 10), 1).crosses()).isTrue();
  }

  @Test
  void theTrickleCanBeSwitchedOff() {
    var off =
        Fixtures.objective(
            "0.99", MissingPolicy.LEFT_OUT, new AlertPolicy(true, Set.of("trickle"), 3, 0.95));

    assertThat(judge(off, Fixtures.measured(50, 50, 10), 1).tiers())
        .noneMatch(reading -> reading.tier().name().equals("trickle"));
  }

  @Test
  void aCompositeIsTheWeightedMeanOfItsParts() {
    Verdict verdict =
        judge.judge(
            judge.yardstick(ROLLING, Fixtures.ACME),
            Fixtures.ACME,
            List.of(
                new Judge.Weighted(new Counts(Fixtures.measured(1000, 0, 60), 1), 3),
                new Judge.Weighted(new Counts(Fixtures.measured(80, 20, 50), 1), 1)),
            Fixtures.NOON,
            false);

    assertThat(verdict.sliRatio().orElseThrow()).isCloseTo(0.95, within(1e-12));
    assertThat(verdict.budgetRemainingRatio()).isCloseTo(-4, within(1e-9));
    assertThat(verdict.tiers().getFirst().longBurn().low()).isCloseTo(5, within(1e-9));
    assertThat(verdict.figures().total()).isEqualTo(1100);
  }

  @Test
  void aPartWithoutDataDoesNotCountInAComposite() {
    Verdict verdict =
        judge.judge(
            judge.yardstick(ROLLING, Fixtures.ACME),
            Fixtures.ACME,
            List.of(
                new Judge.Weighted(new Counts(new Figures(0, 0, 0, 60, 60, 60), 1), 3),
                new Judge.Weighted(new Counts(Fixtures.measured(99, 1, 30), 1), 1)),
            Fixtures.NOON,
            false);

    assertThat(verdict.sliRatio().orElseThrow()).isCloseTo(0.99, within(1e-12));
  }

  private TierReading trickle(Figures figures, double elapsed) {
    return judge(ROLLING, figures, elapsed).tiers().getLast();
  }

  private Verdict judge(Objective objective, Figures figures, double elapsed) {
    return judge.judge(
        objective, Fixtures.ACME, new Counts(figures, elapsed), Fixtures.NOON, false);
  }
}
