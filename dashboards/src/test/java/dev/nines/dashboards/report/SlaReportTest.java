package dev.nines.dashboards.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.dashboards.console.SampleFeed;
import dev.nines.dashboards.console.SampleFleet;
import dev.nines.slo.model.LatencyHistogram;
import dev.nines.slo.model.Objective;
import dev.nines.slo.model.Tenant;
import dev.nines.slo.model.TenantId;
import dev.nines.slo.verdict.Verdict.State;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SlaReportTest {
  private static final ReportWeek WEEK = new ReportWeek(2026, 46);
  private static final Instant AFTER = Instant.parse("2026-11-16T00:05:00Z");
  private static final SampleReports SAMPLE = new SampleReports(new SampleFeed(12));

  private static Tenant tenant(String id) {
    return SAMPLE.tenant(new TenantId(id)).orElseThrow();
  }

  private static SlaReport sample(String id) {
    return SlaReport.of(SAMPLE, tenant(id), WEEK, AFTER, "Nines test");
  }

  @Test
  void theSameInputsGiveTheSameBytes() {
    assertThat(ReportJson.of(sample("initech"))).isEqualTo(ReportJson.of(sample("initech")));
    assertThat(ReportJson.hash("abc"))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  @Test
  void anotherInstantIsAnotherDocument() {
    SlaReport later =
        SlaReport.of(SAMPLE, tenant("initech"), WEEK, AFTER.plusSeconds(60), "Nines test");
    assertThat(ReportJson.of(later)).isNotEqualTo(ReportJson.of(sample("initech")));
  }

  @Test
  void theVerdictComesFirstAndNamesWhatWasMissed() {
    assertThat(sample("initech").verdict())
        .matches(
            "1 of 3 promises was missed in week 46 of 2026: Availability, 99\\.\\d\\d % instead of"
                + " 99\\.9 %\\.");
    assertThat(sample("acme").verdict()).isEqualTo("All 3 promises were kept in week 46 of 2026.");
  }

  @Test
  void aShareJustBelowTheTargetIsMissedAndNotRoundedUp() {
    SlaReport report = report(week -> week.then(10_078, 100, 0, 0).then(1, 0, 1012, 0), AFTER);
    SloReport slo = report.slos().getFirst();
    assertThat(slo.share(slo.week())).isEqualTo("99.89 %");
    assertThat(slo.weekVerdict().state()).isEqualTo(State.BREACHED);
  }

  @Test
  void aWeekMostlyUnmeasuredIsUndecided() {
    SlaReport report = report(week -> week.then(5_000, 100, 0, 0), AFTER);
    assertThat(report.slos().getFirst().weekVerdict().state()).isEqualTo(State.INSUFFICIENT_DATA);
    assertThat(report.verdict()).contains("cannot be decided");
  }

  @Test
  void nothingMeasuredIsNoDataAndNeverNotANumber() {
    SlaReport report = report(week -> week, AFTER);
    assertThat(report.slos().getFirst().weekVerdict().state()).isEqualTo(State.NO_DATA);
    assertThat(ReportJson.of(report)).doesNotContain("NaN", "Infinity");
  }

  @Test
  void aGapIsListedWithItsTimes() {
    SlaReport report =
        report(week -> week.then(5_000, 1, 0, 0).thenNothing(300).then(4_780, 1, 0, 0), AFTER);
    assertThat(report.slos().getFirst().gaps())
        .extracting(SloReport.Gap::minutes)
        .containsExactly(300);
  }

  @Test
  void aRunningWeekIsProvisionalAndCountsToItsInstant() {
    Instant wednesday = Instant.parse("2026-11-11T12:00:00Z");
    SlaReport report = report(week -> week.then(10_080, 1, 0, 0), wednesday);
    assertThat(report.provisional()).isTrue();
    assertThat(report.slos().getFirst().week().expectedMinutes()).isEqualTo(61 * 60);
  }

  @Test
  void theDocumentHoldsNothingOfOtherTenants() {
    assertThat(ReportJson.of(sample("initech")))
        .doesNotContainIgnoringCase("globex", "acme", "hooli");
  }

  private interface Fill {
    SampleHistory in(SampleHistory week);
  }

  /// A report with the first sample objective (99.9 %) and this history.
  private static SlaReport report(Fill fill, Instant asOf) {
    Tenant tenant = tenant("acme");
    var history = fill.in(new SampleHistory(WEEK.in(tenant.zone()))).history();
    ReportFeed feed =
        new ReportFeed() {
          @Override
          public Optional<Tenant> tenant(TenantId id) {
            return Optional.of(tenant);
          }

          @Override
          public List<Objective> objectives(Tenant of) {
            return SampleFleet.OBJECTIVES.subList(0, 1);
          }

          @Override
          public History history(TenantId id, Objective o, long from, long to, Instant at) {
            return history;
          }

          @Override
          public LatencyHistogram queryLatency(TenantId id, long from, long to) {
            return LatencyHistogram.EMPTY;
          }
        };
    return SlaReport.of(feed, tenant, WEEK, asOf, "Nines test");
  }
}
