package dev.nines.slo.spec;

import dev.nines.slo.model.BudgetWindow;
import dev.nines.slo.model.BudgetingMethod;
import dev.nines.slo.model.Indicator;
import dev.nines.slo.model.Objective;
import dev.nines.slo.sli.CompiledIndicator;
import dev.nines.slo.sli.Refusal;
import dev.nines.slo.spec.SliSpec.Metric;
import dev.nines.slo.spec.SloSpec.IndicatorUse;
import dev.nines.slo.spec.SloSpec.Target;
import dev.nines.slo.spec.SpecSet.NotEvaluated;
import dev.nines.slo.yaml.Field;
import dev.nines.slo.yaml.Position;
import dev.nines.slo.yaml.YamlNode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
        compile(slo, target, name, ratio);
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
      case Metric.Foreign(String reason) -> Optional.of(reason);
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
    notEvaluated.add(new NotEvaluated(name, slo.service(), reason, slo.at().fileAndLine()));
  }

  private void compile(SloSpec slo, Target target, String name, Metric.Ratio ratio) {
    var queries = new EnumMap<Refusal.Part, Field>(Refusal.Part.class);
    ratio.numerator().query().ifPresent(query -> queries.put(Refusal.Part.COUNTED, query));
    ratio.total().query().ifPresent(query -> queries.put(Refusal.Part.TOTAL, query));
    ratio
        .numerator()
        .doubtful()
        .or(ratio.total()::doubtful)
        .ifPresent(query -> queries.put(Refusal.Part.DOUBTFUL, query));
    if (queries.values().stream().anyMatch(query -> query.nonEmptyText().isEmpty())) {
      return;
    }
    var indicator =
        new Indicator.Ratio(
            ratio.counted(),
            text(queries.get(Refusal.Part.COUNTED)),
            text(queries.get(Refusal.Part.TOTAL)),
            Optional.ofNullable(queries.get(Refusal.Part.DOUBTFUL)).flatMap(Field::text));
    switch (CompiledIndicator.compile(indicator, slo.extensions().groupBy().orElse(""))) {
      case CompiledIndicator.Result.Compiled(var compiled) ->
          objectives.add(objective(slo, target, name, indicator, compiled.groupBy()));
      case CompiledIndicator.Result.Refused(var refusals) -> {
        refusals.forEach(refusal -> report(refusal, queries.get(refusal.query())));
        if (refusals.stream().noneMatch(Refusal::syntax)) {
          leaveOut(slo, target, name, "its query is not one that the embedded engine takes");
        }
      }
    }
  }

  private static void report(Refusal refusal, @Nullable Field query) {
    if (query == null || !(query.node() instanceof YamlNode.Scalar scalar)) {
      return;
    }
    Position at = scalar.positionOf(refusal.offset());
    String problem =
        refusal.problem() + " (character %d of the query)".formatted(refusal.offset() + 1);
    if (refusal.syntax()) {
      query.out().error(at, query.path(), problem, refusal.remedy());
    } else {
      query.out().warning(at, query.path(), problem, refusal.remedy());
    }
  }

  private static Objective objective(
      SloSpec slo, Target target, String name, Indicator.Ratio indicator, String groupBy) {
    Extensions extensions = slo.extensions();
    return new Objective(
        name,
        slo.service(),
        shownName(slo, target),
        slo.description(),
        indicator,
        groupBy,
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

  private static String text(@Nullable Field query) {
    return Optional.ofNullable(query).flatMap(Field::text).orElse("");
  }
}
