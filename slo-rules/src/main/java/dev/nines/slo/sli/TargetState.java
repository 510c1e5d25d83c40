package dev.nines.slo.sli;

import dev.nines.slo.model.Sample;
import dev.nines.slo.model.SampleKind;
import dev.nines.slo.model.Series;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What is known of one target: its counters' last values, and what each of its series adds where.
///
/// A target hands out the same series in the same order nearly always. So the i-th sample is
/// compared by identity with the i-th series of the reading before, and if all agree, everything
/// needed lies in arrays in that order: no lookup, no matching, no allocation per sample. Otherwise
/// [#align] finds the place of each series again, which costs a hash lookup each, and a new series
/// is matched once.
final class TargetState {
  /// Marks, among the baselines of a target, by which selectors it was read last: the value is
  /// their fingerprint. While it is the same, a series without baseline is new, and counts from
  /// zero.
  static final Series SELECTORS = new Series("nines_selectors", Map.of(), SampleKind.GAUGE);

  private final String source;
  private final String target;
  private final SelectorIndex index;
  private Cells cells = new Cells();
  private Effects effects;
  private final Vanished vanished = new Vanished();
  private final Levels levels;
  private final Map<Series, Integer> slots = new HashMap<>();
  private final List<Series> seriesOfSlot = new ArrayList<>();
  private final List<Baseline> forgotten = new ArrayList<>();
  private double[] values = {};
  private boolean[] counted = {};
  private double fingerprint = Double.NaN;
  private @Nullable Instant lastAt;
  private int reading;

  private Series[] order = {};
  private Plan plan = new Plan(new int[0], List.of());

  TargetState(String source, String target, SelectorIndex index, List<Levels.Level> levels) {
    this.source = source;
    this.target = target;
    this.index = index;
    this.effects = new Effects(index, cells);
    this.levels = new Levels(levels);
  }

  Contributions read(List<Sample> samples, Instant at) {
    reading++;
    boolean known = fingerprint == index.fingerprint();
    boolean forgets = vanished.isDue(at);
    if (forgets) {
      forget(vanished.due(at), at);
    }
    if (forgets || !sameOrder(samples)) {
      align(samples, known, at);
    }
    cells.begin();
    List<Baseline> changed = apply(samples, at);
    if (!known) {
      fingerprint = index.fingerprint();
      changed.add(new Baseline(source, target, SELECTORS, fingerprint, at));
    }
    changed.addAll(forgotten);
    forgotten.clear();
    var counts = new ArrayList<Contribution>();
    var violations = new ArrayList<Violation>();
    Instant since = lastAt == null || lastAt.isAfter(at) ? at : lastAt;
    cells.take(reading, since, at, counts, violations);
    levels.read(samples, at, counts);
    lastAt = lastAt == null || at.isAfter(lastAt) ? at : lastAt; // late events follow newer ones
    return new Contributions(counts, changed, violations);
  }

  @SuppressWarnings("ReferenceEquality") // what is asked is whether they are the very same objects
  private boolean sameOrder(List<Sample> samples) {
    if (samples.size() != order.length) {
      return false;
    }
    for (int i = 0; i < order.length; i++) {
      if (samples.get(i).series() != order[i]) {
        return false;
      }
    }
    return true;
  }

  private List<Baseline> apply(List<Sample> samples, Instant at) {
    var changed = new ArrayList<Baseline>();
    for (int i = 0; i < order.length; i++) {
      int slot = plan.slot[i];
      double value = samples.get(i).value();
      if (slot < 0 || Double.isNaN(value)) {
        continue; // not selected, or Prometheus' mark for a series that ended
      }
      double increase = 0;
      if (plan.counter[i]) {
        double before = values[slot];
        increase = increase(before, value, i);
        if (value != before && !Double.isNaN(increase)) {
          values[slot] = value;
          changed.add(new Baseline(source, target, order[i], value, at));
        }
      }
      for (int effect = plan.start[i]; effect < plan.start[i + 1]; effect++) {
        double amount =
            switch (plan.measure[effect]) {
              case INCREASE, AS_IS -> increase;
              case VALUE -> value;
              case ONE -> 1;
            };
        cells.add(plan.accumulator[effect], plan.factor[effect] * amount, reading);
      }
    }
    return changed;
  }

  /// What a counter has grown by; after a reset, all of its value. NaN if the value cannot be a
  /// counter's.
  private double increase(double before, double value, int position) {
    if (value < 0 || Double.isInfinite(value)) {
      return Double.NaN;
    }
    if (Double.isNaN(before)) {
      for (int effect = plan.start[position]; effect < plan.start[position + 1]; effect++) {
        cells.blank(plan.accumulator[effect], reading);
      }
      return 0;
    }
    return value >= before ? value - before : value;
  }

