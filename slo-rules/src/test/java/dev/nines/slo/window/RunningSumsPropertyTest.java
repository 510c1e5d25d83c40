package dev.nines.slo.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.slo.ledger.SimulatedDisk;
import java.io.IOException;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// After every change the sums of all windows equal those of adding everything up again, whatever
/// happens: gaps, late entries, intervals, restarts, clock steps, long stops, a failing disk.
class RunningSumsPropertyTest {
  private static final int SEEDS_PER_BLOCK = 6;
  private static final int STEPS = 60;

  static IntStream blocks() {
    return IntStream.range(0, 10);
  }

  @ParameterizedTest(name = "seeds from {0} × 6")
  @MethodSource("blocks")
  void theSumsEqualTheNaiveSumAfterEveryMutation(int block) throws IOException {
    run(block * SEEDS_PER_BLOCK, SEEDS_PER_BLOCK);
  }

  @Test
  @Tag("nightly")
  void theSumsEqualTheNaiveSumOnManyHistories() throws IOException {
    run(1_000_000, 10_000);
  }

  private static void run(int firstSeed, int seeds) throws IOException {
    for (int seed = firstSeed; seed < firstSeed + seeds; seed++) {
      try {
        runHistory(seed);
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
  }

  private static void runHistory(int seed) throws IOException {
    var random = new Random(seed);
    var history = new RandomHistory(random, new SimulatedDisk(random));
    for (int step = 0; step < STEPS; step++) {
      history.step();
      history.assertSums("step " + step);
    }
    assertThat(history.damages()).isEmpty();
  }
}
