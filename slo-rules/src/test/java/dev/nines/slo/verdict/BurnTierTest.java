package dev.nines.slo.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nines.slo.model.BurnCondition;
import dev.nines.slo.model.Severity;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BurnTierTest {
  private static final double THREE_NINES = 0.001;

  @ParameterizedTest
  @CsvSource({
    "30, fast, 14.4",
    "30, medium, 6",
    "30, slow, 3",
    "30, long, 1",
    "28, fast, 13.44",
    "28, medium, 5.6",
    "28, slow, 2.8",
    "28, long, 0.9333333333333333",
    "90, fast, 43.2",
    "90, medium, 18",
    "90, slow, 9",
    "90, long, 3",
    "7, fast, 3.36",
    "7, medium, 1.4",
  })
  void factorsKeepTheWorkbooksShareOfTheBudget(int days, String name, double factor) {
    assertThat(tier(Duration.ofDays(days), THREE_NINES, name).factor())
        .isCloseTo(factor, within(1e-12));
  }

  @Test
  void windowsAndSeveritiesAreTheWorkbooks() {
    assertThat(BurnTier.forWindow(Fixtures.THIRTY_DAYS, THREE_NINES))
        .containsExactly(
            new BurnTier(
                "fast", Duration.ofHours(1), Duration.ofMinutes(5), 14.4, Severity.CRITICAL),
            new BurnTier(
                "medium", Duration.ofHours(6), Duration.ofMinutes(30), 6, Severity.CRITICAL),
            new BurnTier("slow", Duration.ofDays(1), Duration.ofHours(2), 3, Severity.WARNING),
            new BurnTier("long", Duration.ofDays(3), Duration.ofHours(6), 1, Severity.WARNING));
  }

  /// 14.4 is out of reach up to a target of 93.05…%, 6 up to 83.33…% (kcp-glbc#287).
  @ParameterizedTest
  @CsvSource({
    "0.0694, 'fast,medium,slow,long'",
    "0.0695, 'medium,slow,long'",
    "0.1666, 'medium,slow,long'",
    "0.1667, 'slow,long'",
    "0.5, 'long'",
    "1.0, ''",
  })
  void aTierThatNoOutageCanReachIsLeftOut(double errorBudgetRatio, String names) {
    assertThat(names(BurnTier.forWindow(Fixtures.THIRTY_DAYS, errorBudgetRatio))).isEqualTo(names);
  }

  @Test
  void aTierThatWouldFireOnAKeptPromiseIsLeftOut() {
    assertThat(names(BurnTier.forWindow(Duration.ofDays(7), THREE_NINES))).isEqualTo("fast,medium");
  }

  @Test
  void aTierThatLooksBackFurtherThanTheBudgetWindowIsLeftOut() {
    assertThat(BurnTier.forWindow(Duration.ofMinutes(30), THREE_NINES)).isEmpty();
  }

  /// The deterministic figures of a total outage at 99.9 % over 30 days: t = factor × (1 − SLO) ×
  /// window.
  @ParameterizedTest
  @CsvSource({"fast, 51840", "medium, 129600", "slow, 259200", "long, 259200"})
  void aTotalOutageFiresAfterTheArithmeticFloor(String name, long millis) {
    assertThat(tier(Fixtures.THIRTY_DAYS, THREE_NINES, name).timeToFire(1, THREE_NINES))
        .isEqualTo(Duration.ofMillis(millis));
  }

  @Test
  void halfAnOutageTakesTwiceAsLong() {
    assertThat(tier(Fixtures.THIRTY_DAYS, THREE_NINES, "fast").timeToFire(0.5, THREE_NINES))
        .isEqualTo(Duration.ofMillis(103_680));
  }

  /// 300 s × (1 − 0.0144) = 295.68 s.
  @Test
  void theShortWindowClearsAfterRecovery() {
    assertThat(tier(Fixtures.THIRTY_DAYS, THREE_NINES, "fast").timeToClear(1, THREE_NINES))
        .isEqualTo(Duration.ofMillis(295_680));
  }

  /// 300 s × (1 − 0.0288) = 291.36 s.
  @Test
  void afterHalfAnOutageTheShortWindowClearsSooner() {
    assertThat(tier(Fixtures.THIRTY_DAYS, THREE_NINES, "fast").timeToClear(0.5, THREE_NINES))
        .isEqualTo(Duration.ofMillis(291_360));
  }

  @Test
  void theSlowestTierStaysDownToNineTenthsOfThePace() {
    assertThat(names(BurnTier.forWindow(Duration.ofDays(27), THREE_NINES))).endsWith("long");
    assertThat(names(BurnTier.forWindow(Duration.ofDays(26), THREE_NINES))).endsWith("slow");
  }

  @ParameterizedTest
  @CsvSource({
    "1, 14.4, true",
    "24, 14.4, true", // looks back over all of the budget's window
    "25, 14.4, false",
    "1, 999.5, true",
    "1, 1000, false", // burns no faster than a total outage
    "1, 2000, false",
  })
  void aConditionOfASpecThatCannotBeMetIsLeftOut(int lookbackHours, double factor, boolean stays) {
    var condition =
        new BurnCondition(
            "own",
            "policy",
            Duration.ofHours(lookbackHours),
            Duration.ofMinutes(5),
            factor,
            Duration.ZERO,
            Severity.CRITICAL,
            false,
            false,
            List.of());

    assertThat(BurnTier.of(condition, Duration.ofDays(1), THREE_NINES).isPresent())
        .isEqualTo(stays);
  }

  @Test
  void ranksFollowSeverity() {
    assertThat(List.of("fast", "medium", "slow", "long", "unheard-of"))
        .extracting(BurnTier::rank)
        .containsExactly(0, 1, 2, 3, 4);
  }

  private static BurnTier tier(Duration window, double errorBudgetRatio, String name) {
    return BurnTier.forWindow(window, errorBudgetRatio).stream()
        .filter(tier -> tier.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static String names(List<BurnTier> tiers) {
    return String.join(",", tiers.stream().map(BurnTier::name).toList());
  }
}
