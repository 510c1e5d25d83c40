package dev.nines.slo.spec;

import dev.nines.slo.model.BudgetWindow;
import dev.nines.slo.model.BudgetingMethod;
import dev.nines.slo.model.Indicator;
import dev.nines.slo.model.Objective;
import dev.nines.slo.spec.SliSpec.Metric;
import dev.nines.slo.spec.SloSpec.IndicatorUse;
import dev.nines.slo.spec.SloSpec.Target;
import dev.nines.slo.spec.SpecSet.NotEvaluated;
import dev.nines.slo.yaml.Field;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Makes objectives of the SLOs, once everything is read. What cannot be evaluated is listed with
/// its reason and warned of.
final class ObjectiveBuilder {
  private static final String PROMETHEUS = "prometheus";

  private final SpecObjects objects;
  private final List<Objective> objectives = new ArrayList<>();
  private final List<NotEvaluated> notEvaluated = new ArrayList<>();

  ObjectiveBuilder(SpecObjects objects) {
    this.objects = objects;
  }

  List<Objective> objectives() {
    return objectives;
  }

  List<NotEvaluated> notEvaluated() {
    return notEvaluated;
  }

  void build(SloSpec slo) {
    Extensions extensions = Extensions.read(slo.metadata());
    var names = new HashSet<String>();
    for (Target target : slo.targets()) {
      String name = nameOf(slo, target, names);
      Optional<SliSpec> sli = target.indicator().or(slo::indicator).flatMap(this::resolve);
      if (sli.isEmpty() || sli.get().metric().isEmpty()) {
        continue;
      }
      Optional<String> reason = reasonAgainst(slo, sli.get().metric().get());
      if (reason.isPresent()) {
        leaveOut(slo, target, name, reason.get());
      } else if (sli.get().metric().get() instanceof Metric.Ratio ratio) {
        objectives.add(objective(slo, target, name, ratio, extensions));
      }
    }
  }

  private Optional<SliSpec> resolve(IndicatorUse use) {
    return switch (use) {
      case IndicatorUse.Inline(SliSpec sli) -> Optional.of(sli);
      case IndicatorUse.ByName(Reference reference) -> objects.sli(reference.name());
    };
  }

  /// The first objective of an SLO has the SLO's name, so that adding another one keeps its
  /// history.
  private static String nameOf(SloSpec slo, Target target, Set<String> taken) {
    String base = slo.metadata().name();
    if (taken.add(base)) {
      return base;
    }
    String suffix =
        target
            .displayName()
            .map(name -> name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-"))
            .map(name -> name.replaceAll("^-|-$", ""))
            .filter(name -> !name.isEmpty())
            .orElseGet(() -> String.valueOf(taken.size() + 1));
    String name = base + "-" + suffix;
    return taken.add(name) ? name : base + "-" + suffix + "-" + (taken.size() + 1);
  }

  private Optional<String> reasonAgainst(SloSpec slo, Metric metric) {
    if (slo.isComposite()) {
      return Optional.of("composite objectives are not evaluated yet");
    }
    if (!slo.method().equals("Occurrences")) {
      return Optional.of("budgetingMethod " + slo.method() + " is not evaluated yet");
    }
    if (slo.window().isEmpty()) {
      return Optional.of("its time window cannot be read");
    }
    if (slo.window().get() instanceof BudgetWindow.Calendar) {
      return Optional.of("calendar windows are not evaluated yet");
    }
    return switch (metric) {
      case Metric.Threshold _ -> Optional.of("threshold metrics are not evaluated yet");
      case Metric.Raw _ -> Optional.of("a precomputed ratio has no counts to sum");
      case Metric.Ratio(_, MetricSource numerator, MetricSource total) ->
          reasonAgainst(numerator).or(() -> reasonAgainst(total));
    };
  }

  private Optional<String> reasonAgainst(MetricSource source) {
    Optional<String> type =
        source.type().or(() -> source.source().flatMap(ref -> objects.dataSourceType(ref.name())));
    if (type.isEmpty() && source.source().isPresent()) {
      return Optional.of("the type of its data source is not known");
    }
    if (type.isPresent() && !type.get().equalsIgnoreCase(PROMETHEUS)) {
      return Optional.of(
          "its metric source is of type %s, only Prometheus queries are evaluated"
              .formatted(type.get()));
    }
    return source.query().isEmpty()
        ? Optional.of("its metric source has no query")
        : Optional.empty();
  }

  private void leaveOut(SloSpec slo, Target target, String name, String reason) {
    target
        .at()
        .warning(
            "is valid, but SLO '%s' is not evaluated: %s".formatted(name, reason),
            "Change it, or live without figures and alerts for it");
    notEvaluated.add(new NotEvaluated(name, slo.serviceName(), reason, slo.at().fileAndLine()));
  }

  private Objective objective(
      SloSpec slo, Target target, String name, Metric.Ratio ratio, Extensions extensions) {
    var indicator =
        new Indicator.Ratio(
            ratio.counted(),
            text(ratio.numerator().query()),
            text(ratio.total().query()),
            ratio.numerator().doubtful().or(ratio.total()::doubtful).flatMap(Field::text));
    return new Objective(
        name,
        slo.serviceName(),
        shownName(slo, target),
        slo.description(),
        indicator,
        extensions.groupBy().orElse(""),
        target.ratio(),
        extensions.targetByTier(),
        slo.window().orElseThrow(),
        new BudgetingMethod.Occurrences(),
        extensions.missing(),
        extensions.alerting(),
        slo.metadata().labels(),
        slo.at().fileAndLine());
  }

  private static String shownName(SloSpec slo, Target target) {
    String shown = slo.metadata().shownName();
    return slo.targets().size() == 1
        ? shown
        : target.displayName().map(each -> shown + ": " + each).orElse(shown);
  }

  private static String text(Optional<Field> query) {
    return query.flatMap(Field::text).orElse("");
  }
}
