package dev.nines.slo.spec;

import dev.nines.slo.model.BudgetWindow;
import dev.nines.slo.model.Indicator;
import dev.nines.slo.spec.SliSpec.Metric;
import dev.nines.slo.yaml.Field;
import dev.nines.slo.yaml.Fields;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads `openslo/v1alpha`, the version that Sloth takes: SLO and Service, with the metrics within
/// the objectives.
final class AlphaReader {
  static final String API_VERSION = "openslo/v1alpha";

  private static final List<String> KINDS = List.of("SLO", "Service");
  private static final Map<String, Integer> DAYS =
      Map.of("Day", 1, "Week", 7, "Month", 30, "Quarter", 90, "Year", 365);

  private final SpecObjects objects;

  AlphaReader(SpecObjects objects) {
    this.objects = objects;
  }

  void read(Fields object) {
    object.required("apiVersion");
    Optional<String> kind = object.required("kind").flatMap(field -> field.oneOf(KINDS));
    Optional<Metadata> metadata = MetadataReader.read(object);
    Optional<Fields> spec = object.required("spec").flatMap(Field::fields);
    object.finish();
    if (kind.equals(Optional.of("Service"))) {
      metadata.ifPresent(m -> objects.declare(Kind.SERVICE, m.name(), object.at()));
      spec.ifPresent(
          fields -> {
            MetadataReader.description(fields);
            fields.finish();
          });
    } else if (kind.isPresent()) {
      metadata.ifPresent(m -> objects.declare(Kind.SLO, m.name(), object.at()));
      spec.ifPresent(fields -> slo(object, metadata, fields));
    }
  }

  private void slo(Fields object, Optional<Metadata> metadata, Fields spec) {
    String description = MetadataReader.description(spec);
    Optional<String> service = spec.required("service").flatMap(Field::nonEmptyText);
    Optional<String> method =
        spec.optional("budgetingMethod")
            .flatMap(field -> field.oneOf(List.of("Occurrences", "Timeslices")));
    Optional<BudgetWindow> window = spec.required("timeWindows").flatMap(AlphaReader::window);
    Optional<Field> level = spec.optional("indicator");
    List<Field> items = spec.required("objectives").map(Field::items).orElse(List.of());
    spec.finish();
    int number = 0;
    for (Field item : items) {
      number++;
      int suffix = number;
      Optional<Part> part = item.fields().flatMap(fields -> part(item, fields, level));
      if (part.isPresent() && metadata.isPresent() && window.isPresent() && service.isPresent()) {
        Metadata m = metadata.get();
        String name = suffix == 1 ? m.name() : m.name() + "-" + suffix;
        var own = new Metadata(name, m.displayName(), m.labels(), m.extensions());
        Metric metric =
            method.equals(Optional.of("Timeslices"))
                ? new Metric.Foreign("budgetingMethod Timeslices is not evaluated yet")
                : part.get().metric;
        objects.add(
            Translation.slo(
                object,
                own,
                description,
                service.get(),
                metric,
                window.get(),
                new Translation.Percent(item, part.get().target),
                Extensions.read(m)));
      }
    }
  }

  private record Part(Metric metric, BigDecimal target) {}

  private static Optional<Part> part(Field item, Fields fields, Optional<Field> level) {
    fields.optional("displayName").ifPresent(Field::text);
    fields.optional("op").ifPresent(op -> op.oneOf(List.of("lte", "gte", "lt", "gt")));
    fields.optional("value").ifPresent(Field::number);
    fields.optional("timeSliceTarget").ifPresent(Field::number);
    Optional<BigDecimal> target = fields.required("target").flatMap(Field::number);
    Optional<Fields> ratio = fields.optional("ratioMetrics").flatMap(Field::fields);
    fields.finish();
    if (target.isPresent()
        && (target.get().signum() < 0 || target.get().compareTo(BigDecimal.ONE) >= 0)) {
      item.error(
          "has the target %s, which must be at least 0 and below 1".formatted(target.get()),
          "Write a ratio like 0.999");
      return Optional.empty();
    }
    Optional<Metric> metric = ratio.flatMap(AlphaReader::ratio);
    if (ratio.isEmpty() && level.isPresent()) {
      metric = Optional.of(new Metric.Foreign("threshold metrics are not evaluated yet"));
    } else if (ratio.isEmpty()) {
      item.error("has no metric", "Add ratioMetrics");
    }
    return metric.flatMap(m -> target.map(t -> new Part(m, t)));
  }

  private static Optional<Metric> ratio(Fields ratio) {
    ratio.optionalOf("counter", "incremental").ifPresent(Field::flag);
    Optional<MetricSource> good = ratio.required("good").flatMap(AlphaReader::source);
    Optional<MetricSource> total = ratio.required("total").flatMap(AlphaReader::source);
    ratio.finish();
    return good.flatMap(g -> total.map(t -> new Metric.Ratio(Indicator.Counted.GOOD, g, t)));
  }

  private static Optional<MetricSource> source(Field field) {
    return field
        .fields()
        .flatMap(
            fields -> {
              Optional<String> type = fields.required("source").flatMap(Field::nonEmptyText);
              fields.optional("queryType").ifPresent(Field::text);
              fields.optional("metadata");
              Optional<Field> query = fields.required("query");
              fields.finish();
              return type.map(
                  t ->
                      new MetricSource(
                          Optional.empty(), Optional.of(t), query, Optional.empty(), field));
            });
  }

  private static Optional<BudgetWindow> window(Field windows) {
    List<Field> items = windows.items();
    if (windows.isList() && items.size() != 1) {
      windows.error("must have exactly one item, but has " + items.size(), "Keep one of them");
    }
    return items.stream().findFirst().flatMap(Field::fields).flatMap(AlphaReader::window);
  }

  private static Optional<BudgetWindow> window(Fields window) {
    Optional<BigDecimal> count = window.required("count").flatMap(Field::number);
    Optional<String> unit =
        window.required("unit").flatMap(f -> f.oneOf(DAYS.keySet().stream().sorted().toList()));
    window.optional("isRolling").ifPresent(Field::flag);
    Optional<Field> calendar = window.optional("calendar");
    window.finish();
    if (calendar.isPresent()) {
      calendar
          .get()
          .error(
              "is not read in openslo/v1alpha", "Write the SLO in openslo/v1, which has calendars");
      return Optional.empty();
    }
    if (count.isPresent()
        && (count.get().signum() <= 0 || count.get().compareTo(BigDecimal.valueOf(10_000)) > 0)) {
      window.error("has a count that is not possible: " + count.get(), "Write it like 30");
      return Optional.empty();
    }
    return count.flatMap(
        c ->
            unit.map(
                u ->
                    new BudgetWindow.Rolling(
                        Duration.ofDays((long) c.intValue() * DAYS.getOrDefault(u, 1)))));
  }
}
