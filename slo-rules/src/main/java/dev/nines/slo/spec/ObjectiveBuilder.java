package dev.nines.slo.spec;

import dev.nines.slo.model.AlertPolicy;
import dev.nines.slo.model.BudgetingMethod;
import dev.nines.slo.model.Indicator;
import dev.nines.slo.model.Indicator.Component;
import dev.nines.slo.model.Objective;
import dev.nines.slo.model.Targets;
import dev.nines.slo.spec.SliSpec.Metric;
import dev.nines.slo.spec.SloSpec.IndicatorUse;
import dev.nines.slo.spec.SloSpec.Target;
import dev.nines.slo.spec.SpecSet.NotEvaluated;
import java.math.BigDecimal;
import java.math.MathContext;
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
    var parts = new ArrayList<Component>();
    if (slo.isComposite()) {
      names.add(slo.metadata().name()); // the whole has the SLO's name
    }
    for (Target target : slo.targets()) {
      String name = nameOf(slo, target, names);
      if (!name.equals(slo.metadata().name())) {
        objects.declareObjective(name, target.at());
      }
      Optional<Metric> metric =
          target.indicator().or(slo::indicator).flatMap(this::resolve).flatMap(SliSpec::metric);
      if (metric.isPresent() && build(slo, target, name, metric.get())) {
        parts.add(new Component(name, target.weight()));
      }
    }
    if (slo.isComposite()) {
      buildComposite(slo, parts);
    }
  }

  /// @return whether it is evaluated
  private boolean build(SloSpec slo, Target target, String name, Metric metric) {
    if (slo.window().isEmpty()) {
      leaveOut(slo, target, name, "its time window cannot be read");
      return false;
    }
    switch (indicators.build(metric, target, slo.extensions().groupBy())) {
      case IndicatorBuilder.Result.Built built -> {
        AlertPolicy alerting = alerts.policy(slo, target);
        var own = slo.isComposite() ? silent(alerting) : alerting; // the whole tells of its parts
        objectives.add(objective(slo, target, name, built, own));
        return true;
      }
      case IndicatorBuilder.Result.NotEvaluated(String why) -> leaveOut(slo, target, name, why);
      case IndicatorBuilder.Result.Invalid _ -> {}
    }
    return false;
  }

  private static AlertPolicy silent(AlertPolicy policy) {
    return new AlertPolicy(
        false, policy.disabledTiers(), policy.minimumBadEvents(), policy.confidence());
  }

  /// The whole of a composite. Its error budget is the weighted mean of its parts' budgets.
  private void buildComposite(SloSpec slo, List<Component> parts) {
    if (parts.isEmpty() || parts.size() < slo.targets().size()) {
      leaveOut(
          slo,
          slo.targets().getFirst(),
          slo.metadata().name(),
          "not all parts of the composite are evaluated");
      return;
    }
    BigDecimal weights = BigDecimal.ZERO;
    BigDecimal targets = BigDecimal.ZERO;
    for (Target target : slo.targets()) {
      weights = weights.add(target.weight());
      targets = targets.add(target.weight().multiply(target.ratio()));
    }
    String groupBy = objectives.getLast().groupBy();
    Target first = slo.targets().getFirst();
    objectives.add(
        new Objective(
            slo.metadata().name(),
            slo.service(),
            slo.metadata().shownName(),
            slo.description(),
            new Indicator.Composite(parts),
            groupBy,
            slo.extensions().targets().targets(targets.divide(weights, MathContext.DECIMAL64)),
            slo.window().orElseThrow(),
            method(slo, first),
            slo.extensions().missing(),
            alerts.policy(slo, first),
            slo.metadata().labels(),
            slo.extensions().inReports(),
            slo.at().fileAndLine()));
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

  private void leaveOut(SloSpec slo, Target target, String name, String reason) {
    target
        .at()
        .warning(
            "is valid, but SLO '%s' is not evaluated: %s".formatted(name, reason),
            "Change it, or live without figures and alerts for it");
    notEvaluated.add(new NotEvaluated(name, slo.service(), reason, slo.at().fileAndLine()));
  }

  private static Objective objective(
      SloSpec slo,
      Target target,
      String name,
      IndicatorBuilder.Result.Built built,
      AlertPolicy alerting) {
    Extensions extensions = slo.extensions();
    return new Objective(
        name,
        slo.service(),
        shownName(slo, target),
        slo.description(),
        built.indicator(),
        built.groupBy(),
        slo.isComposite()
            ? Targets.of(target.ratio())
            : extensions.targets().targets(target.ratio()),
        slo.window().orElseThrow(),
        method(slo, target),
        extensions.missing(),
        alerting,
        slo.metadata().labels(),
        extensions.inReports(),
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
