package dev.nines.slo.spec;

import dev.nines.slo.model.BudgetWindow;
import dev.nines.slo.model.Indicator;
import dev.nines.slo.spec.SliSpec.Metric;
import dev.nines.slo.yaml.Field;
import dev.nines.slo.yaml.Fields;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads `openslo/v1alpha`, the version that Sloth takes: SLO and Service, with the metrics within
/// the objectives.
final class AlphaReader {
  static final String API_VERSION = "openslo/v1alpha";

  private static final List<String> KINDS = List.of("SLO", "Service");
  private static final String SECOND = "Second";
  private static final Map<String, Character> UNITS =
      Map.of("Day", 'd', "Week", 'w', "Month", 'M', "Quarter", 'Q', "Year", 'Y', SECOND, 's');
  private static final BigDecimal MAX_COUNT = BigDecimal.valueOf(10_000);
  private static final BigDecimal MAX_SECONDS = BigDecimal.valueOf(1_000_000_000);
  private static final String OCCURRENCES = "Occurrences";
  private static final String TIMESLICES = "Timeslices";

  /// This version leaves the length of slices open; the next one's examples have a minute.
  private static final Duration SLICE = Duration.ofMinutes(1);

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
    String method =
        spec.optional("budgetingMethod")
            .flatMap(field -> field.oneOf(List.of(OCCURRENCES, TIMESLICES)))
            .orElse(OCCURRENCES);
    Optional<BudgetWindow> window = spec.required("timeWindows").flatMap(AlphaReader::window);
    Optional<Metric> level = spec.optional("indicator").flatMap(AlphaReader::level);
    Optional<Field> objectives = spec.required("objectives");
    List<Field> items = objectives.map(Field::items).orElse(List.of());
    spec.finish();
    if (objectives.isPresent() && objectives.get().isList() && items.isEmpty()) {
      objectives.get().error("is empty", "Add an objective with a target");
    }
    var taken = new ArrayList<Part>();
    for (Field item : items) {
      item.fields().flatMap(fields -> part(item, fields, level, method)).ifPresent(taken::add);
    }
    if (metadata.isEmpty() || window.isEmpty() || service.isEmpty()) {
      return;
    }
    Metadata m = metadata.get();
    for (int i = 0; i < taken.size(); i++) {
      String name = i == 0 ? m.name() : m.name() + "-" + (i + 1);
      objects.add(
          Translation.slo(
              object,
              new Metadata(name, m.displayName(), m.labels(), m.extensions()),
              description,
              service.get(),
              taken.get(i).metric,
              window.get(),
              taken.get(i).method,
              taken.get(i).target,
              Extensions.read(m)));
    }
  }

  /// One of the objectives, which may have a metric of its own.
  private record Part(Metric metric, String method, SloSpec.Target target) {}

  private static Optional<Part> part(
      Field item, Fields fields, Optional<Metric> level, String method) {
    fields.optional("displayName").ifPresent(Field::text);
    Optional<Indicator.Comparison> comparison =
        fields.optional("op").flatMap(SloReader::comparison);
    Optional<BigDecimal> value = fields.optional("value").flatMap(Field::number);
    Optional<BigDecimal> sliceTarget =
        fields.optional("timeSliceTarget").flatMap(SloReader::sliceTarget);
    Optional<BigDecimal> ratio =
        fields
            .required("target")
            .flatMap(f -> SloReader.within(f, BigDecimal.ONE, "Write a ratio like 0.999"));
    Optional<Fields> ratioMetrics = fields.optional("ratioMetrics").flatMap(Field::fields);
    fields.finish();
    if (ratioMetrics.isEmpty() && level.isEmpty()) {
      item.error("has no metric", "Add ratioMetrics");
    } else if (ratioMetrics.isPresent() && level.isPresent()) {
      item.error("has ratioMetrics beside the SLO's indicator", "Keep one of the two");
    }
    Optional<Metric> metric = ratioMetrics.flatMap(AlphaReader::ratio).or(() -> level);
    var slice = new SloSpec.Slice(sliceTarget, Optional.of(SLICE));
    if (method.equals(TIMESLICES) && sliceTarget.isEmpty()) {
      item.warning("has no timeSliceTarget", "Add it, or no figures are computed");
      metric = metric.map(_ -> new Metric.Foreign("its time slices have no target"));
    }
    Optional<Metric> found = metric;
    return ratio.flatMap(
        share ->
            found.map(
                m ->
                    new Part(
                        m, method, Translation.target(item, comparison, value, share, slice))));
  }

  private static Optional<Metric> level(Field indicator) {
    return indicator
        .fields()
        .flatMap(
            fields -> {
              Optional<MetricSource> source =
                  fields.required("thresholdMetric").flatMap(AlphaReader::source);
              fields.finish();
              return source.map(Metric.Threshold::new);
            });
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
              Optional<Field> query =
                  fields.required("query").filter(text -> text.nonEmptyText().isPresent());
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
        window.required("unit").flatMap(f -> f.oneOf(UNITS.keySet().stream().sorted().toList()));
    Optional<Boolean> rolling = window.optional("isRolling").flatMap(Field::flag);
    Optional<Field> calendar = window.optional("calendar");
    window.finish();
    if (rolling.equals(Optional.of(true)) && calendar.isPresent()) {
      calendar.get().error("cannot stand beside isRolling: true", "Keep one of the two");
    } else if (rolling.equals(Optional.of(false)) && calendar.isEmpty()) {
      window.error("is neither rolling nor on a calendar", "Add calendar, or isRolling: true");
    }
    if (count.isPresent()
        && (count.get().signum() <= 0
            || count.get().stripTrailingZeros().scale() > 0
            || count.get().compareTo(unit.equals(Optional.of(SECOND)) ? MAX_SECONDS : MAX_COUNT)
                > 0)) {
      window.error("has a count that is not possible: " + count.get(), "Write it like 30");
      return Optional.empty();
    }
    if (count.isEmpty() || unit.isEmpty()) {
      return Optional.empty();
    }
    if (unit.get().equals(SECOND)) {
      return Optional.of(seconds(window, count.get().longValueExact()));
    }
    var length = new Shorthand(count.get().intValueExact(), UNITS.getOrDefault(unit.get(), 'd'));
    return calendar.isPresent()
        ? calendar.flatMap(field -> WindowReader.calendar(field, length))
        : Optional.of(new BudgetWindow.Rolling(length.length()));
  }

  /// Windows are whole minutes here.
  private static BudgetWindow seconds(Fields window, long seconds) {
    long minutes = Math.ceilDiv(seconds, 60L);
    if (minutes * 60 != seconds) {
      window.warning("is counted as %d minutes".formatted(minutes), "Write whole minutes");
    }
    return new BudgetWindow.Rolling(Duration.ofMinutes(minutes));
  }
}
