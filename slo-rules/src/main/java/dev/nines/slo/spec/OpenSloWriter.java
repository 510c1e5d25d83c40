package dev.nines.slo.spec;

import dev.nines.slo.model.AlertPolicy;
import dev.nines.slo.model.BudgetWindow;
import dev.nines.slo.model.BurnCondition;
import dev.nines.slo.model.Indicator;
import dev.nines.slo.model.Severity;
import dev.nines.slo.spec.SliSpec.Metric;
import dev.nines.slo.yaml.Field;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Writes SLOs of other formats as OpenSLO v1.
final class OpenSloWriter {
  private static final long MINUTES_PER_DAY = Duration.ofDays(1).toMinutes();
  private static final int MAX_KEY = 63;
  private static final long MINUTES_PER_HOUR = Duration.ofHours(1).toMinutes();

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
    slo.metadata()
        .displayName()
        .ifPresent(
            shown ->
                line(
                    2,
                    "displayName: " + quoted(shortened(shown, MetadataReader.MAX_DISPLAY_NAME))));
    map(2, "labels", labels(slo.metadata().labels()));
    map(2, "annotations", annotations(slo.extensions()));
    line(0, "spec:");
    if (!slo.description().isBlank()) {
      scalar(2, "description", shortened(slo.description(), MetadataReader.MAX_DESCRIPTION));
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
    AlertPolicy alerting = slo.extensions().alerting();
    List<BurnCondition> conditions =
        alerting.conditions().stream()
            .filter(condition -> !alerting.disabledTiers().contains(condition.name()))
            .toList();
    if (alerting.enabled() && !conditions.isEmpty()) {
      line(2, "alertPolicies:");
      conditions.forEach(this::alertPolicy);
    }
  }

  /// OpenSLO has one condition to a policy, and asks for somebody to tell.
  private void alertPolicy(BurnCondition condition) {
    inline(4, "AlertPolicy", condition.policy() + "-" + condition.name());
    line(8, "alertWhenBreaching: true");
    line(8, "alertWhenResolved: " + condition.alertWhenResolved());
    line(8, "conditions:");
    inline(10, "AlertCondition", condition.name());
    line(14, "severity: " + word(condition.severity()));
    line(14, "condition:");
    line(16, "kind: burnrate");
    line(16, "op: gt");
    line(16, "threshold: " + BigDecimal.valueOf(condition.factor()).toPlainString());
    line(16, "lookbackWindow: " + duration(condition.lookback()));
    if (!condition.shortWindow().equals(BurnCondition.shortOf(condition.lookback()))) {
      line(
          16,
          "# OpenSLO has no word for the short window of %s; a twelfth is taken."
              .formatted(duration(condition.shortWindow())));
    }
    line(8, "notificationTargets:");
    inline(10, "AlertNotificationTarget", "alertmanager");
    line(14, "target: alertmanager");
  }

  private void inline(int indent, String kind, String name) {
    line(indent, "- kind: " + kind);
    line(indent + 2, "metadata:");
    line(indent + 4, "name: " + name(name));
    line(indent + 2, "spec:");
  }

  private static String word(Severity severity) {
    return switch (severity) {
      case CRITICAL -> "page";
      case WARNING -> "ticket";
      case INFO -> "info";
    };
  }

  private void source(String role, MetricSource source) {
    line(8, role + ":");
    line(10, "metricSource:");
    line(12, "type: Prometheus");
    line(12, "spec:");
    scalar(14, "query", source.query().flatMap(Field::text).orElse(""));
  }

  /// Kubernetes has keys of labels that OpenSLO has not: `app.kubernetes.io/name` becomes
  /// `app.kubernetes.io.name`.
  private static Map<String, String> labels(Map<String, String> labels) {
    var written = new TreeMap<String, String>();
    labels.forEach(
        (key, value) -> {
          String letters = key.replaceAll("[^-._a-zA-Z0-9]", ".");
          String start = letters.substring(0, Math.min(letters.length(), MAX_KEY));
          String inner = start.replaceAll("^[-._]+|[-._]+$", "");
          if (!inner.isEmpty()) {
            written.put(inner, value);
          }
        });
    return written;
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
      case BudgetWindow.Rolling(Duration length) -> duration(length);
      case BudgetWindow.Calendar _ ->
          throw new IllegalArgumentException("imported formats have rolling windows only");
    };
  }

  private static String duration(Duration length) {
    long minutes = length.toMinutes();
    if (minutes % MINUTES_PER_DAY == 0) {
      return length.toDays() + "d";
    }
    return minutes % MINUTES_PER_HOUR == 0 ? length.toHours() + "h" : minutes + "m";
  }

  private static String shortened(String text, int most) {
    return text.codePointCount(0, text.length()) <= most
        ? text
        : text.substring(0, text.offsetByCodePoints(0, most - 1)) + "…";
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
