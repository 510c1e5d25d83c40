package dev.nines.collector.forward;

import dev.nines.collector.protobuf.ProtoWriter;
import dev.nines.slo.model.SampleKind;
import dev.nines.slo.model.Series;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Writes requests of Prometheus remote write, packed with snappy's block format. For one thread.
///
/// Labels are sorted by name, those without a value are left out, external labels do not replace
/// those of a series (Prometheus specification, "Remote-Write 1.0" and "2.0").
final class RemoteWriteEncoder {
  private static final int COUNTER = 1;
  private static final int GAUGE = 2;
  private static final int HISTOGRAM = 3;

  private final RemoteWriteProtocol protocol;
  private final Map<String, String> externalLabels;

  RemoteWriteEncoder(RemoteWriteProtocol protocol, Map<String, String> externalLabels) {
    this.protocol = protocol;
    this.externalLabels = Map.copyOf(externalLabels);
  }

  /// A request with these samples.
  ///
  /// @param withMetadata whether the types are told too; version 2 always tells them
  byte[] encode(List<RemoteSample> samples, boolean withMetadata) {
    return SnappyBlock.pack(
        switch (protocol) {
          case V1 -> version1(samples, withMetadata);
          case V2 -> version2(samples);
        });
  }

  private byte[] version1(List<RemoteSample> samples, boolean withMetadata) {
    var out = new ProtoWriter();
    for (RemoteSample sample : samples) {
      int series = out.begin(1);
      labels(sample.series())
          .forEach(
              (name, value) -> {
                int label = out.begin(1);
                out.string(1, name);
                out.string(2, value);
                out.end(label);
              });
      sample(out, sample);
      out.end(series);
    }
    if (withMetadata) {
      metadata(out, samples);
    }
    return out.toByteArray();
  }

  private static void metadata(ProtoWriter out, List<RemoteSample> samples) {
    var told = new HashSet<String>();
    for (RemoteSample each : samples) {
      String family = family(each.series());
      if (told.add(family)) {
        int metadata = out.begin(3);
        out.varint(1, type(each.series()));
        out.string(2, family);
        out.end(metadata);
      }
    }
  }

  private byte[] version2(List<RemoteSample> samples) {
    var symbols = new LinkedHashMap<String, Integer>();
    symbols.put("", 0);
    var body = new ProtoWriter();
    for (RemoteSample each : samples) {
      int series = body.begin(5);
      var references = new ProtoWriter();
      labels(each.series())
          .forEach(
              (name, value) -> {
                references.packed(reference(symbols, name));
                references.packed(reference(symbols, value));
              });
      body.bytes(1, references.toByteArray());
      sample(body, each);
      int metadata = body.begin(5);
      body.varint(1, type(each.series()));
      body.end(metadata);
      body.end(series);
    }
    var out = new ProtoWriter();
    symbols.keySet().forEach(symbol -> out.string(4, symbol));
    out.append(body);
    return out.toByteArray();
  }

  private static int reference(Map<String, Integer> symbols, String text) {
    return symbols.computeIfAbsent(text, each -> symbols.size());
  }

  private static void sample(ProtoWriter out, RemoteSample sample) {
    int written = out.begin(2);
    out.doubleValue(1, sample.value());
    out.varint(2, sample.timestampMillis());
    out.end(written);
  }

  private SortedMap<String, String> labels(Series series) {
    var labels = new TreeMap<>(externalLabels);
    labels.putAll(series.labels());
    labels.values().removeIf(String::isEmpty);
    labels.put("__name__", series.name());
    return labels;
  }

  private static boolean isHistogram(Series series) {
    return series.name().endsWith("_bucket") && series.labels().containsKey("le");
  }

  private static int type(Series series) {
    if (isHistogram(series)) {
      return HISTOGRAM;
    }
    return series.kind() == SampleKind.GAUGE ? GAUGE : COUNTER;
  }

  private static String family(Series series) {
    String name = series.name();
    return isHistogram(series) ? name.substring(0, name.length() - "_bucket".length()) : name;
  }
}
