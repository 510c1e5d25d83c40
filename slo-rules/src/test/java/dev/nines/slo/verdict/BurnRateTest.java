package dev.nines.slo.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nines.slo.window.Figures;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BurnRateTest {
  private static final double THREE_NINES = 0.001;

  @Test
  void withoutGapsItIsOneFigure() {
    var burn = BurnRate.of(Fixtures.measured(9_856, 144, 60), THREE_NINES);
    assertThat(burn.low()).isCloseTo(14.4, within(1e-9)).isEqualTo(burn.high());
  }

  @Test
  void exactlyTheFactorIsNotAboveIt() {
    var burn = BurnRate.of(Fixtures.measured(9_856, 144, 60), THREE_NINES);
    assertThat(burn.isAbove(14.4)).isFalse();
    assertThat(burn.isAtMost(14.4)).isTrue();
  }

  @Test
  void missingMinutesWeighLikeTheMeasuredOnes() {
    var burn = BurnRate.of(new Figures(90, 10, 0, 30, 0, 60), THREE_NINES);
    assertThat(burn.low()).isCloseTo(50, within(1e-9));
    assertThat(burn.high()).isCloseTo(550, within(1e-9));
  }

  @Test
  void doubtfulEventsAreGoodBelowAndBadAbove() {
    var burn = BurnRate.of(new Figures(90, 0, 10, 60, 0, 60), THREE_NINES);
    assertThat(burn.low()).isZero();
    assertThat(burn.high()).isCloseTo(100, within(1e-9));
  }

  @Test
  void anIdleWindowBurnedNothing() {
    assertThat(BurnRate.of(new Figures(0, 0, 0, 60, 60, 60), THREE_NINES))
        .isEqualTo(new BurnRate(0, 0));
  }

  @Test
  void anUnmeasuredWindowCouldHaveBurnedAtAnyRate() {
    assertThat(BurnRate.of(new Figures(0, 0, 0, 0, 0, 60), THREE_NINES))
        .isEqualTo(new BurnRate(0, 1000));
    assertThat(BurnRate.of(new Figures(0, 0, 0, 20, 20, 60), THREE_NINES))
        .isEqualTo(new BurnRate(0, 1000));
  }

  @Test
  void lowIsNeverAboveHighAndBothStayWithinWhatIsPossible() {
    var random = new Random(4711);
    for (int round = 0; round < 20_000; round++) {
      double errorBudgetRatio = (1 + random.nextInt(1000)) / 1000.0;
      var burn = BurnRate.of(randomFigures(random), errorBudgetRatio);
      assertThat(burn.low()).isBetween(0.0, burn.high());
      assertThat(burn.high()).isLessThanOrEqualTo(1 / errorBudgetRatio * (1 + 1e-12));
    }
  }

  /// More missing minutes never fire (low falls) and never clear (high rises).
  @Test
  void missingMinutesOnlyWidenTheInterval() {
    var random = new Random(4712);
    for (int round = 0; round < 20_000; round++) {
      var figures = randomFigures(random);
      var withMore =
          new Figures(
              figures.good(),
              figures.bad(),
              figures.doubtful(),
              figures.measuredMinutes(),
              figures.idleMinutes(),
              figures.expectedMinutes() + 1 + random.nextInt(100));
      var burn = BurnRate.of(figures, THREE_NINES);
      var wider = BurnRate.of(withMore, THREE_NINES);
      assertThat(wider.low()).as("%s", withMore).isLessThanOrEqualTo(burn.low());
      assertThat(wider.high()).as("%s", withMore).isGreaterThanOrEqualTo(burn.high() * (1 - 1e-12));
    }
  }

  private static Figures randomFigures(Random random) {
    int measured = random.nextInt(61);
    int idle = measured == 0 ? 0 : random.nextInt(measured + 1);
    boolean traffic = measured > idle;
    return new Figures(
        traffic ? random.nextInt(1_000_000) : 0,
        traffic ? random.nextInt(1_000) : 0,
        traffic ? random.nextInt(10) : 0,
        measured,
        idle,
        measured + random.nextInt(30));
  }
}
