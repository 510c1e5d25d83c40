package dev.nines.slo.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nines.slo.model.BudgetWindow;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorBudgetTest {
  @ParameterizedTest
  @CsvSource({"0, 1", "0.0005, 0.5", "0.001, 0", "0.003, -2"})
  void whatIsLeftIsSigned(double errorRatio, double remaining) {
    assertThat(ErrorBudget.remainingRatio(errorRatio, 0.001)).isCloseTo(remaining, within(1e-12));
  }

  /// 99.9 % of 30 days is 43 min 12 s; 99.95 % of a week is 5 min 2.4 s (OpenSLO's example).
  @ParameterizedTest
  @CsvSource({"30, 0.001, PT43M12S", "7, 0.0005, PT5M2.4S"})
  void aBudgetInTimeIsATotalOutage(int days, double errorBudgetRatio, Duration budget) {
    assertThat(ErrorBudget.ofTotalOutage(Duration.ofDays(days), errorBudgetRatio))
        .isEqualTo(budget);
  }

  @Test
  void aTotalOutageSpendsAnUntouchedBudgetInItsOwnLength() {
    assertThat(ErrorBudget.timeToExhaustion(1, 1000, Fixtures.THIRTY_DAYS))
        .contains(Duration.ofSeconds(2592));
  }

  @Test
  void aSpentBudgetIsExhaustedNow() {
    assertThat(ErrorBudget.timeToExhaustion(-0.2, 3, Fixtures.THIRTY_DAYS)).contains(Duration.ZERO);
  }

  @Test
  void aBudgetThatDoesNotBurnLasts() {
    assertThat(ErrorBudget.timeToExhaustion(0.4, 0, Fixtures.THIRTY_DAYS)).isEmpty();
  }

  @Test
  void aCalendarMonthHasThirtyDaysForTheFactors() {
    var month =
        new BudgetWindow.Calendar(
            LocalDateTime.parse("2026-01-01T00:00:00"), Period.ofMonths(1), ZoneOffset.UTC);
    assertThat(ErrorBudget.nominalLength(month)).isEqualTo(Duration.ofDays(30));
  }
}
