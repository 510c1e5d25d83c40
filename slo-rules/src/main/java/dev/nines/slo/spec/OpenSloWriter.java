package dev.nines.slo.spec;

import dev.nines.slo.model.BudgetWindow;
import dev.nines.slo.model.Indicator;
import dev.nines.slo.spec.SliSpec.Metric;
import dev.nines.slo.yaml.Field;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Writes SLOs of other formats as OpenSLO v1.
final class OpenSloWriter {
  private static final long MINUTES_PER_DAY = Duration.ofDays(1).toMinutes();

  private final StringBuilder text = new StringBuilder();

  private OpenSloWriter() {}

  /// One document for each SLO; a comment for one that has no counterpart.
  static List<Imported.Document> write(List<SloSpec> slos) {
    return slos.stream()
        .map(
            slo -> {
              var writer = new OpenSloWriter();
              writer.slo(slo);
              return new Imported.Document(name(slo.metadata().name()), writer.text.toString());
            })
        .toList();
  }

  private void slo(SloSpec slo) {
    Optional<Metric> metric =
        slo.indicator()
            .filter(SloSpec.IndicatorUse.Inline.class::isInstance)
            .map(SloSpec.IndicatorUse.Inline.class::cast)
            .flatMap(inline -> inline.sli().metric());
    boolean rolling = slo.window().filter(BudgetWindow.Rolling.class::isInstance).isPresent();
    if (metric.isEmpty() || !rolling) {
      leftOut(slo, "it is OpenSLO already");
      return;
    }
    switch (metric.get()) {
      case Metric.Ratio ratio -> slo(slo, ratio);
      case Metric.Foreign(String reason) -> leftOut(slo, reason);
      case Metric.Raw raw ->
          raw.asEvents()
              .ifPresentOrElse(
                  events -> slo(slo, events),
                  () -> leftOut(slo, "a precomputed ratio has no counts to sum"));
      case Metric.Threshold _ -> leftOut(slo, "a threshold metric");
    }
  }

  private void leftOut(SloSpec slo, String reason) {
    line(0, "# Not imported: " + slo.metadata().name() + ", " + reason + ".");
  }

  private void slo(SloSpec slo, Metric.Ratio ratio) {
    line(0, "apiVersion: " + Dialect.V1.apiVersion());
    line(0, "kind: SLO");
    line(0, "metadata:");
    line(2, "name: " + name(slo.metadata().name()));
    slo.metadata().displayName().ifPresent(shown -> line(2, "displayName: " + quoted(shown)));
    map(2, "labels", slo.metadata().labels());
    map(2, "annotations", annotations(slo.extensions()));
    line(0, "spec:");
    if (!slo.description().isBlank()) {
      scalar(2, "description", shortened(slo.description()));
    }
    line(2, "service: " + name(slo.service()));
    line(2, "indicator:");
    line(4, "metadata:");
    line(6, "name: " + name(slo.metadata().name()));
    line(4, "spec:");
    line(6, "ratioMetric:");
    line(8, "counter: true");
    boolean good = ratio.counted() == Indicator.Counted.GOOD;
    source(good ? "good" : "bad", ratio.numerator());
    source("total", ratio.total());
    line(2, "timeWindow:");
    line(4, "- duration: " + duration(slo.window().orElseThrow()));
    line(6, "isRolling: true");
    line(2, "budgetingMethod: " + slo.method());
    line(2, "objectives:");
    for (SloSpec.Target target : slo.targets()) {
      line(4, "- target: " + target.ratio().stripTrailingZeros().toPlainString());
    }
  }

  private void source(String role, MetricSource source) {
    line(8, role + ":");
    line(10, "metricSource:");
    line(12, "type: Prometheus");
    line(12, "spec:");
    scalar(14, "query", source.query().flatMap(Field::text).orElse(""));
  }

  private static Map<String, String> annotations(Extensions extensions) {
    var annotations = new TreeMap<String, String>();
    extensions
        .groupBy()
        .ifPresent(labels -> annotations.put(MetadataReader.EXTENSION_PREFIX + "group-by", labels));
    if (!extensions.alerting().enabled()) {
      annotations.put(MetadataReader.EXTENSION_PREFIX + "alerts", "off");
    }
    for (String tier : extensions.alerting().disabledTiers()) {
      annotations.put(MetadataReader.EXTENSION_PREFIX + "alert-tier." + tier, "off");
    }
    return annotations;
  }

  private static String duration(BudgetWindow window) {
    return switch (window) {
      case BudgetWindow.Rolling(Duration length) -> {
        long minutes = length.toMinutes();
        yield minutes % MINUTES_PER_DAY == 0 ? minutes / MINUTES_PER_DAY + "d" : minutes + "m";
      }
      case BudgetWindow.Calendar _ ->
          throw new IllegalArgumentException("imported formats have rolling windows only");
    };
  }

  private static String shortened(String description) {
    return description.codePointCount(0, description.length()) <= MetadataReader.MAX_DESCRIPTION
        ? description
        : description.substring(
                0, description.offsetByCodePoints(0, MetadataReader.MAX_DESCRIPTION - 1))
            + "…";
  }

  /// A name in OpenSLO's letters.
  private static String name(String name) {
    String letters = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.|/\\\\-]+", "-");
    return letters.replaceAll("^[^a-z0-9]+|[^a-z0-9]+$", "");
  }

  private void map(int indent, String name, Map<String, String> entries) {
    if (!entries.isEmpty()) {
      line(indent, name + ":");
      new TreeMap<>(entries)
          .forEach((key, value) -> line(indent + 2, quoted(key) + ": " + quoted(value)));
    }
  }

  private void scalar(int indent, String name, String value) {
    if (!value.contains("\n")) {
      line(indent, name + ": " + quoted(value));
      return;
    }
    line(indent, name + ": |-");
    value.strip().lines().forEach(each -> line(indent + 2, each));
  }

  private static String quoted(String value) {
    return "'" + value.replace("'", "''") + "'";
  }

  private void line(int indent, String content) {
    text.append(" ".repeat(indent)).append(content.stripTrailing()).append('\n');
  }
}
