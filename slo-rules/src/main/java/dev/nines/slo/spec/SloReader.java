package dev.nines.slo.spec;

import dev.nines.slo.model.BudgetWindow;
import dev.nines.slo.model.Indicator;
import dev.nines.slo.spec.SloSpec.IndicatorUse;
import dev.nines.slo.spec.SloSpec.Slice;
import dev.nines.slo.spec.SloSpec.Target;
import dev.nines.slo.yaml.Field;
import dev.nines.slo.yaml.Fields;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Reads the spec of an SLO.
final class SloReader {
  private static final List<String> METHODS =
      List.of("Occurrences", "Timeslices", "RatioTimeslices");
  private static final List<String> OPERATORS = List.of("lte", "gte", "lt", "gt");

  private SloReader() {}

  /// The SLO; absent if something is wrong that leaves nothing to evaluate.
  static Optional<SloSpec> read(Fields object, Metadata metadata, Fields spec, Dialect dialect) {
    String description = MetadataReader.description(spec);
    Optional<Reference> service = service(spec, dialect);
    Optional<IndicatorUse> indicator = indicator(spec, dialect);
    Optional<BudgetWindow> window = WindowReader.read(spec, dialect);
    Optional<String> method = spec.required("budgetingMethod").flatMap(f -> f.oneOf(METHODS));
    List<Target> targets = targets(spec, method.orElse("Occurrences"), dialect);
    List<Use<PolicySpec>> policies = alertPolicies(spec);
    Extensions extensions = Extensions.read(metadata);
    spec.finish();
    checkIndicators(spec, targets, dialect);
    targets.forEach(target -> checkThreshold(target.indicator().or(() -> indicator), target));
    if (service.isEmpty() || method.isEmpty() || targets.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new SloSpec(
            object.at(),
            metadata,
            description,
            service.get().name(),
            indicator,
            window,
            method.get(),
            targets,
            extensions,
            policies,
            List.of(service.get())));
  }

  private static Optional<Reference> service(Fields spec, Dialect dialect) {
    List<Field> written =
        dialect.service().stream().map(spec::optional).flatMap(Optional::stream).toList();
    if (written.isEmpty()) {
      return spec.required(dialect.service().getFirst())
          .flatMap(field -> ReferenceReader.reference(Kind.SERVICE, field));
    }
    if (written.size() > 1) {
      written.getLast().error("names the service once more", "Keep one of the two");
    }
    return ReferenceReader.reference(Kind.SERVICE, written.getFirst());
  }

  private static Optional<IndicatorUse> indicator(Fields fields, Dialect dialect) {
    Optional<Field> inline = fields.optional(dialect.indicator());
    Optional<Field> byName = fields.optional(dialect.indicatorRef());
    if (inline.isPresent() && byName.isPresent()) {
      byName.get().error("cannot stand beside " + dialect.indicator(), "Keep one of the two");
    }
    Optional<IndicatorUse> sli =
        inline.flatMap(field -> SliReader.inline(field, dialect)).map(IndicatorUse.Inline::new);
    return byName
        .flatMap(field -> ReferenceReader.reference(Kind.SLI, field))
        .<IndicatorUse>map(IndicatorUse.ByName::new)
        .or(() -> sli);
  }

  /// Either the SLO has an indicator or each of its objectives (a composite), never both.
  private static void checkIndicators(Fields spec, List<Target> targets, Dialect dialect) {
    boolean own = hasIndicator(spec, dialect);
    long composite =
        targets.stream()
            .filter(target -> hasIndicator(target.at().fields().orElseThrow(), dialect))
            .count();
    if (own && composite > 0) {
      spec.error(
          "has an indicator and objectives with indicators",
          "Keep the one of the SLO, or those of a composite's objectives");
    } else if (!own && composite == 0 && !targets.isEmpty()) {
      spec.error(
          "has no indicator",
          "Add %s or %s".formatted(dialect.indicator(), dialect.indicatorRef()));
    } else if (!own && composite < targets.size()) {
      spec.error(
          "has objectives with and without an indicator", "Give every objective an indicator");
    }
  }

  /// A threshold needs something to compare with. What an SLI is that is only named, is not known
  /// here.
  private static void checkThreshold(Optional<IndicatorUse> indicator, Target target) {
    boolean threshold =
        indicator.isPresent()
            && indicator.get() instanceof IndicatorUse.Inline(SliSpec sli)
            && sli.metric().filter(SliSpec.Metric.Threshold.class::isInstance).isPresent();
    if (threshold && (target.comparison().isEmpty() || target.value().isEmpty())) {
      target
          .at()
          .error(
              "has no op or no value to compare the threshold metric with",
              "Add both, for example op: lte and value: 0.3");
    }
  }

  private static boolean hasIndicator(Fields fields, Dialect dialect) {
    return fields.has(dialect.indicator()) || fields.has(dialect.indicatorRef());
  }

  private static List<Target> targets(Fields spec, String method, Dialect dialect) {
    Optional<Field> field = spec.required("objectives");
    List<Field> items = field.map(Field::items).orElse(List.of());
    if (field.isPresent() && field.get().isList() && items.isEmpty()) {
      field.get().error("is empty", "Add an objective with a target");
    }
    var targets = new ArrayList<Target>();
    for (Field item : items) {
      item.fields()
          .flatMap(fields -> target(item, fields, method, dialect))
          .ifPresent(targets::add);
    }
    return targets;
  }

