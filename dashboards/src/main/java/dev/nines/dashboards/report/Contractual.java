package dev.nines.dashboards.report;

import dev.nines.slo.exclusion.Exclusion;
import dev.nines.slo.exclusion.MinuteRanges;
import dev.nines.slo.ledger.Interval;
import dev.nines.slo.model.Objective;
import dev.nines.slo.model.TargetHistory;
import dev.nines.slo.model.Tenant;
import dev.nines.slo.window.Figures;
import dev.nines.slo.window.PeriodFigures;
import dev.nines.slo.window.RunningSums;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What a period comes to as the contract counts: without the excluded minutes, and by the SLO's
/// own budgeting method. The raw books stand beside it in [Account].
///
/// @param figures the counts, in the units of the method
/// @param totalBefore how much of their total was counted before each minute at which the target
///   changed
/// @param excludedMinutes how many minutes of the period were left out, however many exclusions
///   name them
/// @param exclusions those that left any out
public record Contractual(
    Figures figures,
    Map<Long, Long> totalBefore,
    long excludedMinutes,
    List<Exclusion> exclusions) {

  public Contractual {
    totalBefore = Map.copyOf(totalBefore);
    exclusions = List.copyOf(exclusions);
  }

  static Contractual of(
      History history,
      Objective objective,
      Tenant tenant,
      ReportPeriod counted,
      ExcludedTime excluded) {
    MinuteRanges minutes = excluded.minutes().within(counted.fromMinute(), counted.toMinute());
    List<Interval> intervals =
        history.intervals().stream()
            .map(
                each ->
                    new Interval(
                        each.fromMinute(),
                        each.toMinute(),
                        each.good(),
                        each.bad(),
                        each.doubtful()))
            .toList();
    var figures =
        new PeriodFigures(
            counted.fromMinute(),
            counted.toMinute(),
            RunningSums.firstWholeMinute(tenant.onboardedAt()),
            minutes);
    var totalBefore = new HashMap<Long, Long>();
    for (TargetHistory.Change change : objective.targetsFor(tenant).changes()) {
      totalBefore.put(
          change.minute(),
          figures.totalBefore(change.minute(), objective.method(), history.minutes(), intervals));
    }
    return new Contractual(
        figures.of(objective.method(), history.minutes(), intervals),
        totalBefore,
        minutes.count(counted.fromMinute(), counted.toMinute()),
        excluded.exclusions().stream()
            .filter(each -> !each.within(counted.start(), counted.end()).isEmpty())
            .toList());
  }

  /// What is excluded for one SLO of the tenant, over all that is reported.
  record ExcludedTime(MinuteRanges minutes, List<Exclusion> exclusions) {}
}
