package dev.nines.collector.otlp.metric;

import dev.nines.collector.otlp.tenant.TenantFinder;
import dev.nines.collector.otlp.wire.AnyValues;
import dev.nines.collector.otlp.wire.AttributeNames;
import dev.nines.collector.otlp.wire.Attributes;
import dev.nines.collector.protobuf.MalformedProtobufException;
import dev.nines.collector.protobuf.ProtoReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Reads an `ExportMetricsServiceRequest` into points. For one thread.
public final class MetricReader {
  private static final int RESOURCE_METRICS = 1;
  private static final int RESOURCE = 1;
  private static final int SCOPE_METRICS = 2;
  private static final int METRICS = 2;
  private static final int RESOURCE_ATTRIBUTES = 1;
  private static final int NAME = 1;
  private static final int UNIT = 3;
  private static final int GAUGE = 5;
  private static final int SUM = 7;
  private static final int HISTOGRAM = 9;
  private static final int EXPONENTIAL_HISTOGRAM = 10;
  private static final int SUMMARY = 11;

  private final ProtoReader in = new ProtoReader();
  private final Attributes resource;
  private final PointReader points;
  private byte[] bytes = {};

  /// The points of one resource.
  ///
  /// @param attributes of the resource
  /// @param points in their order
  public record ResourcePoints(Map<String, String> attributes, List<Point> points) {}

  public MetricReader(AttributeNames names, TenantFinder tenants) {
    this.resource = new Attributes(names);
    this.points = new PointReader(names, tenants);
  }

  public List<ResourcePoints> read(byte[] request) throws MalformedProtobufException {
    bytes = request;
    in.reset(request);
    var read = new ArrayList<ResourcePoints>();
    for (int field = in.next(); field != 0; field = in.next()) {
      if (field != RESOURCE_METRICS) {
        in.skip();
      } else if (in.is(ProtoReader.BYTES)) {
        int outer = in.enter();
        read.add(resourceMetrics());
        in.leave(outer);
      }
    }
    return read;
  }

  /// Twice over, because the resource may stand behind its metrics.
  private ResourcePoints resourceMetrics() throws MalformedProtobufException {
    int start = in.position();
    int end = in.limit();
    resource.clear(bytes);
    var attributes = new TreeMap<String, String>();
    for (int field = in.next(); field != 0; field = in.next()) {
      if (field == RESOURCE && in.is(ProtoReader.BYTES)) {
        readResource(attributes);
      } else if (field != RESOURCE) {
        in.skip();
      }
    }
    in.reset(bytes, start, end);
    var read = new ArrayList<Point>();
    for (int field = in.next(); field != 0; field = in.next()) {
      if (field != SCOPE_METRICS) {
        in.skip();
      } else if (in.is(ProtoReader.BYTES)) {
        int outer = in.enter();
        scopeMetrics(read);
        in.leave(outer);
      }
    }
    return new ResourcePoints(attributes, read);
  }

  private void readResource(Map<String, String> attributes) throws MalformedProtobufException {
    int outer = in.enter();
    for (int field = in.next(); field != 0; field = in.next()) {
      if (field != RESOURCE_ATTRIBUTES) {
        in.skip();
      } else if (in.is(ProtoReader.BYTES)) {
        int start = in.position();
        resource.read(in);
        AnyValues.addKeyValue(bytes, start, in.position(), attributes);
      }
    }
    in.leave(outer);
  }

  private void scopeMetrics(List<Point> into) throws MalformedProtobufException {
    for (int field = in.next(); field != 0; field = in.next()) {
      if (field != METRICS) {
        in.skip();
      } else if (in.is(ProtoReader.BYTES)) {
        int outer = in.enter();
        metric(into);
        in.leave(outer);
      }
    }
  }

  /// Twice over, because name and unit may stand behind the points.
  private void metric(List<Point> into) throws MalformedProtobufException {
    int start = in.position();
    int end = in.limit();
    String name = "";
    String unit = "";
    for (int field = in.next(); field != 0; field = in.next()) {
      if (field == NAME && in.wireType() == ProtoReader.BYTES) {
        name = in.string();
      } else if (field == UNIT && in.wireType() == ProtoReader.BYTES) {
        unit = in.string();
      } else {
        in.skip();
      }
    }
    in.reset(bytes, start, end);
    points.begin(bytes, name, unit, resource);
    for (int field = in.next(); field != 0; field = in.next()) {
      boolean data =
          field == GAUGE
              || field == SUM
              || field == HISTOGRAM
              || field == EXPONENTIAL_HISTOGRAM
              || field == SUMMARY;
      if (!data) {
        in.skip();
      } else if (in.is(ProtoReader.BYTES)) {
        int outer = in.enter();
        switch (field) {
          case GAUGE -> points.gauge(in, into);
          case SUM -> points.sum(in, into);
          case HISTOGRAM -> points.histogram(in, into);
          case EXPONENTIAL_HISTOGRAM -> points.exponential(in, into);
          default -> points.summary(in, into);
        }
        in.leave(outer);
      }
    }
  }
}