  private static Optional<Target> target(
      Field item, Fields fields, String method, Dialect dialect) {
    Optional<String> displayName = fields.optional("displayName").flatMap(Field::nonEmptyText);
    if (dialect == Dialect.V2ALPHA) {
      fields.optional("labels").ifPresent(Field::fields);
    }
    Optional<Indicator.Comparison> comparison =
        fields.optional("op").flatMap(SloReader::comparison);
    Optional<BigDecimal> value = fields.optional("value").flatMap(Field::number);
    Optional<BigDecimal> ratio = ratio(fields);
    Slice slice = slice(fields, method);
    Optional<IndicatorUse> indicator = indicator(fields, dialect);
    BigDecimal weight =
        fields.optional("compositeWeight").flatMap(SloReader::weight).orElse(BigDecimal.ONE);
    fields.finish();
    return ratio.map(
        share -> new Target(item, displayName, comparison, value, share, slice, indicator, weight));
  }

  static Optional<Indicator.Comparison> comparison(Field op) {
    return op.oneOf(OPERATORS)
        .map(word -> Indicator.Comparison.valueOf(word.toUpperCase(Locale.ROOT)));
  }

  private static Optional<BigDecimal> ratio(Fields fields) {
    Optional<Field> target = fields.optional("target");
    Optional<Field> percent = fields.optional("targetPercent");
    if (target.isPresent() && percent.isPresent()) {
      percent.get().error("cannot stand beside target", "Keep one of the two");
    } else if (target.isEmpty() && percent.isEmpty()) {
      fields.error("has no target", "Add target, for example 0.999, or targetPercent");
    }
    Optional<BigDecimal> ratio =
        target.flatMap(f -> within(f, BigDecimal.ONE, "Write a ratio like 0.999"));
    return ratio.or(
        () ->
            percent
                .flatMap(f -> within(f, BigDecimal.valueOf(100), "Write a percentage like 99.9"))
                .map(p -> p.movePointLeft(2)));
  }

  /// A number of at least 0 and below a limit.
  static Optional<BigDecimal> within(Field field, BigDecimal limit, String remedy) {
    Optional<BigDecimal> number = field.number();
    if (number.isPresent() && (number.get().signum() < 0 || number.get().compareTo(limit) >= 0)) {
      field.error(
          "must be at least 0 and below %s, but is %s".formatted(limit, number.get()), remedy);
      return Optional.empty();
    }
    return number;
  }

  private static Optional<BigDecimal> weight(Field field) {
    Optional<BigDecimal> number = field.number();
    if (number.isPresent() && number.get().signum() <= 0) {
      field.error("must be above 0, but is " + number.get(), "Raise it");
      return Optional.empty();
    }
    return number;
  }

  private static Slice slice(Fields fields, String method) {
    boolean sliced = !method.equals("Occurrences");
    Optional<Field> target =
        method.equals("Timeslices")
            ? fields.required("timeSliceTarget")
            : fields.optional("timeSliceTarget");
    Optional<Field> window =
        sliced ? fields.required("timeSliceWindow") : fields.optional("timeSliceWindow");
    return new Slice(
        target.flatMap(SloReader::sliceTarget), window.flatMap(SloReader::sliceLength));
  }

  static Optional<BigDecimal> sliceTarget(Field field) {
    Optional<BigDecimal> number = field.number();
    if (number.isPresent()
        && (number.get().signum() <= 0 || number.get().compareTo(BigDecimal.ONE) > 0)) {
      field.error(
          "must be above 0 and at most 1, but is " + number.get(), "Write a ratio like 0.95");
      return Optional.empty();
    }
    return number;
  }

  /// A duration, or a number of minutes.
  private static Optional<Duration> sliceLength(Field field) {
    if (!field.isNumber()) {
      return Shorthand.of(field).map(Shorthand::length);
    }
    Optional<BigDecimal> minutes = field.number();
    if (minutes.isPresent()
        && (minutes.get().signum() <= 0
            || minutes.get().stripTrailingZeros().scale() > 0
            || minutes.get().compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) > 0)) {
      field.error(
          "must be a whole number of minutes above 0, but is " + minutes.get(),
          "Write it like 5 or 5m");
      return Optional.empty();
    }
    return minutes.map(number -> Duration.ofMinutes(number.longValueExact()));
  }

  private static List<Use<PolicySpec>> alertPolicies(Fields spec) {
    var policies = new ArrayList<Use<PolicySpec>>();
    Optional<Field> field = spec.optional("alertPolicies");
    for (Field item : field.map(Field::items).orElse(List.of())) {
      if (item.isText()) {
        item.warning(
            "is the bare name of an alert policy", "Write '- alertPolicyRef: name' instead");
        ReferenceReader.reference(Kind.ALERT_POLICY, item)
            .map(Use.ByName<PolicySpec>::new)
            .ifPresent(policies::add);
      } else {
        ReferenceReader.inlineOrByName(
                item, Kind.ALERT_POLICY, "alertPolicyRef", AlertingReader::policy)
            .ifPresent(policies::add);
      }
    }
    return policies;
  }
}
