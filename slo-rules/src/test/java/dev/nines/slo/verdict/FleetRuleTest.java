package dev.nines.slo.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FleetRuleTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0, false, false",
    "1, 1, false, false", // one tenant is never a fleet
    "2, 2, false, true", // nor are two
    "3, 6, true, true",
    "3, 7, false, true",
    "2, 100, false, false",
    "3, 100, false, true",
    "4, 100, false, true",
    "5, 100, true, true",
    "2000, 2000, true, true",
  })
  void manyOrMostBurningTogetherAreOneProblem(
      int burning, int promised, boolean begins, boolean goesOn) {
    assertThat(FleetRule.DEFAULT.begins(burning, promised)).isEqualTo(begins);
    assertThat(FleetRule.DEFAULT.goesOn(burning, promised)).isEqualTo(goesOn);
  }

  @Test
  void aFleetOfOneIsRefused() {
    assertThatThrownBy(() -> new FleetRule(1, 0.5)).hasMessageContaining("at least 2");
    assertThatThrownBy(() -> new FleetRule(5, 0)).hasMessageContaining("above 0");
    assertThatThrownBy(() -> new FleetRule(5, 1.1)).hasMessageContaining("at most 1");
    assertThatCode(() -> new FleetRule(2, 1)).doesNotThrowAnyException();
  }
}
