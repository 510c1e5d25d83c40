package dev.nines.slo.sli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.nines.slo.model.SampleKind;
import dev.nines.slo.model.Series;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeriesPatternTest {
  @Test
  void aSeriesIsMeantByNameAndLabels() {
    SeriesPattern pattern = SeriesPattern.parse("hits_total{route=~\"/hooks/.*\",error!=\"yes\"}");

    assertThat(pattern.name()).isEqualTo("hits_total");
    assertThat(pattern.matches(hits("/hooks/psp"))).isTrue();
    assertThat(pattern.matches(hits("/orders"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "sum(hits_total)",
        "hits_total[5m]",
        "hits_total offset 5m",
        "{route=\"/x\"}",
        "hits_total{route=/x}",
        "hits_total + 1"
      })
  void whatIsNoSelectorWithANameIsRefusedWithASentence(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SeriesPattern.parse(text))
        .withMessageContaining("'" + text + "'");
  }

  private static Series hits(String route) {
    return new Series("hits_total", Map.of("route", route), SampleKind.CUMULATIVE);
  }
}
