package dev.nines.collector.otlp.metric;

import dev.nines.collector.otlp.tenant.TenantFinder;
import dev.nines.collector.otlp.wire.AttributeNames;
import dev.nines.collector.otlp.wire.Attributes;
import dev.nines.collector.otlp.wire.Numbers;
import dev.nines.collector.protobuf.MalformedProtobufException;
import dev.nines.collector.protobuf.ProtoReader;
import java.util.List;
import java.util.TreeMap;

/// Reads the data points of one metric. For one thread.
final class PointReader {
  private static final int DATA_POINTS = 1;
  private static final int TEMPORALITY = 2;
  private static final int IS_MONOTONIC = 3;
  private static final int DELTA = 1;
  private static final int CUMULATIVE = 2;
  private static final int COUNT = 4;
  private static final int SUM = 5;

  private final HeadReader head;
  private byte[] bytes = {};

  PointReader(AttributeNames names, TenantFinder tenants) {
    head = new HeadReader(names, tenants);
  }

  /// Begins a metric; the points that are read next are its.
  void begin(byte[] array, String name, String unit, Attributes resource) {
    bytes = array;
    head.begin(array, name, unit, resource);
  }

  /// Reads one of a point's fields that only one kind of point has.
  private interface Read {
    void field(int field) throws MalformedProtobufException;
  }

  /// Reads the points at the cursor.
  ///
  /// @param attributesField the number of the point's attributes
  /// @param flagsField the number of its flags
  private void points(
      ProtoReader in, int attributesField, int flagsField, Runnable begin, Read other, Runnable end)
      throws MalformedProtobufException {
    for (int field = in.next(); field != 0; field = in.next()) {
      if (field != DATA_POINTS) {
        in.skip();
      } else if (in.is(ProtoReader.BYTES)) {
        int outer = in.enter();
        head.clear();
        begin.run();
        for (int inner = in.next(); inner != 0; inner = in.next()) {
          if (!head.read(in, inner, attributesField, flagsField)) {
            other.field(inner);
          }
        }
        in.leave(outer);
        if (!head.saysNothing()) {
          end.run();
        }
      }
    }
  }

  /// The value of a whole-number field of the metric, 0 if it does not have it. The cursor stays.
  private int whole(ProtoReader in, int sought) throws MalformedProtobufException {
    int start = in.position();
    int end = in.limit();
    int value = 0;
    for (int field = in.next(); field != 0; field = in.next()) {
      if (field == sought && in.wireType() == ProtoReader.VARINT) {
        value = (int) in.varint();
      } else {
        in.skip();
      }
    }
    in.reset(bytes, start, end);
    return value;
  }

  private Point.Temporality temporality(ProtoReader in) throws MalformedProtobufException {
    return switch (whole(in, TEMPORALITY)) {
      case DELTA -> Point.Temporality.DELTA;
      case CUMULATIVE -> Point.Temporality.CUMULATIVE;
      default -> Point.Temporality.UNSPECIFIED;
    };
  }

  void gauge(ProtoReader in, List<Point> into) throws MalformedProtobufException {
    var value = new double[1];
    points(
        in,
        7,
        8,
        () -> value[0] = Double.NaN,
        field -> value[0] = number(in, field, value[0]),
        () -> into.add(new Point.Level(head.head(), value[0])));
  }

  void sum(ProtoReader in, List<Point> into) throws MalformedProtobufException {
    Point.Temporality temporality = temporality(in);
    boolean grows = whole(in, IS_MONOTONIC) != 0;
    var value = new double[1];
    points(
        in,
        7,
        8,
        () -> value[0] = Double.NaN,
        field -> value[0] = number(in, field, value[0]),
        () -> into.add(new Point.Total(head.head(), value[0], temporality, grows)));
  }

  private static double number(ProtoReader in, int field, double before)
      throws MalformedProtobufException {
    if (field == 4 && in.wireType() == ProtoReader.FIXED64) {
      return in.doubleValue();
    }
    if (field == 6 && in.wireType() == ProtoReader.FIXED64) {
      return in.fixed64();
    }
    in.skip();
    return before;
  }

