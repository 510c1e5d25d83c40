package dev.nines.slo.exclusion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.slo.exclusion.MinuteRanges.Range;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MinuteRangesTest {

  @Test
  void overlappingAndTouchingRangesAreOne() {
    var ranges = new ArrayList<Range>();
    ranges.add(new Range(10, 20));
    ranges.add(new Range(15, 18));
    ranges.add(new Range(20, 25));
    ranges.add(new Range(30, 30));

    assertThat(MinuteRanges.union(ranges).ranges()).containsExactly(new Range(10, 25));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void everyQuestionIsAnsweredAsBySetsOfMinutes(int block) {
    for (int seed = block * 1000; seed < block * 1000 + 300; seed++) {
      var random = new Random(seed);
      var one = new BitSet();
      var other = new BitSet();
      MinuteRanges ranges = randomRanges(random, one);
      MinuteRanges others = randomRanges(random, other);
      int from = random.nextInt(100);
      int to = random.nextInt(120);
      BitSet difference = (BitSet) one.clone();
      difference.xor(other);

      String why = "seed " + seed;
      assertThat(ranges.count(0, 200)).as(why).isEqualTo(one.cardinality());
      assertThat(ranges.count(from, to)).as(why).isEqualTo(cardinality(one, from, to));
      assertThat(ranges.within(from, to).count(0, 200))
          .as(why)
          .isEqualTo(cardinality(one, from, to));
      for (int minute = 0; minute < 130; minute++) {
        assertThat(ranges.contains(minute)).as(why).isEqualTo(one.get(minute));
        assertThat(ranges.difference(others).contains(minute))
            .as(why)
            .isEqualTo(difference.get(minute));
      }
      assertThat(ranges.containsAll(from, from + 3))
          .as(why)
          .isEqualTo(one.nextClearBit(from) > from + 3);
    }
  }

  private static MinuteRanges randomRanges(Random random, BitSet into) {
    var ranges = new ArrayList<Range>();
    for (int i = random.nextInt(6); i > 0; i--) {
      int from = random.nextInt(100);
      int to = from + random.nextInt(20);
      ranges.add(new Range(from, to));
      into.set(from, to);
    }
    return MinuteRanges.union(ranges);
  }

  private static int cardinality(BitSet set, int from, int to) {
    return to <= from ? 0 : set.get(from, to).cardinality();
  }
}
