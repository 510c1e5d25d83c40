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
import java.util.function.Predicate;

/// Writes requests of Prometheus remote write, packed with snappy's block format. For one thread.
///
/// Labels are sorted by name, those without a value are left out, external labels do not replace
/// those of a series (Prometheus specification, "Remote-Write 1.0" and "2.0").
final class RemoteWriteEncoder {
  private static final int COUNTER = 1;
  private static final int GAUGE = 2;
  private static final int HISTOGRAM = 3;

  /// The numbers of the types, the same in both versions.
  private static final Map<String, Integer> TYPES =
      Map.of(
          "counter", COUNTER,
          "gauge", GAUGE,
          "histogram", HISTOGRAM,
          "gaugehistogram", 4,
          "summary", 5,
          "info", 6,
          "stateset", 7);

  private final RemoteWriteProtocol protocol;
  private final Map<String, String> externalLabels;
  private final MetricBook book;

  /// @param book what is known of metrics
  RemoteWriteEncoder(
      RemoteWriteProtocol protocol, Map<String, String> externalLabels, MetricBook book) {
    this.protocol = protocol;
    this.externalLabels = Map.copyOf(externalLabels);
    this.book = book;
  }

  /// A request with these samples.
  ///
  /// @param tell by the name of a metric, whether version 1 tells of it: type, help and unit;
  ///   version 2 always does
  byte[] encode(List<RemoteSample> samples, Predicate<String> tell) {
    return SnappyBlock.pack(
        switch (protocol) {
          case V1 -> version1(samples, tell);
          case V2 -> version2(samples);
        });
  }

  private byte[] version1(List<RemoteSample> samples, Predicate<String> tell) {
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
    metadata(out, samples, tell);
    return out.toByteArray();
  }

  private void metadata(ProtoWriter out, List<RemoteSample> samples, Predicate<String> tell) {
    var told = new HashSet<String>();
    for (RemoteSample each : samples) {
      MetricBook.Entry entry = entry(each.series());
      if (told.add(entry.family()) && tell.test(entry.family())) {
        int metadata = out.begin(3);
        out.varint(1, TYPES.getOrDefault(entry.type(), 0));
        out.string(2, entry.family());
        text(out, 4, entry.help());
        text(out, 5, entry.unit());
        out.end(metadata);
      }
    }
  }

  private static void text(ProtoWriter out, int field, String text) {
    if (!text.isEmpty()) {
      out.string(field, text);
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
      MetricBook.Entry entry = entry(each.series());
      int metadata = body.begin(5);
      body.varint(1, TYPES.getOrDefault(entry.type(), 0));
      body.varint(3, reference(symbols, entry.help()));
      body.varint(4, reference(symbols, entry.unit()));
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

  /// What is known of a series' metric; where nobody said anything, what its name and kind show.
  private MetricBook.Entry entry(Series series) {
    MetricBook.Entry guess = guess(series);
    return book.of(series)
        .map(
            said ->
                said.type().isEmpty()
                    ? new MetricBook.Entry(guess.family(), guess.type(), said.help(), said.unit())
                    : said)
        .orElse(guess);
  }

  private static MetricBook.Entry guess(Series series) {
    String name = series.name();
    if (isHistogram(series)) {
      String family = name.substring(0, name.length() - "_bucket".length());
      return new MetricBook.Entry(family, "histogram", "", "");
    }
    return new MetricBook.Entry(
        name, series.kind() == SampleKind.GAUGE ? "gauge" : "counter", "", "");
  }
}
