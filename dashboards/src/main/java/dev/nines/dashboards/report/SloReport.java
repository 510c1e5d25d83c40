package dev.nines.dashboards.report;

import dev.nines.dashboards.minutes.MinuteKind;
import dev.nines.dashboards.minutes.MinuteStrip;
import dev.nines.dashboards.minutes.MinuteStrip.Run;
import dev.nines.dashboards.text.Wording;
import dev.nines.slo.model.BudgetingMethod;
import dev.nines.slo.model.Indicator;
import dev.nines.slo.model.MissingPolicy.Counting;
import dev.nines.slo.model.Objective;
import dev.nines.slo.verdict.Verdict;
import dev.nines.slo.verdict.Verdict.State;
import dev.nines.slo.window.Figures;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.List;

/// What was promised by one SLO and what was kept.
///
/// @param objective the promise
/// @param target the share of good events promised to this tenant
/// @param week the books of the week
/// @param weekContract the week as the contract counts
/// @param weekVerdict the verdict on that, unrounded and by the SLO's policy for missing minutes
/// @param month the books of the calendar month in which the week ends, up to the week's end
/// @param monthContract the month so far as the contract counts
/// @param monthVerdict the verdict on that
/// @param days the books of each day of the week
/// @param strips the minutes of each day of the week
/// @param gaps unmeasured stretches of the week
public record SloReport(
    Objective objective,
    BigDecimal target,
    Account week,
    Contractual weekContract,
    Verdict weekVerdict,
    Account month,
    Contractual monthContract,
    Verdict monthVerdict,
    List<Account> days,
    List<MinuteStrip> strips,
    List<Gap> gaps) {

  /// Minutes in a row that were not measured.
  ///
  /// @param fromMinute the first epoch minute
  /// @param minutes how many
  public record Gap(long fromMinute, int minutes) {}

  static List<Gap> gapsIn(MinuteStrip strip) {
    return strip.runsOf(MinuteKind.UNMEASURED).stream().map(run -> gap(strip, run)).toList();
  }

  private static Gap gap(MinuteStrip strip, Run run) {
    return new Gap(strip.fromMinute() + run.start(), run.length());
  }

  /// The longest gaps, in time order.
  public List<Gap> longestGaps(int limit) {
    return gaps.stream()
        .sorted(Comparator.comparingInt(Gap::minutes).reversed())
        .limit(limit)
        .sorted(Comparator.comparingLong(Gap::fromMinute))
        .toList();
  }

  /// The share of bad events above which a minute is down.
  public BigDecimal downAbove() {
    return Account.downShare(target);
  }

  /// Whether the week broke the promise for certain.
  public boolean missed() {
    return weekVerdict.state() == State.BREACHED;
  }

  /// The share of good events, cut to two decimals; doubtful events counted as bad.
  public String share(Account account) {
    return account.total() == 0 ? "–" : Wording.percent(account.good(), account.total(), 2);
  }

  /// The share with doubtful events counted as good, if there are such.
  public String shareAtBest(Account account) {
    return Wording.percent(account.good() + account.doubtful(), account.total(), 2);
  }

  /// The share of the error budget that was used, rounded up to a tenth of a percent; doubtful
  /// events counted as bad.
  public String budgetUsed(Account account) {
    if (account.allowedBadEvents().signum() == 0) {
      return "0 %";
    }
    return BigDecimal.valueOf(account.bad() + account.doubtful())
            .movePointRight(2)
            .divide(account.allowedBadEvents(), 1, RoundingMode.CEILING)
            .toPlainString()
        + " %";
  }

  /// The outcome of a verdict in a word.
  public static String outcome(Verdict verdict) {
    return switch (verdict.state()) {
      case MET -> "Kept";
      case BREACHED -> "Missed";
      case INSUFFICIENT_DATA -> "Undecided";
      case NO_DATA -> "No data";
      case FROZEN -> "Not judged";
    };
  }

  /// How the budget is spent, in words.
  public String method() {
    return switch (objective.method()) {
      case BudgetingMethod.Occurrences _ ->
          "Every event weighs the same: the share is good events by valid events over the whole"
              + " period, from sums of counts, never from an average of averages.";
      case BudgetingMethod.Timeslices slices ->
          "Time is cut into slices of %s; a slice is good if at least %s of its events were good."
              .formatted(Wording.duration(slices.slice()), Wording.target(slices.sliceTarget()));
      case BudgetingMethod.RatioTimeslices slices ->
          "The mean of the shares of slices of %s, whatever their traffic."
              .formatted(Wording.duration(slices.slice()));
    };
  }

  /// What is measured, in words.
  public String definition() {
    return switch (objective.indicator()) {
      case Indicator.Ratio ratio ->
          ratio.counted() == Indicator.Counted.GOOD
              ? "An event is good if the first query counts it, and valid if the second does."
              : "An event is bad if the first query counts it, and valid if the second does.";
      case Indicator.Threshold threshold ->
          "Each reading of the query is an event; it is good while the level is %s %s."
              .formatted(comparison(threshold.comparison()), plain(threshold.bound()));
      case Indicator.Composite composite ->
          "The weighted mean of %d promises, each measured for itself."
              .formatted(composite.components().size());
    };
  }

  private static String comparison(Indicator.Comparison comparison) {
    return switch (comparison) {
      case LT -> "below";
      case LTE -> "at most";
      case GT -> "above";
      case GTE -> "at least";
    };
  }

  private static String plain(double bound) {
    return BigDecimal.valueOf(bound).stripTrailingZeros().toPlainString();
  }

  /// The queries, exactly as they are evaluated.
  public List<String> queries() {
    return switch (objective.indicator()) {
      case Indicator.Ratio ratio ->
          ratio
              .doubtfulQuery()
              .map(doubtful -> List.of(ratio.countedQuery(), ratio.totalQuery(), doubtful))
              .orElseGet(() -> List.of(ratio.countedQuery(), ratio.totalQuery()));
      case Indicator.Threshold threshold -> List.of(threshold.query());
      case Indicator.Composite composite ->
          composite.components().stream()
              .map(each -> "%s × %s".formatted(each.weight().toPlainString(), each.slo()))
              .toList();
    };
  }

  /// How missing minutes count, in words.
  public String missingPolicy() {
    return "Idle minutes %s; minutes not measured %s."
        .formatted(
            counting(objective.missing().idle()), counting(objective.missing().unmeasured()));
  }

  private static String counting(Counting counting) {
    return switch (counting) {
      case LEAVE_OUT -> "are left out";
      case GOOD -> "count as good";
      case BAD -> "count as bad";
    };
  }

  /// Whether the contract counts anything else than the raw books do.
  public boolean differsFromRaw() {
    return monthContract.excludedMinutes() > 0
        || weekContract.excludedMinutes() > 0
        || !(objective.method() instanceof BudgetingMethod.Occurrences);
  }

  /// The share as the contract counts, cut to two decimals.
  public static String contractualShare(Contractual contract) {
    Figures figures = contract.figures();
    return figures.total() == 0 ? "–" : Wording.percent(figures.good(), figures.total(), 2);
  }

  /// Whether the SLO's policy counts missing minutes, so that its figure differs from the raw one.
  public boolean countsMissing() {
    return objective.missing().idle() != Counting.LEAVE_OUT
        || objective.missing().unmeasured() != Counting.LEAVE_OUT;
  }
}
