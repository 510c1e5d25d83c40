package dev.nines.slo.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nines.slo.model.AlertPolicy;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvidenceTest {
  private static final double FAST_THRESHOLD = 0.0144;

  /// Short windows of 5 minutes: a probe each 15 s makes 20 checks.
  @ParameterizedTest
  @CsvSource({
    "0, 20, false",
    "2, 20, false", // below three bad events
    "3, 20, true",
    "4, 20, true", // what a total outage shows after its 51.84 s floor
    "3, 3, true", // every request of a quiet tenant fails
    "3, 100, false", // 3 % seen, but chance at 1.44 % gives that often
    "6, 100, true",
    "20, 1000, false",
    "22, 1000, true",
    "14500, 1000000, false",
    "14700, 1000000, true",
  })
  void provesOnlyWhatChanceCannotExplain(long bad, long total, boolean proven) {
    assertThat(Evidence.proves(bad, total, FAST_THRESHOLD, AlertPolicy.DEFAULT)).isEqualTo(proven);
  }

  @Test
  void higherConfidenceAsksForMore() {
    var strict = new AlertPolicy(true, Set.of(), 3, 0.999);
    assertThat(Evidence.proves(3, 20, FAST_THRESHOLD, AlertPolicy.DEFAULT)).isTrue();
    assertThat(Evidence.proves(3, 20, FAST_THRESHOLD, strict)).isFalse();
  }

  @Test
  void theTailIsTheExactBinomialOne() {
    var random = new Random(20261121);
    for (int round = 0; round < 300; round++) {
      int trials = 1 + random.nextInt(400);
      double probability = (1 + random.nextInt(500)) / 1000.0;
      int mean = (int) Math.ceil(trials * probability);
      int successes = Math.min(trials, mean + random.nextInt(20));
      assertThat(Evidence.upperTail(successes, trials, probability))
          .as("P(X >= %d), %d trials, p = %s", successes, trials, probability)
          .isCloseTo(exactUpperTail(successes, trials, probability), within(1e-10));
    }
  }

  /// The sum of all terms, each from the one before, in 34 digits.
  private static double exactUpperTail(int successes, int trials, double probability) {
    var p = BigDecimal.valueOf(probability);
    var q = BigDecimal.ONE.subtract(p);
    var odds = p.divide(q, MathContext.DECIMAL128);
    var sum = BigDecimal.ZERO;
    var term = q.pow(trials, MathContext.DECIMAL128);
    for (int k = 0; k <= trials; k++) {
      if (k >= successes) {
        sum = sum.add(term, MathContext.DECIMAL128);
      }
      term =
          term.multiply(BigDecimal.valueOf(trials - k))
              .multiply(odds)
              .divide(BigDecimal.valueOf(k + 1), MathContext.DECIMAL128);
    }
    return sum.doubleValue();
  }
}
