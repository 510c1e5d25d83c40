package dev.nines.dashboards.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordingTest {

  @ParameterizedTest
  @CsvSource({
    "0.998996, 2, 99.89 %",
    "0.9999999, 2, 99.99 %",
    "1, 2, 100.00 %",
    "0.999, 1, 99.9 %",
    "0.29, 0, 29 %",
    "-0.222, 1, −22.2 %",
    "0, 3, 0.000 %"
  })
  void sharesAreCutAndNeverRoundedUp(double ratio, int decimals, String expected) {
    assertThat(Wording.percent(ratio, decimals)).isEqualTo(expected);
  }

  @Test
  void aShareOfCountsIsCutAfterExactDivision() {
    assertThat(Wording.percent(998_996, 1_000_000, 2)).isEqualTo("99.89 %");
    assertThat(Wording.percent(43_140, 43_200, 6)).isEqualTo("99.861111 %");
  }

  @ParameterizedTest
  @CsvSource({"0.999, 99.9 %", "0.99, 99 %", "0.9995, 99.95 %", "0.5, 50 %", "0.90, 90 %"})
  void aTargetHasOnlyTheDecimalsItNeeds(BigDecimal target, String expected) {
    assertThat(Wording.target(target)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "PT0S, 0 s",
    "PT45S, 45 s",
    "PT90S, 1 min 30 s",
    "PT12M3S, 12 min",
    "PT2H5M, 2 h 5 min",
    "PT672H, 28 d",
    "PT1H, 1 h",
    "-PT5S, 0 s"
  })
  void durationsHaveTheirTwoLargestUnits(Duration duration, String expected) {
    assertThat(Wording.duration(duration)).isEqualTo(expected);
  }

  @Test
  void aBurnRateOfWhichOnlyBoundsAreKnownIsARange() {
    assertThat(Wording.burn(0, 1000)).isEqualTo("0.0–1,000×");
    assertThat(Wording.burn(14.4, 14.5)).isEqualTo("14.4×");
  }

  @Test
  void timesNameTheirOffset() {
    Instant winter = Instant.parse("2026-01-05T08:00:00Z");
    assertThat(Wording.instant(winter, ZoneId.of("Europe/Berlin")))
        .isEqualTo("5 Jan 2026, 09:00 UTC+01:00");
    assertThat(Wording.instant(winter, ZoneId.of("UTC"))).isEqualTo("5 Jan 2026, 08:00 UTC");
  }

  @Test
  void moneyAndCountsAreGrouped() {
    assertThat(Wording.euros(new BigDecimal("48000.4"))).isEqualTo("€48,000");
    assertThat(Wording.count(1_234_567)).isEqualTo("1,234,567");
    assertThat(Wording.count(1, "minute", "minutes")).isEqualTo("1 minute");
  }
}
