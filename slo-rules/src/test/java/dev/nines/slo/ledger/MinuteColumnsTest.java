package dev.nines.slo.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MinuteColumnsTest {
  @Test
  void whoWasObservedIsFoundAsInABitSet() {
    for (int seed = 0; seed < 50; seed++) {
      var random = new Random(seed);
      var minute = new MinuteColumns();
      var expected = new BitSet();
      for (int i = random.nextInt(20); i > 0; i--) {
        int index = random.nextInt(MinuteColumns.GROUP_SIZE);
        minute.add(index, 1, 0, 0);
        expected.set(index);
      }
      for (int from = 0; from <= MinuteColumns.GROUP_SIZE; from++) {
        assertThat(minute.nextObserved(from))
            .as("seed %d", seed)
            .isEqualTo(expected.nextSetBit(from));
      }
    }
  }
}
