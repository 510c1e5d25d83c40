package dev.nines.slo.spec;

import dev.nines.slo.model.AlertPolicy;
import dev.nines.slo.model.BudgetWindow;
import dev.nines.slo.yaml.Field;
import dev.nines.slo.yaml.Fields;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads Pyrra's ServiceLevelObjective. Its metrics are selectors, of which the queries are made
/// here.
///
/// Pyrra knows no services; the namespace takes their place, or else the SLO's own name.
final class PyrraReader {
  static final String API_VERSION = "pyrra.dev/v1alpha1";

  private static final List<String> OF_GENERATED_RULES =
      List.of("labels", "annotations", "severities", "exportAlerts");
  private static final BigDecimal ONE_PERCENT = new BigDecimal("0.01");

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
    spec.optional("partial_response_strategy")
        .ifPresent(field -> field.oneOf(List.of("abort", "warn", "")));
    spec.optional("rulenamespace").ifPresent(Field::text);
    target
        .filter(share -> share.ratio().compareTo(ONE_PERCENT) < 0)
        .ifPresent(share -> share.at().warning("is less than 1 percent", "Write it like \"99.5\""));
    boolean alerts =
        spec.optional("alerting").flatMap(Field::fields).map(PyrraReader::alerts).orElse(true);
    Optional<PyrraIndicator> found =
        spec.required("indicator").flatMap(Field::fields).flatMap(PyrraIndicator::read);
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
            target.get().orForeign(found.get().metric()),
            new BudgetWindow.Rolling(window.get()),
            target.get(),
            Extensions.of(found.get().groupBy(), alerting)));
  }

  /// What is switched here belongs to the rules that Pyrra generates, but for the main switch.
  private static boolean alerts(Fields alerting) {
    Optional<Boolean> disabled = alerting.optional("disabled").flatMap(Field::flag);
    Optional<Boolean> burnRates = alerting.optional("burnrates").flatMap(Field::flag);
    alerting.optional("absent").ifPresent(Field::flag);
    alerting.optional("name").ifPresent(Field::text);
    alerting.optional("absentName").ifPresent(Field::text);
    alerting.optional("burnRateType").ifPresent(field -> field.oneOf(List.of("static", "dynamic")));
    for (String other : OF_GENERATED_RULES) {
      alerting.optional(other);
    }
    alerting.finish();
    return !disabled.orElse(false) && burnRates.orElse(true);
  }
}
