package dev.nines.slo.spec;

import dev.nines.slo.yaml.Field;
import dev.nines.slo.yaml.Fields;
import java.util.List;
import java.util.Optional;

/// Reads objects of `openslo/v1`, and those of `openslo.com/v2alpha`, which differ little.
final class OpenSloReader {
  private static final String ADJUSTMENT = "BudgetAdjustment";

  private final SpecObjects objects;
  private final Dialect dialect;

  OpenSloReader(SpecObjects objects, Dialect dialect) {
    this.objects = objects;
    this.dialect = dialect;
  }

  void read(Fields object) {
    object.required("apiVersion");
    if (dialect == Dialect.V2ALPHA && object.peek("kind").equals(Optional.of(ADJUSTMENT))) {
      BudgetAdjustmentReader.read(object);
      return;
    }
    Optional<Kind> kind =
        object.required("kind").flatMap(field -> field.oneOf(Kind.words())).flatMap(Kind::of);
    Optional<Metadata> metadata = MetadataReader.read(object, dialect);
    Optional<Fields> spec = object.required("spec").flatMap(Field::fields);
    object.finish();
    if (kind.isEmpty()) {
      return;
    }
    metadata.ifPresent(m -> objects.declare(kind.get(), m.name(), object.at()));
    if (kind.get() != Kind.SLO) {
      metadata.ifPresent(Extensions::refuse);
    }
    spec.ifPresent(fields -> spec(kind.get(), object, metadata, fields));
  }

  private void spec(Kind kind, Fields object, Optional<Metadata> metadata, Fields spec) {
    String name = metadata.map(Metadata::name).orElse("");
    switch (kind) {
      case SERVICE -> {
        MetadataReader.description(spec);
        spec.finish();
      }
      case DATA_SOURCE ->
          DataSourceReader.type(spec).ifPresent(type -> objects.addDataSource(name, type));
      case SLI -> sli(metadata, spec);
      case SLO -> slo(object, metadata, spec);
      case ALERT_POLICY ->
          AlertingReader.policy(name, spec)
              .ifPresent(
                  policy -> {
                    policy.references().forEach(objects::refer);
                    objects.add(policy);
                  });
      case ALERT_CONDITION -> AlertingReader.condition(name, spec).ifPresent(objects::add);
      case ALERT_NOTIFICATION_TARGET -> AlertingReader.notificationTarget(name, spec);
    }
  }

  private void sli(Optional<Metadata> metadata, Fields spec) {
    Optional<SliSpec.Metric> metric = SliReader.metric(spec, dialect);
    metric.ifPresent(m -> sources(m).forEach(this::refer));
    metadata.ifPresent(m -> objects.add(new SliSpec(m, metric)));
  }

  /// An SLO is read even if its metadata are wrong, so that all errors are found at once.
  private void slo(Fields object, Optional<Metadata> metadata, Fields spec) {
    var nameless = new Metadata("", Optional.empty(), java.util.Map.of(), List.of());
    Optional<SloSpec> slo = SloReader.read(object, metadata.orElse(nameless), spec, dialect);
    slo.ifPresent(this::references);
    if (metadata.isPresent()) {
      slo.ifPresent(objects::add);
    }
  }

  private void references(SloSpec slo) {
    slo.references().forEach(objects::refer);
    slo.policies().forEach(this::policyReferences);
    slo.indicator().ifPresent(this::references);
    slo.targets().forEach(target -> target.indicator().ifPresent(this::references));
  }

  private void policyReferences(Use<PolicySpec> use) {
    switch (use) {
      case Use.ByName<PolicySpec>(Reference reference) -> objects.refer(reference);
      case Use.Inline<PolicySpec>(PolicySpec policy) -> policy.references().forEach(objects::refer);
    }
  }

  private void references(SloSpec.IndicatorUse use) {
    switch (use) {
      case SloSpec.IndicatorUse.ByName(Reference reference) -> objects.refer(reference);
      case SloSpec.IndicatorUse.Inline(SliSpec sli) -> {
        Extensions.refuse(sli.metadata());
        sli.metric().ifPresent(metric -> sources(metric).forEach(this::refer));
      }
    }
  }

  private void refer(MetricSource source) {
    source.source().ifPresent(objects::refer);
  }

  private static List<MetricSource> sources(SliSpec.Metric metric) {
    return switch (metric) {
      case SliSpec.Metric.Threshold(MetricSource level) -> List.of(level);
      case SliSpec.Metric.Ratio(_, MetricSource numerator, MetricSource total) ->
          List.of(numerator, total);
      case SliSpec.Metric.Foreign _ -> List.of();
      case SliSpec.Metric.Raw(_, MetricSource ratio) -> List.of(ratio);
    };
  }
}
