package dev.nines.slo.ledger;

import java.io.IOException;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The power goes at any write, force, publish or delete; the disk is full or fails. Afterwards the
/// ledger holds every acknowledged batch exactly once, what was not acknowledged wholly or not at
/// all, and the baselines of just those batches.
class CrashTest {
  private static final int SEEDS_PER_BLOCK = 30;
  private static final int LIVES = 6;

  static IntStream blocks() {
    return IntStream.range(0, 10);
  }

  @ParameterizedTest(name = "seeds from {0} × 30")
  @MethodSource("blocks")
  void nothingAcknowledgedIsLostOrCountedTwice(int block) throws IOException {
    run(block * SEEDS_PER_BLOCK, SEEDS_PER_BLOCK);
  }

  @Test
  @Tag("nightly")
  void nothingAcknowledgedIsLostOrCountedTwiceInManyLives() throws IOException {
    run(1_000_000, 20_000);
  }

  private static void run(int firstSeed, int seeds) throws IOException {
    for (int seed = firstSeed; seed < firstSeed + seeds; seed++) {
      try {
        var life = new CrashingLife(new Random(seed));
        for (int i = 0; i < LIVES; i++) {
          life.liveUntilPowerCut();
          life.recover();
        }
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
  }
}
