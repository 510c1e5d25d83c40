package dev.nines.dashboards.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReportWeekTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @ParameterizedTest
  @CsvSource({
    "2026-W46, 168, 10.080",
    "2026-W13, 167, 10.020",
    "2026-W43, 169, 10.140",
  })
  void aWeekInWhichTheClocksChangeIsAnHourShorterOrLonger(
      String text, long hours, BigDecimal allowedMinutes) {
    ReportPeriod period = ReportWeek.parse(text).orElseThrow().in(BERLIN);
    assertThat(period.hours()).isEqualTo(hours);
    assertThat(period.minutes()).isEqualTo(hours * 60);
    assertThat(allowed(period)).isEqualByComparingTo(allowedMinutes);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-01, 2026-04-01, Europe/Berlin, 44.58",
    "2026-10-01, 2026-11-01, Europe/Berlin, 44.70",
    "2026-11-01, 2026-12-01, UTC, 43.20",
    "2026-12-01, 2027-01-01, UTC, 44.64",
    "2026-02-01, 2026-03-01, UTC, 40.32",
    "2026-10-01, 2027-01-01, UTC, 132.48",
    "2026-01-01, 2027-01-01, UTC, 525.60"
  })
  void theAllowedDowntimeFollowsTheCalendar(
      LocalDate from, LocalDate to, ZoneId zone, BigDecimal allowedMinutes) {
    assertThat(allowed(ReportPeriod.ofDays(from, to, zone))).isEqualByComparingTo(allowedMinutes);
  }

  private static BigDecimal allowed(ReportPeriod period) {
    return SampleHistory.account("0.999", period).allowedDownMinutes();
  }

  @Test
  void theContractMonthIsTheOneInWhichTheWeekEnds() {
    ReportPeriod month = new ReportWeek(2026, 5).in(BERLIN).month();
    assertThat(month.start()).isEqualTo(Instant.parse("2026-01-31T23:00:00Z"));
    assertThat(month.end()).isEqualTo(Instant.parse("2026-02-28T23:00:00Z"));
  }

  @Test
  void lastWeekIsTheOneBeforeInTheTenantsOwnZone() {
    Instant sundayInUtc = Instant.parse("2026-11-15T23:30:00Z");
    assertThat(ReportWeek.lastBefore(sundayInUtc, BERLIN)).hasToString("2026-W46");
    assertThat(ReportWeek.lastBefore(sundayInUtc, ZoneId.of("UTC"))).hasToString("2026-W45");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-W54", "2025-W53", "2026-W00", "2026-47", "26-W47", "2026-W47 ", ""})
  void whatIsNotAWeekIsRefused(String text) {
    assertThat(ReportWeek.parse(text)).isEmpty();
  }

  @Test
  void someYearsHave53Weeks() {
    assertThat(ReportWeek.parse("2026-W53"))
        .hasValueSatisfying(
            week -> assertThat(week.monday()).isEqualTo(LocalDate.of(2026, 12, 28)));
  }
}
