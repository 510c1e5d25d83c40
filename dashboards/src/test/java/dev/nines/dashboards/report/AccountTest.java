package dev.nines.dashboards.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.dashboards.minutes.MinuteKind;
import dev.nines.dashboards.text.Wording;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccountTest {
  private static final ReportPeriod NOVEMBER =
      ReportPeriod.ofDays(LocalDate.of(2026, 11, 1), LocalDate.of(2026, 12, 1), ZoneOffset.UTC);
  private static final ReportPeriod WEEK = new ReportWeek(2026, 46).in(ZoneOffset.UTC);

  @Test
  void sixtyDownMinutesOfAMonthAreAtlassiansExample() {
    Account account =
        new SampleHistory(NOVEMBER).then(43_140, 1, 0, 0).then(60, 0, 1, 0).account("0.999");
    assertThat(Wording.percent(account.good(), account.total(), 6)).isEqualTo("99.861111 %");
    assertThat(account.downMinutes()).isEqualTo(60);
    assertThat(account.allowedDownMinutes()).isEqualByComparingTo("43.2");
  }

  @Test
  void theBudgetUsedIsToldAsMinutesOfTotalOutageRoundedUp() {
    Account account =
        new SampleHistory(WEEK).then(10_079, 3, 0, 0).then(1, 2, 1, 0).account("0.999");
    assertThat(account.usedMinutes()).isEqualByComparingTo("0.34"); // a third of a minute
    assertThat(SampleHistory.account("0.999", WEEK).usedMinutes()).isEqualByComparingTo("0");
  }

  @Test
  void idleMinutesAreNeitherGoodNorBad() {
    Account account =
        new SampleHistory(WEEK).then(10_000, 0, 0, 0).then(80, 9, 1, 0).account("0.9");
    assertThat(account.minutes(MinuteKind.IDLE)).isEqualTo(10_000);
    assertThat(account.total()).isEqualTo(800);
    assertThat(account.minutes(MinuteKind.GOOD)).isEqualTo(80);
    assertThat(account.measuredMinutes()).isEqualTo(10_080);
  }

  @Test
  void fiveHoursWithoutMeasurementAreNeitherUpNorDown() {
    Account account =
        new SampleHistory(WEEK)
            .then(5_000, 4, 0, 0)
            .thenNothing(300)
            .then(4_780, 4, 0, 0)
            .account("0.999");
    assertThat(account.minutes(MinuteKind.UNMEASURED)).isEqualTo(300);
    assertThat(account.downMinutes()).isZero();
    assertThat(account.good()).isEqualTo(account.total());
    assertThat(account.measuredMinutes()).isEqualTo(account.expectedMinutes() - 300);
  }

  @Test
  void aTenantOnboardedInTheWeekIsCountedFromThere() {
    ReportPeriod counted = WEEK.between(WEEK.start().plus(Duration.ofDays(3)), WEEK.end());
    Account account =
        Account.of(
            new SampleHistory(WEEK).then(10_080, 1, 0, 0).history(),
            new BigDecimal("0.999"),
            WEEK,
            counted);
    assertThat(account.expectedMinutes()).isEqualTo(4 * 1440);
    assertThat(account.good()).isEqualTo(4 * 1440);
    assertThat(account.minutes(MinuteKind.UNMEASURED)).isZero();
  }

  @Test
  void eventsOfAGapCountInThePeriodThatContainsItAndItsMinutesStayUnmeasured() {
    long from = WEEK.fromMinute();
    Account account =
        new SampleHistory(WEEK)
            .thenNothing(60)
            .then(10_020, 1, 0, 0)
            .interval(new IntervalCounts(from, from + 60, 50, 10, 0))
            .interval(new IntervalCounts(from - 5, from + 5, 1000, 1000, 0))
            .account("0.999");
    assertThat(account.good()).isEqualTo(10_070);
    assertThat(account.bad()).isEqualTo(10);
    assertThat(account.intervalEvents()).isEqualTo(60);
    assertThat(account.minutes(MinuteKind.UNMEASURED)).isEqualTo(60);
  }

  @Test
  void theWorstMinuteIsTheFirstWithTheMostBadEvents() {
    var history = new SampleHistory(WEEK).then(10, 5, 1, 0);
    long worst = history.next();
    Account account = history.then(1, 0, 7, 0).then(3, 0, 2, 0).then(1, 0, 7, 0).account("0.999");
    assertThat(account.worstMinute()).get().extracting(each -> each.epochMinute()).isEqualTo(worst);
  }

  @Test
  void aMinuteWithDoubtfulEventsIsBelowTargetButNotDown() {
    Account account = new SampleHistory(WEEK).then(10, 5, 0, 5).account("0.999");
    assertThat(account.minutes(MinuteKind.BAD)).isEqualTo(10);
    assertThat(account.downMinutes()).isZero();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89})
  void theDaysSumUpToTheWeekAndTheMinutesAddUp(long seed) {
    var random = new Random(seed);
    ReportPeriod week = new ReportWeek(2026, 43).in(java.time.ZoneId.of("Europe/Berlin"));
    var history = new SampleHistory(week);
    while (history.next() < week.toMinute()) {
      if (random.nextInt(5) == 0) {
        history.thenNothing(random.nextInt(90));
      } else {
        history.then(
            1 + random.nextInt(40), random.nextInt(9), random.nextInt(3), random.nextInt(2));
      }
    }
    Account whole = history.account("0.99");
    long good = 0;
    long bad = 0;
    long unmeasured = 0;
    for (ReportPeriod day : week.days()) {
      Account account = Account.of(history.history(), new BigDecimal("0.99"), day, day);
      good += account.good();
      bad += account.bad();
      unmeasured += account.minutes(MinuteKind.UNMEASURED);
    }
    assertThat(good).as("seed %d", seed).isEqualTo(whole.good());
    assertThat(bad).as("seed %d", seed).isEqualTo(whole.bad());
    assertThat(unmeasured).as("seed %d", seed).isEqualTo(whole.minutes(MinuteKind.UNMEASURED));
    assertThat(whole.minutes().values().stream().mapToLong(Integer::longValue).sum())
        .as("seed %d", seed)
        .isEqualTo(whole.expectedMinutes());
  }
}
