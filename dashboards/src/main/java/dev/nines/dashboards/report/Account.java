package dev.nines.dashboards.report;

import dev.nines.dashboards.minutes.MinuteKind;
import dev.nines.slo.model.Minute;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The books of one SLO over one period: sums only, so that every share can be derived again.
///
/// Always: minutes good + bad + idle + unmeasured = minutes expected.
///
/// @param period the whole period
/// @param counted the part of it that counts: from the tenant's onboarding to the report's instant
/// @param minutes minutes of `counted` by kind
/// @param downMinutes minutes of which more than the down share was bad; they are below target too
/// @param good good events
/// @param bad bad events
/// @param doubtful events that could be either
/// @param intervalEvents how many of those events are known to an interval only
/// @param allowedDownMinutes the error budget as minutes of the whole period: (1 − target) ×
///   minutes
/// @param allowedBadEvents the error budget as events: (1 − target) × valid events
/// @param worstMinute the minute with the most bad events, the first of equals; empty without
public record Account(
    ReportPeriod period,
    ReportPeriod counted,
    Map<MinuteKind, Integer> minutes,
    int downMinutes,
    long good,
    long bad,
    long doubtful,
    long intervalEvents,
    BigDecimal allowedDownMinutes,
    BigDecimal allowedBadEvents,
    Optional<Minute> worstMinute) {
  /// A minute is down when more than this share of its events was bad, or more than the error
  /// budget if that is larger. It is what Atlassian's cloud SLA says; a contract may say otherwise.
  private static final BigDecimal DOWN_SHARE = new BigDecimal("0.05");

  /// The share of bad events above which a minute of an SLO is down.
  static BigDecimal downShare(BigDecimal target) {
    return DOWN_SHARE.max(BigDecimal.ONE.subtract(target));
  }

  static Account of(History history, BigDecimal target, ReportPeriod period, ReportPeriod counted) {
    BigDecimal budget = BigDecimal.ONE.subtract(target);
    var tally = new Tally(budget.doubleValue(), downShare(target).doubleValue());
    long from = counted.fromMinute();
    long to = counted.toMinute();
    history.minutes().stream()
        .filter(minute -> minute.epochMinute() >= from && minute.epochMinute() < to)
        .forEach(tally::add);
    history.intervals().stream().filter(each -> each.within(from, to)).forEach(tally::add);
    tally.kinds.merge(
        MinuteKind.UNMEASURED, Math.toIntExact(counted.minutes()) - tally.seen, Integer::sum);
    return new Account(
        period,
        counted,
        tally.kinds,
        tally.down,
        tally.good,
        tally.bad,
        tally.doubtful,
        tally.intervalEvents,
        budget.multiply(BigDecimal.valueOf(period.minutes())),
        budget.multiply(BigDecimal.valueOf(tally.good + tally.bad + tally.doubtful)),
        Optional.ofNullable(tally.worst));
  }

  /// Minutes of a kind.
  public int minutes(MinuteKind kind) {
    return minutes.getOrDefault(kind, 0);
  }

  /// Minutes that count: of the period, since onboarding, before the report's instant.
  public long expectedMinutes() {
    return counted.minutes();
  }

  /// Minutes in which the source was really observed.
  public long measuredMinutes() {
    return expectedMinutes() - minutes(MinuteKind.UNMEASURED);
  }

  /// All valid events.
  public long total() {
    return good + bad + doubtful;
  }

  /// The error budget that was used, as minutes in which everything would have been bad: the share
  /// of bad events, doubtful ones included, of the minutes that count so far; two decimals, rounded
  /// up.
  public BigDecimal usedMinutes() {
    return total() == 0
        ? BigDecimal.ZERO
        : BigDecimal.valueOf(bad + doubtful)
            .multiply(BigDecimal.valueOf(expectedMinutes()))
            .divide(BigDecimal.valueOf(total()), 2, RoundingMode.CEILING);
  }

  private static final class Tally {
    private final double budgetRatio;
    private final double downShare;
    private final Map<MinuteKind, Integer> kinds = new EnumMap<>(MinuteKind.class);
    private int seen;
    private int down;
    private long good;
    private long bad;
    private long doubtful;
    private long intervalEvents;
    private @Nullable Minute worst;

    Tally(double budgetRatio, double downShare) {
      this.budgetRatio = budgetRatio;
      this.downShare = downShare;
    }

    void add(Minute minute) {
      MinuteKind kind = MinuteKind.of(minute, budgetRatio);
      kinds.merge(kind, 1, Integer::sum);
      seen++;
      if (kind == MinuteKind.UNMEASURED) {
        return;
      }
      good += minute.good();
      bad += minute.bad();
      doubtful += minute.doubtful();
      if (minute.bad() > downShare * minute.total()) {
        down++;
      }
      if (minute.bad() > 0 && (worst == null || minute.bad() > worst.bad())) {
        worst = minute;
      }
    }

    void add(IntervalCounts interval) {
      good += interval.good();
      bad += interval.bad();
      doubtful += interval.doubtful();
      intervalEvents += interval.good() + interval.bad() + interval.doubtful();
    }
  }
}
