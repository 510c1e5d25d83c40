package dev.nines.alerts.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.slo.model.BudgetWindow;
import dev.nines.slo.model.Objective;
import dev.nines.slo.verdict.Judge;
import dev.nines.slo.verdict.Verdict;
import dev.nines.slo.verdict.WindowCounts;
import dev.nines.slo.window.Figures;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ContractOutlookTest {
  /// A third of November is left at `Burns.NOON`, the 20th at noon: 10.5 days.
  private static final double ELAPSED_RATIO = 19.5 / 30;

  private static final Verdict BURNING = Burns.outage("acme", Duration.ofMinutes(1));

  @Test
  void whatIsLeftOfTheMonthsBudgetIsSpentAtThePaceOfTheBurn() {
    // a contract of 99.9 %, half of whose budget of 43 min 12 s is left, under a total outage
    assertThat(outlook(contract("0.999", 0.5)).untilBreach(BURNING, 1000))
        .contains(Duration.ofSeconds(21 * 60 + 36));
  }

  @Test
  void aWiderContractHoldsLonger() {
    // 99.5 %: 216 minutes of outage a month, half of them left
    assertThat(outlook(contract("0.995", 0.5)).untilBreach(BURNING, 1000))
        .contains(Duration.ofMinutes(108));
  }

  @Test
  void anOverspentContractIsBroken() {
    assertThat(outlook(contract("0.999", -0.2)).untilBreach(BURNING, 1000)).contains(Duration.ZERO);
  }

  @Test
  void aContractThatHoldsUntilThePeriodEndsIsNotSaidToBreak() {
    // 14.4 times too fast, half of the budget lasts 25 hours; at 1.4 times it lasts to the 1st
    assertThat(outlook(contract("0.999", 0.5)).untilBreach(BURNING, 14.4))
        .contains(Duration.ofHours(25));
    assertThat(outlook(contract("0.999", 0.5)).untilBreach(BURNING, 1.4)).isEmpty();
  }

  @Test
  void theContractOfAnotherTenantSaysNothing() {
    assertThat(
            outlook(contract("0.999", 0.5))
                .untilBreach(Burns.outage("globex", Duration.ofMinutes(1)), 1000))
        .isEmpty();
  }

  @Test
  void withoutACalendarThereIsNoContract() {
    assertThat(outlook(BURNING).untilBreach(BURNING, 1000)).isEqualTo(Optional.empty());
  }

  private static ContractOutlook outlook(Verdict contract) {
    return new ContractOutlook(List.of(contract, BURNING));
  }

  /// The same measurement, promised by the calendar month.
  private static Verdict contract(String target, double budgetLeft) {
    var slo = Burns.objective("availability");
    var monthly =
        new Objective(
            "availability-contract",
            slo.service(),
            slo.displayName(),
            slo.description(),
            slo.indicator(),
            slo.groupBy(),
            new BigDecimal(target),
            slo.targetByTier(),
            new BudgetWindow.Calendar(
                LocalDateTime.parse("2026-01-01T00:00:00"), Period.ofMonths(1), ZoneOffset.UTC),
            slo.method(),
            slo.missing(),
            slo.alerting(),
            slo.labels(),
            slo.source());
    double errorRatio =
        (1 - budgetLeft) * (1 - new BigDecimal(target).doubleValue()) / ELAPSED_RATIO;
    long bad = Math.round(errorRatio * 1_000_000_000);
    var figures = new Figures(1_000_000_000 - bad, bad, 0, 1, 0, 1);
    return new Judge()
        .judge(monthly, Burns.tenant("acme", "enterprise"), counts(figures), Burns.NOON, false);
  }

  private static WindowCounts counts(Figures figures) {
    return new WindowCounts() {
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
      public double elapsedRatio() {
        return ELAPSED_RATIO;
      }
    };
  }
}
