package dev.nines.dashboards.console;

import dev.nines.dashboards.minutes.MinuteStrip;
import dev.nines.dashboards.text.Wording;
import dev.nines.slo.sli.InexactThreshold;
import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The page of one tenant.
///
/// @param chrome what is around it
/// @param status the tenant and its SLOs, worst first
/// @param strips the last 24 hours by SLO name
/// @param inexact latency thresholds that are no bucket edges, of all SLOs
/// @param latency the last 24 hours of its queries
/// @param alerts its alerts
/// @param news deploys, and its issues, newest first
/// @param reportWeeks weeks with a report, the newest first, as `2026-W47`
public record TenantPage(
    Chrome chrome,
    TenantStatus status,
    Map<String, MinuteStrip> strips,
    List<InexactThreshold> inexact,
    LatencyDay latency,
    List<AlertLine> alerts,
    List<NewsLine> news,
    List<String> reportWeeks) {
  private static final int REPORT_WEEKS = 6;

  /// The strip of an SLO.
  public MinuteStrip strip(SloStatus slo) {
    return strips.getOrDefault(slo.slo(), new MinuteStrip(0, 1, List.of()));
  }

  /// The thresholds of an SLO that are no bucket edges.
  public List<InexactThreshold> inexact(SloStatus slo) {
    return inexact.stream().filter(each -> each.objective().slo().equals(slo.slo())).toList();
  }

  /// The contract in words: `€48,000 a year`, or that there is none.
  public String contract() {
    return status
        .tenant()
        .contractValueEuros()
        .map(value -> Wording.euros(value) + " a year")
        .orElse("no contract value known");
  }

  /// The last whole weeks of the tenant's own calendar that began after it was onboarded.
  static List<String> weeksBefore(LocalDate today, LocalDate onboarded) {
    List<String> weeks = new ArrayList<>();
    for (int back = 1; back <= REPORT_WEEKS; back++) {
      LocalDate day = today.minusWeeks(back);
      if (day.with(java.time.DayOfWeek.SUNDAY).isBefore(onboarded)) {
        break;
      }
      weeks.add(
          String.format(
              Locale.ROOT,
              "%04d-W%02d",
              day.get(IsoFields.WEEK_BASED_YEAR),
              day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR)));
    }
    return weeks;
  }
}
