package dev.nines.slo.spec;

import dev.nines.slo.model.BudgetWindow;
import dev.nines.slo.model.BudgetingMethod;
import dev.nines.slo.model.Objective;
import dev.nines.slo.spec.SliSpec.Metric;
import dev.nines.slo.spec.SloSpec.IndicatorUse;
import dev.nines.slo.spec.SloSpec.Target;
import dev.nines.slo.spec.SpecSet.NotEvaluated;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Makes objectives of the SLOs, once everything is read. What cannot be evaluated is listed with
/// its reason and warned of.
final class ObjectiveBuilder {
  private final SpecObjects objects;
  private final IndicatorBuilder indicators;
  private final AlertResolver alerts;
  private final List<Objective> objectives = new ArrayList<>();
  private final List<NotEvaluated> notEvaluated = new ArrayList<>();

  ObjectiveBuilder(SpecObjects objects) {
    this.objects = objects;
    this.indicators = new IndicatorBuilder(objects);
    this.alerts = new AlertResolver(objects);
  }

  List<Objective> objectives() {
    return objectives;
  }

  List<NotEvaluated> notEvaluated() {
    return notEvaluated;
  }

  void build(SloSpec slo) {
    var names = new HashSet<String>();
    for (Target target : slo.targets()) {
      String name = nameOf(slo, target, names);
      Optional<Metric> metric =
          target.indicator().or(slo::indicator).flatMap(this::resolve).flatMap(SliSpec::metric);
      metric.ifPresent(each -> build(slo, target, name, each));
    }
  }

  private void build(SloSpec slo, Target target, String name, Metric metric) {
    Optional<String> reason = reasonAgainst(slo);
    if (reason.isPresent()) {
      leaveOut(slo, target, name, reason.get());
      return;
    }
    switch (indicators.build(metric, target, slo.extensions().groupBy())) {
      case IndicatorBuilder.Result.Built built ->
          objectives.add(objective(slo, target, name, built));
      case IndicatorBuilder.Result.NotEvaluated(String why) -> leaveOut(slo, target, name, why);
      case IndicatorBuilder.Result.Invalid _ -> {}
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

  /// What no engine evaluates yet, whatever is measured. The objectives are complete all the same:
  /// a line goes when the engine learns it.
  private static Optional<String> reasonAgainst(SloSpec slo) {
    if (slo.isComposite()) {
      return Optional.of("composite objectives are not evaluated yet");
    }
    if (!slo.method().equals("Occurrences")) {
      return Optional.of("budgetingMethod " + slo.method() + " is not evaluated yet");
    }
    if (slo.window().isEmpty()) {
      return Optional.of("its time window cannot be read");
    }
    return slo.window().get() instanceof BudgetWindow.Calendar
        ? Optional.of("calendar windows are not evaluated yet")
        : Optional.empty();
  }

  private void leaveOut(SloSpec slo, Target target, String name, String reason) {
    target
        .at()
        .warning(
            "is valid, but SLO '%s' is not evaluated: %s".formatted(name, reason),
            "Change it, or live without figures and alerts for it");
    notEvaluated.add(new NotEvaluated(name, slo.service(), reason, slo.at().fileAndLine()));
  }

  private Objective objective(
      SloSpec slo, Target target, String name, IndicatorBuilder.Result.Built built) {
    Extensions extensions = slo.extensions();
    return new Objective(
        name,
        slo.service(),
        shownName(slo, target),
        slo.description(),
        built.indicator(),
        built.groupBy(),
        target.ratio(),
        extensions.targetByTier(),
        extensions.targetByTenant(),
        slo.window().orElseThrow(),
        method(slo, target),
        extensions.missing(),
        alerts.policy(slo, target),
        slo.metadata().labels(),
        slo.at().fileAndLine());
  }

  private static BudgetingMethod method(SloSpec slo, Target target) {
    Duration slice = target.slice().length().orElse(Duration.ofMinutes(1));
    return switch (slo.method()) {
      case "Timeslices" ->
          new BudgetingMethod.Timeslices(
              target.slice().target().orElse(BigDecimal.ONE),
              slice); // one that is wrong is reported
      case "RatioTimeslices" -> new BudgetingMethod.RatioTimeslices(slice);
      default -> new BudgetingMethod.Occurrences();
    };
  }

  private static String shownName(SloSpec slo, Target target) {
    String shown = slo.metadata().shownName();
    return slo.targets().size() == 1
        ? shown
        : target.displayName().map(each -> shown + ": " + each).orElse(shown);
  }
}
