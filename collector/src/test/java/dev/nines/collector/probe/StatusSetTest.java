package dev.nines.collector.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatusSetTest {

  @Test
  void codesClassesAndRangesCanBeMixed() {
    var set = StatusSet.parse(List.of("2xx", "301", "401-403"));
    assertThat(List.of(200, 299, 301, 401, 402, 403)).allMatch(set::contains);
    assertThat(List.of(199, 300, 302, 400, 404, 500)).noneMatch(set::contains);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ok", "600", "20", "299-200", "2xx-", "-200", "6xx"})
  void anythingElseIsRefused(String text) {
    assertThatThrownBy(() -> StatusSet.parse(List.of(text)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected");
  }
}