  /// Count and sum of a histogram or summary.
  private static final class CountAndSum {
    private long count;
    private double sum;

    private void clear() {
      count = 0;
      sum = Double.NaN;
    }

    private boolean read(ProtoReader in, int field) throws MalformedProtobufException {
      if (in.wireType() != ProtoReader.FIXED64) {
        return false;
      }
      if (field == COUNT) {
        count = in.fixed64();
        return true;
      }
      if (field == SUM) {
        sum = in.doubleValue();
        return true;
      }
      return false;
    }
  }

  void histogram(ProtoReader in, List<Point> into) throws MalformedProtobufException {
    Point.Temporality temporality = temporality(in);
    var both = new CountAndSum();
    var bounds = new Numbers();
    var counts = new Numbers();
    points(
        in,
        9,
        10,
        () -> {
          both.clear();
          bounds.clear();
          counts.clear();
        },
        field -> {
          if (both.read(in, field)) {
            return;
          }
          switch (field) {
            case 6 -> counts.addFixed(in);
            case 7 -> bounds.addFixed(in);
            default -> in.skip();
          }
        },
        () ->
            into.add(
                new Point.Histogram(
                    head.head(),
                    both.count,
                    both.sum,
                    bounds.doubles(),
                    counts.longs(),
                    temporality)));
  }

  void exponential(ProtoReader in, List<Point> into) throws MalformedProtobufException {
    Point.Temporality temporality = temporality(in);
    var both = new CountAndSum();
    var positive = new ExponentialReader();
    points(
        in,
        1,
        10,
        () -> {
          both.clear();
          positive.clear();
        },
        field -> {
          if (!both.read(in, field)) {
            positive.read(in, field);
          }
        },
        () ->
            into.add(
                new Point.Exponential(
                    head.head(), both.count, both.sum, positive.counts(), temporality)));
  }

  void summary(ProtoReader in, List<Point> into) throws MalformedProtobufException {
    var both = new CountAndSum();
    points(
        in,
        7,
        8,
        both::clear,
        field -> {
          if (!both.read(in, field)) {
            in.skip();
          }
        },
        () -> into.add(new Point.Summary(head.head(), both.count, both.sum)));
  }

  /// The buckets of an exponential histogram point.
  private static final class ExponentialReader {
    private int scale;
    private long atMostZero;
    private double zeroThreshold;
    private TreeMap<Integer, Long> buckets = new TreeMap<>();

    private void clear() {
      scale = 0;
      atMostZero = 0;
      zeroThreshold = 0;
      buckets = new TreeMap<>();
    }

    private void read(ProtoReader in, int field) throws MalformedProtobufException {
      if (field == 6 && in.wireType() == ProtoReader.VARINT) {
        scale = (int) in.zigzag();
      } else if (field == 7 && in.wireType() == ProtoReader.FIXED64) {
        atMostZero += in.fixed64();
      } else if (field == 14 && in.wireType() == ProtoReader.FIXED64) {
        zeroThreshold = in.doubleValue();
      } else if ((field == 8 || field == 9) && in.wireType() == ProtoReader.BYTES) {
        int outer = in.enter();
        buckets(in, field == 9);
        in.leave(outer);
      } else {
        in.skip();
      }
    }

    private void buckets(ProtoReader in, boolean negative) throws MalformedProtobufException {
      int offset = 0;
      var counts = new Numbers();
      for (int field = in.next(); field != 0; field = in.next()) {
        if (field == 1 && in.wireType() == ProtoReader.VARINT) {
          offset = (int) in.zigzag();
        } else if (field == 2) {
          counts.addVarints(in);
        } else {
          in.skip();
        }
      }
      long[] all = counts.longs();
      for (int i = 0; i < all.length; i++) {
        if (negative) {
          atMostZero += all[i];
        } else if (all[i] != 0) {
          buckets.put(offset + i, all[i]);
        }
      }
    }

    private ExponentialCounts counts() {
      return new ExponentialCounts(scale, atMostZero, zeroThreshold, buckets);
    }
  }
}
