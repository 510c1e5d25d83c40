package dev.nines.slo.spec;

import dev.nines.slo.model.AlertPolicy;
import dev.nines.slo.model.BudgetWindow;
import dev.nines.slo.model.Indicator;
import dev.nines.slo.spec.SliSpec.Metric;
import dev.nines.slo.yaml.Field;
import dev.nines.slo.yaml.Fields;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads Pyrra's ServiceLevelObjective. Its metrics are selectors, of which the queries are made
/// here.
///
/// Pyrra knows no services; the namespace takes their place, or else the SLO's own name.
final class PyrraReader {
  static final String API_VERSION = "pyrra.dev/v1alpha1";

  private static final List<String> OF_GENERATED_RULES =
      List.of("name", "absent", "absentName", "burnRateType", "severities", "exportAlerts");
  private static final Pattern DELAYED = Pattern.compile("(?s)(.*\\S)\\s+(offset\\s+\\S+)\\s*");

  private final SpecObjects objects;

  PyrraReader(SpecObjects objects) {
    this.objects = objects;
  }

  void read(Fields object) {
    object.required("apiVersion");
    object.required("kind").ifPresent(k -> k.oneOf(List.of("ServiceLevelObjective")));
    Optional<Fields> metadata = object.required("metadata").flatMap(Field::fields);
    Optional<Fields> spec = object.required("spec").flatMap(Field::fields);
    object.optional("status");
    object.finish();
    Optional<Metadata> named = metadata.flatMap(PyrraReader::metadata);
    Optional<String> namespace =
        metadata.flatMap(m -> m.optional("namespace")).flatMap(Field::text);
    spec.ifPresent(
        fields ->
            slo(object, named, namespace.or(() -> named.map(Metadata::name)).orElse(""), fields));
  }

  /// Kubernetes' metadata have many more fields, which are nobody's business here.
  private static Optional<Metadata> metadata(Fields fields) {
    Optional<String> name = fields.required("name").flatMap(Field::nonEmptyText);
    Map<String, String> labels = Translation.labels(fields.optional("labels"));
    return name.map(n -> new Metadata(n, Optional.empty(), labels, List.of()));
  }

  private void slo(Fields object, Optional<Metadata> metadata, String service, Fields spec) {
    String description = spec.optional("description").flatMap(Field::text).orElse("");
    Optional<Translation.Percent> target = spec.required("target").flatMap(Translation::percent);
    Optional<Duration> window = spec.required("window").flatMap(Translation::duration);
    spec.optional("performanceOverAccuracy").ifPresent(Field::flag);
    spec.optional("partial_response_strategy").ifPresent(Field::text);
    boolean alerts =
        spec.optional("alerting").flatMap(Field::fields).map(PyrraReader::alerts).orElse(true);
    Optional<Found> found =
        spec.required("indicator").flatMap(Field::fields).flatMap(PyrraReader::indicator);
    spec.finish();
    if (metadata.isEmpty() || target.isEmpty() || window.isEmpty() || found.isEmpty()) {
      return;
    }
    AlertPolicy standard = AlertPolicy.DEFAULT;
    var alerting =
        new AlertPolicy(
            alerts, standard.disabledTiers(), standard.minimumBadEvents(), standard.confidence());
    objects.declare(Kind.SLO, metadata.get().name(), object.at());
    objects.add(
        Translation.slo(
            object,
            metadata.get(),
            description,
            service,
            target.get().orForeign(found.get().metric),
            new BudgetWindow.Rolling(window.get()),
            target.get(),
            Extensions.of(found.get().groupBy, alerting)));
  }

  /// What is switched here belongs to the rules that Pyrra generates, but for the main switch.
  private static boolean alerts(Fields alerting) {
    Optional<Boolean> disabled = alerting.optional("disabled").flatMap(Field::flag);
    Optional<Boolean> burnRates = alerting.optional("burnrates").flatMap(Field::flag);
    for (String other : OF_GENERATED_RULES) {
      alerting.optional(other);
    }
    alerting.finish();
    return !disabled.orElse(false) && burnRates.orElse(true);
  }

