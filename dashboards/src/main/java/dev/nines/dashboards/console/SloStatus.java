package dev.nines.dashboards.console;

import dev.nines.dashboards.text.Wording;
import dev.nines.slo.model.BudgetWindow;
import dev.nines.slo.model.BudgetingMethod;
import dev.nines.slo.model.Severity;
import dev.nines.slo.verdict.TierReading;
import dev.nines.slo.verdict.Verdict;
import dev.nines.slo.window.Figures;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Period;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One SLO of one tenant at an instant: a verdict, and what to think of it.
///
/// @param verdict what was judged
/// @param condition what to think of it
public record SloStatus(Verdict verdict, Condition condition) {
  private static final Map<Period, String> PERIODS =
      Map.of(
          Period.ofDays(1), "day",
          Period.ofWeeks(1), "week",
          Period.ofMonths(1), "month",
          Period.ofMonths(3), "quarter",
          Period.ofYears(1), "year");

  /// Worst first: by condition, then by budget left.
  static final Comparator<SloStatus> WORST_FIRST =
      Comparator.comparing(SloStatus::condition)
          .thenComparingDouble(each -> each.verdict.budgetRemainingRatio())
          .thenComparing(each -> each.verdict.objective().slo());

  static SloStatus of(Verdict verdict) {
    return new SloStatus(verdict, conditionOf(verdict));
  }

  private static Condition conditionOf(Verdict verdict) {
    if (crosses(verdict, Severity.CRITICAL)) {
      return Condition.BURNING;
    }
    return switch (verdict.state()) {
      case BREACHED -> Condition.BREACHED;
      case FROZEN -> Condition.FROZEN;
      case MET, INSUFFICIENT_DATA, NO_DATA -> {
        if (crosses(verdict, Severity.WARNING)) {
          yield Condition.SLOW_BURN;
        }
        yield switch (verdict.state()) {
          case NO_DATA -> Condition.NO_DATA;
          case INSUFFICIENT_DATA -> Condition.UNCERTAIN;
          case MET, BREACHED, FROZEN -> Condition.KEPT;
        };
      }
    };
  }

  private static boolean crosses(Verdict verdict, Severity severity) {
    return verdict.tiers().stream()
        .anyMatch(reading -> reading.tier().severity() == severity && reading.crosses());
  }

  /// The name of the SLO, as in labels and addresses.
  public String slo() {
    return verdict.objective().slo();
  }

  /// The share of good events promised to this tenant.
  public BigDecimal target() {
    return verdict.target();
  }

  /// The budget's window in words: `28 days`, `calendar month`.
  public String window() {
    return switch (verdict.objective().window()) {
      case BudgetWindow.Rolling rolling ->
          rolling.length().toDays() > 0
              ? "%d days".formatted(rolling.length().toDays())
              : "%d hours".formatted(rolling.length().toHours());
      case BudgetWindow.Calendar calendar -> "calendar " + calendarPeriod(calendar);
    };
  }

  private static String calendarPeriod(BudgetWindow.Calendar calendar) {
    return PERIODS.getOrDefault(
        calendar.period(), "period of " + calendar.period().toString().substring(1));
  }

  /// What the budgeting method counts.
  public String unit() {
    return verdict.objective().method() instanceof BudgetingMethod.Occurrences
        ? "Events"
        : "Time slices";
  }

  /// A count in that unit; slices of which ratios are summed may be parts of one.
  public String units(long count) {
    return verdict.objective().method() instanceof BudgetingMethod.RatioTimeslices
        ? BigDecimal.valueOf(count)
            .divide(BigDecimal.valueOf(Figures.RATIO_SLICE), 1, RoundingMode.HALF_UP)
            .toPlainString()
        : Wording.count(count);
  }

  /// The tier to show beside the condition: one that fires, the most severe first; else the one
  /// that is nearest to firing. Empty without tiers.
  public Optional<TierReading> leadingTier() {
    List<TierReading> tiers = verdict.tiers();
    return tiers.stream()
        .filter(TierReading::crosses)
        .findFirst()
        .or(() -> tiers.stream().max(Comparator.comparingDouble(SloStatus::nearness)));
  }

  private static double nearness(TierReading reading) {
    return Math.min(reading.longBurn().low(), reading.shortBurn().low()) / reading.tier().factor();
  }
}
