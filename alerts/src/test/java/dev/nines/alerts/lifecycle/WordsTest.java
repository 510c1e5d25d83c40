package dev.nines.alerts.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {
  @ParameterizedTest
  @CsvSource({
    "PT0S, 0 s",
    "PT52S, 52 s",
    "PT43M12S, 43 min 12 s",
    "PT5M, 5 min",
    "PT1H0M5S, 1 h",
    "P1DT3H59M, 1 d 3 h",
    "P30D, 30 d",
  })
  void aDurationHasTwoUnits(Duration duration, String text) {
    assertThat(Words.duration(duration)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "14.4, 14.4",
    "16.666, 16.7",
    "0.012345, 0.0123",
    "999.6, '1,000'",
    "12345, '12,345'",
    "-2.5, -2.5",
  })
  void aNumberHasThreeDigits(double value, String text) {
    assertThat(Words.number(value)).isEqualTo(text);
  }

  @Test
  void aTargetKeepsAllItsDigits() {
    assertThat(Words.exactPercent(new BigDecimal("0.99950"))).isEqualTo("99.95 %");
  }

  @Test
  void moneyIsReadable() {
    assertThat(Words.eurosAYear(new BigDecimal("120000"))).isEqualTo("€120,000 a year");
  }
}
