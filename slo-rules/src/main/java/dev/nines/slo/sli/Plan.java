package dev.nines.slo.sli;

import java.util.List;

/// What to do with each sample of a reading, by its position: flat arrays, read from front to back.
final class Plan {
  /// The slot of each position; -1 where the sample is not selected.
  final int[] slot;

  /// Whether the position is followed as a counter.
  final boolean[] counter;

  /// Where the effects of each position begin in the arrays below; those of the last end at their
  /// length.
  final int[] start;

  final int[] accumulator;
  final double[] factor;
  final Term.Measure[] measure;

  Plan(int[] slot, List<List<Effects.Effect>> bySlot) {
    int size = 0;
    for (int each : slot) {
      size += each < 0 ? 0 : bySlot.get(each).size();
    }
    this.slot = slot;
    counter = new boolean[slot.length];
    start = new int[slot.length + 1];
    accumulator = new int[size];
    factor = new double[size];
    measure = new Term.Measure[size];
    int next = 0;
    for (int i = 0; i < slot.length; i++) {
      start[i] = next;
      List<Effects.Effect> effects = slot[i] < 0 ? List.of() : bySlot.get(slot[i]);
      for (Effects.Effect effect : effects) {
        counter[i] |= effect.measure() == Term.Measure.INCREASE;
        accumulator[next] = effect.accumulator();
        factor[next] = effect.factor();
        measure[next] = effect.measure();
        next++;
      }
    }
    start[slot.length] = next;
  }
}
