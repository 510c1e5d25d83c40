package dev.nines.collector.otlp.span;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SamplingTest {
  private static final double UNSAID = 42;

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "ot=th:0 1",
        "ot=th:8 2",
        "ot=th:c 4",
        "ot=rv:abcdef;th:c 4",
        "dd=s:1,ot=th:fc 64",
        "ot=th:00000000000000 1",
        "ot=th:fffffffffffffe 36028797018963968",
        "ot=p:3 8",
        "ot=r:5;p:0 1",
        "ot=p:63 -1",
        "ot=p:x -1",
        "ot=th: -1",
        "ot=th:g -1",
        "ot=th:C -1",
        "ot=th:000000000000000 -1",
        "ot=rv:6e6d1a75832a2f 42",
        "other=th:8 42",
        "ot= 42",
        "xot=th:8 42",
      })
  void aSpanStandsForAsManyAsItsThresholdSays(String traceState, double weight) {
    byte[] bytes = ("??" + traceState + "!").getBytes(UTF_8);

    assertThat(Sampling.weight(bytes, 2, bytes.length - 3, UNSAID)).isEqualTo(weight);
  }
}
