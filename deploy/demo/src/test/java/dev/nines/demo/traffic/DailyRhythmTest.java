package dev.nines.demo.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class DailyRhythmTest {

  private static final Instant WEDNESDAY_AFTERNOON = Instant.parse("2026-03-04T14:00:00Z");
  private static final Instant WEDNESDAY_NIGHT = Instant.parse("2026-03-04T02:00:00Z");
  private static final Instant SATURDAY_AFTERNOON = Instant.parse("2026-03-07T14:00:00Z");

  @Test
  void theAfternoonOfAWorkingDayIsBusiest() {
    assertThat(DailyRhythm.shareOfPeak(WEDNESDAY_AFTERNOON, ZoneOffset.UTC)).isEqualTo(1);
  }

  @Test
  void theNightIsQuieterAndNeverSilent() {
    assertThat(DailyRhythm.shareOfPeak(WEDNESDAY_NIGHT, ZoneOffset.UTC)).isBetween(0.4, 0.5);
  }

  @Test
  void theWeekendIsQuieter() {
    assertThat(DailyRhythm.shareOfPeak(SATURDAY_AFTERNOON, ZoneOffset.UTC)).isEqualTo(0.7);
  }

  @Test
  void theDayIsTheTenantsOwn() {
    ZoneId tokyo = ZoneId.of("Asia/Tokyo");
    assertThat(DailyRhythm.shareOfPeak(WEDNESDAY_AFTERNOON, tokyo)).isLessThan(0.7);
    assertThat(DailyRhythm.shareOfPeak(Instant.parse("2026-03-04T05:00:00Z"), tokyo)).isEqualTo(1);
  }
}
