package dev.nines.collector.otlp.span;

import dev.nines.collector.otlp.wire.Exposed;
import dev.nines.slo.model.Sample;
import dev.nines.slo.model.SampleKind;
import dev.nines.slo.model.Series;
import dev.nines.slo.model.TenantId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// One histogram that spans are counted in, with the series that it is shown as. Immutable, but for
/// when it was last used.
final class SpanSeries {
  private final TenantId tenant;
  private final byte kind;
  private final String service;
  private final boolean overflow;
  private final List<Double> bounds;
  private final @Nullable Series count;
  private final @Nullable Series sum;
  private final @Nullable Series[] buckets;

  /// @param key what the series stand for
  /// @param overflow whether the tenant has too many series, so that only service, status and
  ///   outcome are kept
  /// @param bounds upper bounds of the buckets in seconds, without the last one
  /// @param wanted whether something needs a series
  SpanSeries(byte[] key, boolean overflow, List<Double> bounds, Predicate<Series> wanted) {
    kind = key[0];
    this.overflow = overflow;
    this.bounds = bounds;
    Map<SpanKey.Part, String> parts = SpanKey.parts(key);
    tenant = new TenantId(parts.getOrDefault(SpanKey.Part.TENANT, ""));
    service = parts.getOrDefault(SpanKey.Part.SERVICE, "");
    String name =
        switch (kind) {
          case SpanKey.REQUEST -> "http_server_request_duration_seconds";
          case SpanKey.CALL -> "http_client_request_duration_seconds";
          default -> "db_client_operation_duration_seconds";
        };
    Map<String, String> labels = labels(kind, parts, overflow);
    count = wanted(name + "_count", labels, wanted);
    sum = wanted(name + "_sum", labels, wanted);
    buckets = new Series[bounds.size() + 1];
    for (int i = 0; i < buckets.length; i++) {
      var withEdge = new HashMap<>(labels);
      withEdge.put("le", i == bounds.size() ? "+Inf" : Exposed.edge(bounds.get(i)));
      buckets[i] = wanted(name + "_bucket", withEdge, wanted);
    }
  }

  private static @Nullable Series wanted(
      String name, Map<String, String> labels, Predicate<Series> wanted) {
    var series = new Series(name, labels, SampleKind.DELTA);
    return wanted.test(series) ? series : null;
  }

  private static Map<String, String> labels(
      byte kind, Map<SpanKey.Part, String> parts, boolean overflow) {
    var labels = new HashMap<String, String>();
    labels.put("tenant", parts.getOrDefault(SpanKey.Part.TENANT, ""));
    labels.put("service_name", parts.getOrDefault(SpanKey.Part.SERVICE, ""));
    labels.put("outcome", parts.getOrDefault(SpanKey.Part.OUTCOME, ""));
    labels.put("measured_by", "spans");
    String status = parts.getOrDefault(SpanKey.Part.STATUS, "");
    if (kind != SpanKey.QUERY) {
      labels.put("http_response_status_code", status);
    }
    if (overflow) {
      labels.put("otel_metric_overflow", "true");
      return labels;
    }
    labels.put("error_type", parts.getOrDefault(SpanKey.Part.ERROR_TYPE, ""));
    String method = parts.getOrDefault(SpanKey.Part.METHOD, "");
    String route = parts.getOrDefault(SpanKey.Part.ROUTE, "");
    if (kind != SpanKey.QUERY) {
      labels.put("http_request_method", method);
      labels.put(kind == SpanKey.CALL ? "server_address" : "http_route", route);
    } else {
      labels.put("db_operation_name", method);
      labels.put("db_namespace", route);
      labels.put("db_system_name", status);
    }
    return labels;
  }

  TenantId tenant() {
    return tenant;
  }

  byte kind() {
    return kind;
  }

  boolean isOverflow() {
    return overflow;
  }

  String service() {
    return service;
  }

  @Nullable Series count() {
    return count;
  }

  @Nullable Series sum() {
    return sum;
  }

  @Nullable Series bucket(int i) {
    return buckets[i];
  }

  /// What the series would be if one span had been counted.
  List<Sample> samplesOfOne(double seconds) {
    var samples = new ArrayList<Sample>();
    add(samples, count, 1);
    add(samples, sum, seconds);
    for (int i = 0; i < buckets.length; i++) {
      add(samples, buckets[i], i == bounds.size() || seconds <= bounds.get(i) ? 1 : 0);
    }
    return samples;
  }

  /// Adds a sample if anything needs its series.
  static void add(List<Sample> into, @Nullable Series series, double value) {
    if (series != null) {
      into.add(new Sample(series, value));
    }
  }
}