  /// Lets go of everything that is kept of some series. What is left moves together.
  private void forget(BitSet gone, Instant at) {
    List<Series> series = List.copyOf(seriesOfSlot);
    double[] valuesBefore = values;
    boolean[] countedBefore = counted;
    Cells cellsBefore = cells;
    slots.clear();
    seriesOfSlot.clear();
    values = new double[0];
    counted = new boolean[0];
    cells = new Cells();
    effects = new Effects(index, cells);
    for (int slot = 0; slot < series.size(); slot++) {
      if (!gone.get(slot)) {
        int moved = newSlot(series.get(slot), valuesBefore[slot]);
        counted[moved] = countedBefore[slot];
        continue;
      }
      vanished.bury(series.get(slot));
      if (countedBefore[slot]) {
        forgotten.add(new Baseline(source, target, series.get(slot), Double.NaN, at));
      }
    }
    cells.takeCarriesOf(cellsBefore);
    vanished.forget(gone);
  }

  private void align(List<Sample> samples, boolean known, Instant at) {
    int size = samples.size();
    order = new Series[size];
    var slot = new int[size];
    int before = seriesOfSlot.size();
    for (int i = 0; i < size; i++) {
      order[i] = samples.get(i).series();
      slot[i] = slotOf(samples.get(i), known);
    }
    var present = new boolean[seriesOfSlot.size()];
    for (int i = 0; i < size; i++) {
      if (slot[i] >= 0 && present[slot[i]]) {
        slot[i] = -1; // the same series twice in one reading: the first counts
      } else if (slot[i] >= 0) {
        present[slot[i]] = true;
      }
    }
    vanished.note(present, at);
    plan = new Plan(slot, effects.bySlot(seriesOfSlot, present));
    levels.align(order);
    startCounting(before);
  }

  /// A bucket that stands in for a threshold from now on was not followed before: its last value is
  /// of no use.
  private void startCounting(int firstNewSlot) {
    for (int i = 0; i < order.length; i++) {
      int slot = plan.slot[i];
      if (slot >= 0 && counted[slot] != plan.counter[i]) {
        if (plan.counter[i] && slot < firstNewSlot) {
          values[slot] = Double.NaN;
        }
        counted[slot] = plan.counter[i];
      }
    }
  }

  private int slotOf(Sample sample, boolean known) {
    Series series = sample.series();
    Integer slot = slots.get(series);
    if (slot != null) {
      return slot;
    }
    if (!index.wants(series)) {
      return -1;
    }
    double newBefore = vanished.wasForgotten(series) ? sample.value() : 0;
    int created = newSlot(series, known ? newBefore : Double.NaN);
    if (reading == 1 && effects.isBucket(created)) {
      values[created] =
          Double.NaN; // which buckets were followed before a restart is not journalled
    }
    return created;
  }

  private int newSlot(Series series, double value) {
    int slot = seriesOfSlot.size();
    slots.put(series, slot);
    seriesOfSlot.add(series);
    effects.add(series);
    if (slot >= values.length) {
      values = Arrays.copyOf(values, Math.max(4, values.length * 2));
      counted = Arrays.copyOf(counted, values.length);
    }
    counted[slot] = false;
    values[slot] = value;
    return slot;
  }

  /// Takes back what the journal has. A counter that nothing selects any more is to be forgotten:
  /// should it be selected again some day, its old value would make a month look like a minute.
  void restore(Baseline baseline) {
    if (Double.isNaN(baseline.value())) {
      Integer slot = slots.get(baseline.series());
      if (slot != null) {
        values[slot] = Double.NaN;
      }
      return;
    }
    if (baseline.series().equals(SELECTORS)) {
      fingerprint = baseline.value();
    } else if (index.wants(baseline.series())) {
      Integer slot = slots.get(baseline.series());
      if (slot == null) {
        slot = newSlot(baseline.series(), baseline.value());
      }
      values[slot] = baseline.value();
      counted[slot] = true;
    } else {
      forgotten.add(new Baseline(source, target, baseline.series(), Double.NaN, baseline.at()));
    }
    if (lastAt == null || baseline.at().isAfter(lastAt)) {
      lastAt = baseline.at();
    }
  }

  void baselines(Collection<Baseline> into) {
    Optional<Instant> at = Optional.ofNullable(lastAt);
    if (at.isEmpty()) {
      return;
    }
    into.add(new Baseline(source, target, SELECTORS, fingerprint, at.get()));
    for (int slot = 0; slot < seriesOfSlot.size(); slot++) {
      if (counted[slot] && !Double.isNaN(values[slot])) {
        into.add(new Baseline(source, target, seriesOfSlot.get(slot), values[slot], at.get()));
      }
    }
  }

  List<InexactThreshold> inexact() {
    return effects.inexact();
  }
}
