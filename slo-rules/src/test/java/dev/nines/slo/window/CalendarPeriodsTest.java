package dev.nines.slo.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.nines.slo.model.BudgetWindow;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CalendarPeriodsTest {

  /// Minutes of the period that holds an instant, and the budget of 99.9 % in them.
  @ParameterizedTest
  @CsvSource({
    "P7D, 2026-01-05T00:00, UTC,           2026-02-11T12:00:00Z,  10080,  10.08", // ISO week
    "P28D, 2026-01-05T00:00, UTC,          2026-02-11T12:00:00Z,  40320,  40.32",
    "P30D, 2026-01-01T00:00, UTC,          2026-02-11T12:00:00Z,  43200,  43.20",
    "P1M, 2026-01-01T00:00, UTC,           2026-01-31T23:59:00Z,  44640,  44.64",
    "P1M, 2026-01-01T00:00, UTC,           2026-02-28T23:59:00Z,  40320,  40.32",
    "P1M, 2024-01-01T00:00, UTC,           2024-02-29T00:00:00Z,  41760,  41.76", // leap year
    "P3M, 2026-07-01T00:00, UTC,           2026-08-15T00:00:00Z, 132480, 132.48", // 92 days
    "P1Y, 2026-01-01T00:00, UTC,           2026-08-15T00:00:00Z, 525600, 525.60",
    "P7D, 2026-01-05T00:00, Europe/Berlin, 2026-03-27T12:00:00Z,  10020,  10.02", // 167 hours
    "P7D, 2026-01-05T00:00, Europe/Berlin, 2026-10-23T12:00:00Z,  10140,  10.14", // 169 hours
    "P1M, 2026-01-01T00:00, Europe/Berlin, 2026-03-15T12:00:00Z,  44580,  44.58",
    "P1M, 2026-01-01T00:00, Europe/Berlin, 2026-10-15T12:00:00Z,  44700,  44.70",
    "P1M, 2020-01-01T00:00, Asia/Kolkata,  2026-10-31T18:29:00Z,  44640,  44.64",
    "P1D, 2026-01-01T00:00, America/Havana, 2026-03-08T12:00:00Z,  1380,   1.38" // no midnight
  })
  void aPeriodIsAsLongAsTheCalendarSays(
      Period period,
      LocalDateTime start,
      ZoneId zone,
      Instant within,
      long minutes,
      BigDecimal budgetMinutes) {
    CalendarPeriods.Bounds bounds =
        new CalendarPeriods(new BudgetWindow.Calendar(start, period, zone)).at(within);

    assertThat(bounds.minutes()).isEqualTo(minutes);
    assertThat(new BigDecimal("0.001").multiply(BigDecimal.valueOf(bounds.minutes())))
        .isEqualByComparingTo(budgetMinutes);
  }

  @Test
  void aPeriodFromThe31stBeginsThereAgainAfterAFebruary() {
    var periods = calendar("2026-01-31T00:00", Period.ofMonths(1), "UTC");

    assertThat(periods.at(Instant.parse("2026-03-01T00:00:00Z")))
        .isEqualTo(
            new CalendarPeriods.Bounds(
                minute("2026-02-28T00:00:00Z"), minute("2026-03-31T00:00:00Z")));
  }

  @Test
  void thePeriodBeforeTheStartIsFoundAsWell() {
    var periods = calendar("2026-01-01T00:00", Period.ofMonths(1), "UTC");

    assertThat(periods.at(Instant.parse("2025-12-31T23:59:59Z")))
        .isEqualTo(
            new CalendarPeriods.Bounds(
                minute("2025-12-01T00:00:00Z"), minute("2026-01-01T00:00:00Z")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Europe/Berlin", "America/Havana", "Australia/Lord_Howe", "Asia/Kolkata"})
  void periodsFollowEachOtherWithoutHoleOrOverlap(String zone) {
    var random = new Random(7);
    for (Period period :
        new Period[] {Period.ofDays(1), Period.ofWeeks(1), Period.ofMonths(1), Period.ofYears(1)}) {
      var periods = calendar("2020-02-29T00:00", period, zone);
      long minute = minute("2019-01-01T00:00:00Z") + random.nextInt(10_000);
      for (int i = 0; i < 40; i++) {
        CalendarPeriods.Bounds bounds = periods.at(minute);
        assertThat(bounds.fromMinute()).isLessThanOrEqualTo(minute);
        assertThat(bounds.toMinute()).isGreaterThan(minute);
        assertThat(periods.at(bounds.toMinute() - 1)).isEqualTo(bounds);
        assertThat(periods.at(bounds.toMinute()).fromMinute()).isEqualTo(bounds.toMinute());
        minute = bounds.toMinute() + random.nextInt(2000);
      }
    }
  }

  @Test
  void nothingIsNoPeriod() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> calendar("2026-01-01T00:00", Period.ZERO, "UTC"))
        .withMessageContaining("P0D");
  }

  private static CalendarPeriods calendar(String start, Period period, String zone) {
    return new CalendarPeriods(
        new BudgetWindow.Calendar(LocalDateTime.parse(start), period, ZoneId.of(zone)));
  }

  private static long minute(String instant) {
    return Instant.parse(instant).getEpochSecond() / 60;
  }
}
