package dev.nines.collector.otlp.metric;

import dev.nines.collector.otlp.tenant.TenantFinder;
import dev.nines.collector.otlp.wire.AnyValues;
import dev.nines.collector.otlp.wire.AttributeNames;
import dev.nines.collector.otlp.wire.Attributes;
import dev.nines.collector.protobuf.MalformedProtobufException;
import dev.nines.collector.protobuf.ProtoReader;
import java.util.Map;
import java.util.TreeMap;

/// Reads what all kinds of data points have. For one thread.
final class HeadReader {
  private static final int START = 2;
  private static final int TIME = 3;
  private static final int NO_RECORDED_VALUE = 1;

  private final Attributes own;
  private final TenantFinder tenants;
  private Attributes resource;
  private byte[] bytes = {};
  private String name = "";
  private String unit = "";
  private Map<String, String> attributes = new TreeMap<>();
  private long startNanos;
  private long timeNanos;
  private boolean noValue;

  HeadReader(AttributeNames names, TenantFinder tenants) {
    this.own = new Attributes(names);
    this.resource = own;
    this.tenants = tenants;
  }

  void begin(byte[] array, String metricName, String metricUnit, Attributes ofResource) {
    bytes = array;
    name = metricName;
    unit = metricUnit;
    resource = ofResource;
  }

  void clear() {
    own.clear(bytes);
    attributes = new TreeMap<>();
    startNanos = 0;
    timeNanos = 0;
    noValue = false;
  }

  /// Reads the field at the cursor, if it is one of those; if not, nothing is read.
  boolean read(ProtoReader in, int field, int attributesField, int flagsField)
      throws MalformedProtobufException {
    if (field == attributesField && in.wireType() == ProtoReader.BYTES) {
      int start = in.position();
      own.read(in);
      AnyValues.addKeyValue(bytes, start, in.position(), attributes);
    } else if (field == START && in.wireType() == ProtoReader.FIXED64) {
      startNanos = in.fixed64();
    } else if (field == TIME && in.wireType() == ProtoReader.FIXED64) {
      timeNanos = in.fixed64();
    } else if (field == flagsField && in.wireType() == ProtoReader.VARINT) {
      noValue = (in.varint() & NO_RECORDED_VALUE) != 0;
    } else {
      return false;
    }
    return true;
  }

  /// Whether the point only says that there is no value.
  boolean saysNothing() {
    return noValue;
  }

  Point.Head head() {
    return new Point.Head(
        name, unit, attributes, tenants.find(resource, own), startNanos, timeNanos);
  }
}
