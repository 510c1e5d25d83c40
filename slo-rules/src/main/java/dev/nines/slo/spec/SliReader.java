package dev.nines.slo.spec;

import dev.nines.slo.model.Indicator;
import dev.nines.slo.spec.SliSpec.Metric;
import dev.nines.slo.yaml.Field;
import dev.nines.slo.yaml.Fields;
import java.util.List;
import java.util.Optional;

/// Reads the spec of an SLI, of an object of its own or inline.
final class SliReader {
  private static final List<String> RAW_TYPES = List.of("success", "failure");

  private SliReader() {}

  /// An SLI written inline, which has metadata and spec only.
  static Optional<SliSpec> inline(Field field, Dialect dialect) {
    return field
        .fields()
        .flatMap(
            fields -> {
              Optional<Metadata> metadata = MetadataReader.read(fields, dialect);
              Optional<Metric> metric =
                  fields
                      .required("spec")
                      .flatMap(Field::fields)
                      .flatMap(spec -> metric(spec, dialect));
              fields.finish();
              return metadata.map(m -> new SliSpec(m, metric));
            });
  }

  /// What the spec measures; absent if that is invalid, which is reported.
  static Optional<Metric> metric(Fields spec, Dialect dialect) {
    MetadataReader.description(spec);
    Optional<Field> threshold = spec.optional("thresholdMetric");
    Optional<Field> ratio = spec.optional("ratioMetric");
    spec.finish();
    if (threshold.isPresent() && ratio.isPresent()) {
      ratio.get().error("cannot stand beside thresholdMetric", "Keep one of the two");
    } else if (threshold.isEmpty() && ratio.isEmpty()) {
      spec.error("has no metric", "Add a ratioMetric or a thresholdMetric");
    }
    Optional<Metric> level =
        threshold.flatMap(field -> metricSpec(field, dialect)).map(Metric.Threshold::new);
    return ratio.flatMap(Field::fields).flatMap(fields -> ratio(fields, dialect)).or(() -> level);
  }

  private static Optional<Metric> ratio(Fields ratio, Dialect dialect) {
    ratio.optional("counter").ifPresent(Field::flag);
    Optional<Field> good = ratio.optional("good");
    Optional<Field> bad = ratio.optional("bad");
    Optional<Field> total = ratio.optional("total");
    Optional<Field> raw = ratio.optional("raw");
    Optional<Field> rawType = ratio.optional("rawType");
    rawType.ifPresent(type -> type.oneOf(RAW_TYPES));
    ratio.finish();
    if (raw.isPresent()) {
      return raw(raw.get(), rawType, List.of(good, bad, total), dialect);
    }
    rawType.ifPresent(type -> type.error("has no meaning without raw", "Remove it or add raw"));
    if (good.isPresent() && bad.isPresent()) {
      bad.get().error("cannot stand beside good", "Keep one of the two");
    }
    if (good.isEmpty() && bad.isEmpty()) {
      ratio.error("counts neither good nor bad events", "Add good or bad");
    }
    if (total.isEmpty()) {
      ratio.error("has no total", "Add total, the query for all valid events");
    }
    Optional<MetricSource> goodSource = good.flatMap(field -> metricSpec(field, dialect));
    Optional<MetricSource> badSource = bad.flatMap(field -> metricSpec(field, dialect));
    Optional<MetricSource> totalSource = total.flatMap(field -> metricSpec(field, dialect));
    var counted = good.isPresent() ? Indicator.Counted.GOOD : Indicator.Counted.BAD;
    return goodSource
        .or(() -> badSource)
        .flatMap(n -> totalSource.map(t -> new Metric.Ratio(counted, n, t)));
  }

  private static Optional<Metric> raw(
      Field raw, Optional<Field> rawType, List<Optional<Field>> others, Dialect dialect) {
    for (Optional<Field> other : others) {
      other.ifPresent(
          field -> field.error("cannot stand beside raw", "Keep raw, or good or bad with total"));
    }
    if (rawType.isEmpty()) {
      raw.error("needs rawType beside it", "Add rawType: success or rawType: failure");
    }
    var counted =
        rawType.flatMap(Field::text).filter("failure"::equals).isPresent()
            ? Indicator.Counted.BAD
            : Indicator.Counted.GOOD;
    return metricSpec(raw, dialect).map(source -> new Metric.Raw(counted, source));
  }

  private static Optional<MetricSource> metricSpec(Field metric, Dialect dialect) {
    Optional<Fields> read = metric.fields();
    if (read.isEmpty()) {
      return Optional.empty();
    }
    Fields fields = read.get();
    Optional<MetricSource> source =
        switch (dialect) {
          case V1 -> fields.required("metricSource").flatMap(SliReader::metricSource);
          case V2ALPHA -> Optional.of(dataSource(metric, fields));
        };
    fields.finish();
    return source;
  }

  private static Optional<MetricSource> metricSource(Field field) {
    Optional<Fields> read = field.fields();
    if (read.isEmpty()) {
      return Optional.empty();
    }
    Fields fields = read.get();
    Optional<Reference> reference =
        fields
            .optional("metricSourceRef")
            .flatMap(ref -> ReferenceReader.reference(Kind.DATA_SOURCE, ref));
    Optional<String> type = fields.optional("type").flatMap(Field::nonEmptyText);
    Optional<Fields> spec = fields.required("spec").flatMap(Field::fields);
    fields.finish();
    if (spec.isPresent() && spec.get().isEmpty()) {
      spec.get().error("is empty", "Write what the data source needs, for example query");
    }
    return spec.map(free -> source(reference, type, Optional.of(free), field));
  }

  /// A metric of v2alpha: its data source by name or described, and what is asked of it.
  private static MetricSource dataSource(Field metric, Fields fields) {
    Optional<Field> byName = fields.optional("dataSourceRef");
    Optional<Field> inline = fields.optional("dataSourceSpec");
    if (byName.isPresent() && inline.isPresent()) {
      inline.get().error("cannot stand beside dataSourceRef", "Keep one of the two");
    } else if (byName.isEmpty() && inline.isEmpty()) {
      fields.error("has no data source", "Add dataSourceRef or dataSourceSpec");
    }
    return source(
        byName.flatMap(ref -> ReferenceReader.reference(Kind.DATA_SOURCE, ref)),
        inline.flatMap(Field::fields).flatMap(DataSourceReader::type),
        fields.optional("spec").flatMap(Field::fields),
        metric);
  }

  private static MetricSource source(
      Optional<Reference> reference, Optional<String> type, Optional<Fields> free, Field at) {
    return new MetricSource(
        reference,
        type,
        free.flatMap(fields -> fields.optional("query")),
        free.flatMap(fields -> fields.optional("doubtful")),
        at);
  }
}
