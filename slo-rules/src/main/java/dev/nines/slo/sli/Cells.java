package dev.nines.slo.sli;

import dev.nines.slo.model.Indicator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The objectives and groups that one target has, each with an accumulator per query.
///
/// Whole events leave, parts of events stay for the next reading. The parts are not journalled: a
/// restart loses less than one event per group, and only of counters that count in fractions.
final class Cells {
  private static final int COUNTED = 0;
  private static final int TOTAL = 1;
  private static final int DOUBTFUL = 2;
  private static final int PARTS = 3;
  private static final double RELATIVE_TOLERANCE = 1e-9;

  private final Map<Key, Integer> cells = new HashMap<>();
  private final List<Key> keys = new ArrayList<>();
  private double[] sums = {};
  private double[] carries = {};
  private int[] seenAt = {};
  private int[] blankAt = {};

  private record Key(CompiledObjective compiled, String group) {}

  /// The accumulator of one query of an objective for a group.
  int accumulator(CompiledObjective objective, Refusal.Part part, String group) {
    var key = new Key(objective, group);
    Integer cell = cells.get(key);
    if (cell == null) {
      cell = keys.size();
      cells.put(key, cell);
      keys.add(key);
      grow();
    }
    return cell * PARTS
        + switch (part) {
          case COUNTED -> COUNTED;
          case TOTAL -> TOTAL;
          case DOUBTFUL -> DOUBTFUL;
        };
  }

  private void grow() {
    if (keys.size() * PARTS > sums.length) {
      int size = Math.max(4, keys.size() * 2) * PARTS;
      sums = Arrays.copyOf(sums, size);
      carries = Arrays.copyOf(carries, size);
      seenAt = Arrays.copyOf(seenAt, size);
      blankAt = Arrays.copyOf(blankAt, size);
    }
  }

  /// Takes over the parts of events that the same groups had elsewhere.
  void takeCarriesOf(Cells before) {
    before.cells.forEach(
        (key, cell) -> {
          Integer here = cells.get(key);
          if (here != null) {
            System.arraycopy(before.carries, cell * PARTS, carries, here * PARTS, PARTS);
          }
        });
  }

  void begin() {
    Arrays.fill(sums, 0);
  }

  void add(int accumulator, double amount, int reading) {
    sums[accumulator] += amount;
    seenAt[accumulator] = reading;
  }

  /// Notes that a counter of the cell was seen for the first time, so that this reading says
  /// nothing of what happened before it.
  void blank(int accumulator, int reading) {
    blankAt[accumulator / PARTS * PARTS] = reading;
  }

  /// Takes the whole events of every cell whose total was seen in this reading.
  void take(
      int reading,
      Instant since,
      Instant at,
      List<Contribution> counts,
      List<Violation> violations) {
    for (int cell = 0; cell < keys.size(); cell++) {
      int base = cell * PARTS;
      boolean counted = seenAt[base + COUNTED] == reading || seenAt[base + TOTAL] == reading;
      if (!counted || blankAt[base] == reading) {
        continue;
      }
      Key key = keys.get(cell);
      Optional<String> problem = problem(base);
      if (problem.isPresent()) {
        violations.add(new Violation(key.compiled.objective(), key.group, problem.get()));
      } else if (seenAt[base + TOTAL] == reading) {
        counts.add(contribution(key, base, since, at));
      }
    }
  }

  private Optional<String> problem(int base) {
    double counted = sums[base + COUNTED];
    double total = sums[base + TOTAL];
    double doubtful = sums[base + DOUBTFUL];
    if (!Double.isFinite(counted) || !Double.isFinite(total) || !Double.isFinite(doubtful)) {
      return Optional.of("a counter was negative or not a number");
    }
    double tolerance = RELATIVE_TOLERANCE * Math.max(1, Math.abs(total));
    if (counted < -tolerance || total < -tolerance || doubtful < -tolerance) {
      return Optional.of(
          "negative counts: %s counted, %s in total, %s doubtful"
              .formatted(counted, total, doubtful));
    }
    return counted > total + tolerance
        ? Optional.of(
            "%s of only %s events: more than there are".formatted(number(counted), number(total)))
        : Optional.empty();
  }

  private static String number(double value) {
    return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
  }

  private Contribution contribution(Key key, int base, Instant since, Instant at) {
    long total = whole(base + TOTAL, Long.MAX_VALUE);
    long counted = whole(base + COUNTED, total);
    long doubtful = whole(base + DOUBTFUL, Long.MAX_VALUE);
    doubtful = Math.min(doubtful, total - counted);
    long rest = total - counted - doubtful;
    boolean good = key.compiled.indicator().counted() == Indicator.Counted.GOOD;
    return new Contribution(
        key.compiled.objective(),
        key.group,
        since,
        at,
        good ? counted : rest,
        good ? rest : counted,
        doubtful);
  }

  /// The whole events of an accumulator, at most so many; what is left stays.
  private long whole(int accumulator, long limit) {
    double events = Math.max(0, carries[accumulator] + sums[accumulator]);
    double tolerance = RELATIVE_TOLERANCE * Math.max(1, events);
    long whole = Math.min((long) Math.floor(events + tolerance), limit);
    carries[accumulator] = Math.max(0, events - whole);
    return whole;
  }
}
