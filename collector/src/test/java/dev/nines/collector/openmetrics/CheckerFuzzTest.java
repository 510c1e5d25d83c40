package dev.nines.collector.openmetrics;

import static org.assertj.core.api.Assertions.fail;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever stands in a body, the checker answers with violations and never with an exception.
class CheckerFuzzTest {
  private static final String BODY =
      """
      # TYPE a_seconds histogram
      # UNIT a_seconds seconds
      # HELP a_seconds text \\n "é"
      a_seconds_bucket{b="c",le="0.1"} 1 # {t="x"} 0.05 1.5
      a_seconds_bucket{b="c",le="+Inf"} 2 12e3
      a_seconds_count{b="c"} 2
      a_seconds_sum{b="c"} NaN
      # TYPE s stateset
      s{s="on"} 1
      # TYPE q summary
      q{quantile="0.5"} 3
      x{y="\\"\\\\"} -Inf
      # EOF
      """;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void mutatedBodiesBringNoException(long seed) {
    var random = new Random(seed);
    for (int i = 0; i < 400; i++) {
      byte[] body = mutated(random);
      for (Format format : Format.values()) {
        try {
          ExpositionChecker.check(body, format);
        } catch (RuntimeException e) {
          fail("seed %d, round %d, %s".formatted(seed, i, format), e);
        }
      }
    }
  }

  private static byte[] mutated(Random random) {
    byte[] body = BODY.getBytes(StandardCharsets.UTF_8);
    String likely = "{}\"\\\n# ,=_aeE+-.0159NI\r\t";
    for (int n = random.nextInt(6); n >= 0; n--) {
      int at = random.nextInt(body.length);
      body[at] =
          random.nextInt(4) == 0
              ? (byte) random.nextInt(256)
              : (byte) likely.charAt(random.nextInt(likely.length()));
    }
    return body;
  }
}