  /// What an indicator measures, and by which labels.
  private record Found(Metric metric, Optional<String> groupBy) {}

  private static Optional<Found> indicator(Fields indicator) {
    Optional<Field> ratio = indicator.optional("ratio");
    Optional<Field> latency = indicator.optional("latency");
    Optional<Field> gauge = indicator.optional("bool_gauge");
    Optional<Field> nativeLatency = indicator.optional("latencyNative");
    indicator.finish();
    var all = List.of(ratio, latency, gauge, nativeLatency);
    if (all.stream().filter(Optional::isPresent).count() != 1) {
      indicator.error(
          "must have exactly one of ratio, latency, latencyNative and bool_gauge",
          "Keep one of them");
      return Optional.empty();
    }
    return ratio
        .flatMap(Field::fields)
        .flatMap(fields -> counters(fields, "errors", Indicator.Counted.BAD))
        .or(
            () ->
                latency
                    .flatMap(Field::fields)
                    .flatMap(fields -> counters(fields, "success", Indicator.Counted.GOOD)))
        .or(() -> gauge.flatMap(Field::fields).flatMap(PyrraReader::gauge))
        .or(() -> nativeLatency.flatMap(Field::fields).flatMap(PyrraReader::nativeLatency));
  }

  private static Optional<Found> counters(
      Fields fields, String countedName, Indicator.Counted kind) {
    Optional<Field> counted = fields.required(countedName).flatMap(PyrraReader::metric);
    Optional<Field> total = fields.required("total").flatMap(PyrraReader::metric);
    List<String> grouping = grouping(fields);
    fields.finish();
    return counted.flatMap(
        c ->
            total.map(
                t ->
                    new Found(
                        new Metric.Ratio(
                            kind, query(c, "increase", grouping), query(t, "increase", grouping)),
                        groupBy(grouping))));
  }

  /// A gauge of 0 and 1: each reading is an event.
  private static Optional<Found> gauge(Fields fields) {
    Optional<Field> metric =
        fields.required("metric").filter(field -> field.nonEmptyText().isPresent());
    List<String> grouping = grouping(fields);
    fields.finish();
    return metric.map(
        m ->
            new Found(
                new Metric.Ratio(
                    Indicator.Counted.GOOD,
                    query(m, "sum_over_time", grouping),
                    query(m, "count_over_time", grouping)),
                groupBy(grouping)));
  }

  private static Optional<Found> nativeLatency(Fields fields) {
    fields.required("total").ifPresent(PyrraReader::metric);
    fields.required("latency").ifPresent(Field::nonEmptyText);
    Optional<String> groupBy = groupBy(grouping(fields));
    fields.finish();
    return Optional.of(
        new Found(
            new Metric.Foreign(
                "native histograms are not read; expose classic buckets and use latency with le"),
            groupBy));
  }

  private static Optional<Field> metric(Field field) {
    return field
        .fields()
        .flatMap(
            fields -> {
              Optional<Field> metric = fields.required("metric");
              fields.finish();
              return metric.filter(text -> text.nonEmptyText().isPresent());
            });
  }

  private static List<String> grouping(Fields fields) {
    var labels = new ArrayList<String>();
    for (Field label : fields.optional("grouping").map(Field::items).orElse(List.of())) {
      label.nonEmptyText().ifPresent(labels::add);
    }
    return labels;
  }

  private static Optional<String> groupBy(List<String> grouping) {
    return grouping.isEmpty() ? Optional.empty() : Optional.of(String.join(",", grouping));
  }

  private static MetricSource query(Field metric, String function, List<String> grouping) {
    String by = grouping.isEmpty() ? "" : " by (" + String.join(", ", grouping) + ") ";
    String selector = metric.text().orElse("").strip();
    Matcher delayed = DELAYED.matcher(selector);
    String ranged =
        delayed.matches()
            ? delayed.group(1) + Translation.WINDOW + " " + delayed.group(2)
            : selector + Translation.WINDOW;
    return Translation.source(metric, "sum%s(%s(%s))".formatted(by, function, ranged));
  }
}
