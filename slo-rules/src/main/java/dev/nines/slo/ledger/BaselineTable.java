package dev.nines.slo.ledger;

import dev.nines.slo.model.SampleKind;
import dev.nines.slo.model.Series;
import dev.nines.slo.sli.Baseline;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The last raw value of every counter, and its bytes in the journal: a dictionary of counters that
/// grows within a segment, and values as differences to those before. A new segment begins with all
/// of it ([#encodeAll]), so that older segments can go.
///
/// Times are kept to the millisecond. For the writing thread alone.
final class BaselineTable {
  private static final int NEW = 1;
  private static final int SAME_TIME = 2;
  private static final int RAW_VALUE = 4;
  private static final int FLAG_BITS = 3;
  private static final double EXACT = 0x1p53;

  private final Map<Key, Slot> slots = new HashMap<>();
  private final List<Slot> byNumber = new ArrayList<>();

  private record Key(String source, String target, Series series) {}

  private static final class Slot {
    final Key key;
    final int number;
    double value;
    long atMillis;

    Slot(Key key, int number) {
      this.key = key;
      this.number = number;
    }

    Baseline baseline() {
      return new Baseline(
          key.source, key.target, key.series, value, Instant.ofEpochMilli(atMillis));
    }
  }

  /// Every counter that has a value.
  List<Baseline> list() {
    return byNumber.stream().filter(s -> !Double.isNaN(s.value)).map(Slot::baseline).toList();
  }

  int size() {
    return byNumber.size();
  }

  void clear() {
    slots.clear();
    byNumber.clear();
  }

  /// Starts a new dictionary with the counters read since an instant and writes all of it.
  void encodeAll(Instant since, ByteSink out) {
    List<Baseline> kept = list().stream().filter(b -> !b.at().isBefore(since)).toList();
    clear();
    encode(kept, out);
  }

  /// Takes over changed baselines and writes the changes.
  void encode(Collection<Baseline> changed, ByteSink out) {
    out.varint(changed.size());
    int previous = -1;
    long time = 0;
    for (Baseline baseline : changed) {
      var key = new Key(baseline.source(), baseline.target(), baseline.series());
      Slot known = slots.get(key);
      Slot slot = known == null ? add(key) : known;
      long at = baseline.at().toEpochMilli();
      double step = baseline.value() - slot.value;
      boolean exact = isExact(slot.value) && isExact(baseline.value());
      int flags =
          (known == null ? NEW : 0) | (at == time ? SAME_TIME : 0) | (exact ? 0 : RAW_VALUE);
      long distance = (long) slot.number - previous - 1;
      out.varint((((distance << 1) ^ (distance >> 63)) << FLAG_BITS) | flags);
      if (known == null) {
        encode(key, out);
      }
      if (at != time) {
        out.zigzag(at - time);
      }
      if (exact) {
        out.zigzag((long) step);
      } else {
        out.fixed64(Double.doubleToLongBits(baseline.value()));
      }
      slot.value = baseline.value();
      slot.atMillis = at;
      previous = slot.number;
      time = at;
    }
  }

  void decode(ByteSource in) throws DamagedException {
    int count = in.count();
    int previous = -1;
    long time = 0;
    for (int i = 0; i < count; i++) {
      long head = in.varint();
      long distance = head >>> FLAG_BITS;
      int number = previous + 1 + (int) ((distance >>> 1) ^ -(distance & 1));
      Slot slot = (head & NEW) != 0 ? add(decodeKey(in)) : slot(number);
      time += (head & SAME_TIME) != 0 ? 0 : in.zigzag();
      slot.value =
          (head & RAW_VALUE) != 0
              ? Double.longBitsToDouble(in.fixed64())
              : slot.value + in.zigzag();
      slot.atMillis = time;
      previous = number;
    }
  }

  private Slot slot(int number) throws DamagedException {
    if (number < 0 || number >= byNumber.size()) {
      throw new DamagedException("counter %d of %d".formatted(number, byNumber.size()));
    }
    return byNumber.get(number);
  }

  private Slot add(Key key) {
    var slot = new Slot(key, byNumber.size());
    byNumber.add(slot);
    slots.put(key, slot);
    return slot;
  }

  /// Whether the difference of two such values is exact.
  private static boolean isExact(double value) {
    return value == Math.rint(value) && Math.abs(value) < EXACT / 2 && !isNegativeZero(value);
  }

  private static boolean isNegativeZero(double value) {
    return value == 0 && 1 / value < 0;
  }

  private static void encode(Key key, ByteSink out) {
    out.text(key.source).text(key.target).text(key.series.name());
    out.text(key.series.kind().name()).varint(key.series.labels().size());
    key.series.labels().forEach((name, value) -> out.text(name).text(value));
  }

  private static Key decodeKey(ByteSource in) throws DamagedException {
    String source = in.text();
    String target = in.text();
    String name = in.text();
    SampleKind kind = kind(in.text());
    int count = in.count();
    var labels = new TreeMap<String, String>();
    for (int i = 0; i < count; i++) {
      labels.put(in.text(), in.text());
    }
    return new Key(source, target, new Series(name, labels, kind));
  }

  private static SampleKind kind(String name) throws DamagedException {
    try {
      return SampleKind.valueOf(name);
    } catch (IllegalArgumentException _) {
      throw new DamagedException("a sample of the kind '%s'".formatted(name));
    }
  }
}
