package dev.nines.slo.spec;

import dev.nines.slo.model.Indicator;
import dev.nines.slo.sli.Compilation;
import dev.nines.slo.sli.CompiledIndicator;
import dev.nines.slo.sli.CompiledLevel;
import dev.nines.slo.sli.PromqlSyntax;
import dev.nines.slo.sli.Refusal;
import dev.nines.slo.spec.SliSpec.Metric;
import dev.nines.slo.spec.SloSpec.Target;
import dev.nines.slo.yaml.Field;
import dev.nines.slo.yaml.Position;
import dev.nines.slo.yaml.YamlNode;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Makes an indicator of what an SLI measures, if its queries can be evaluated here.
final class IndicatorBuilder {
  /// The type of sources whose queries are PromQL.
  static final String PROMETHEUS = "Prometheus";

  /// The type of sources whose queries are MetricsQL, which is more than PromQL.
  static final String VICTORIA_METRICS = "VictoriaMetrics";

  private final SpecObjects objects;

  IndicatorBuilder(SpecObjects objects) {
    this.objects = objects;
  }

  /// What became of a metric.
  sealed interface Result {
    /// It can be evaluated.
    ///
    /// @param groupBy the labels by which its events are grouped
    record Built(Indicator indicator, String groupBy) implements Result {}

    /// It is valid, but not evaluated here.
    record NotEvaluated(String reason) implements Result {}

    /// It is invalid, which is reported.
    record Invalid() implements Result {}
  }

  Result build(Metric metric, Target target, Optional<String> groupBy) {
    return switch (metric) {
      case Metric.Foreign(String reason) -> new Result.NotEvaluated(reason);
      case Metric.Raw raw ->
          reasonAgainst(raw.ratio())
              .<Result>map(Result.NotEvaluated::new)
              .orElseGet(
                  () ->
                      raw.asEvents()
                          .map(events -> build(events, target, groupBy))
                          .orElseGet(() -> precomputed(raw.ratio())));
      case Metric.Threshold(MetricSource level) ->
          reasonAgainst(level)
              .<Result>map(Result.NotEvaluated::new)
              .orElseGet(() -> threshold(level, target, groupBy.orElse("")));
      case Metric.Ratio ratio ->
          reasonAgainst(ratio.numerator())
              .or(() -> reasonAgainst(ratio.total()))
              .<Result>map(Result.NotEvaluated::new)
              .orElseGet(() -> ratio(ratio, groupBy.orElse("")));
    };
  }

  private Result precomputed(MetricSource ratio) {
    Field query = ratio.query().orElseThrow();
    Optional<Refusal> wrong =
        isMetricsql(ratio) ? Optional.empty() : query.text().flatMap(PromqlSyntax::check);
    wrong.ifPresent(refusal -> report(refusal, query, false));
    return wrong.isPresent()
        ? new Result.Invalid()
        : new Result.NotEvaluated("a precomputed ratio has no counts to sum");
  }

  private Optional<String> typeOf(MetricSource source) {
    return source
        .type()
        .or(() -> source.source().flatMap(ref -> objects.dataSourceType(ref.name())));
  }

  private boolean isMetricsql(MetricSource source) {
    return typeOf(source).filter(VICTORIA_METRICS::equalsIgnoreCase).isPresent();
  }

  private Optional<String> reasonAgainst(MetricSource source) {
    Optional<String> type = typeOf(source);
    if (type.isEmpty() && source.source().isPresent()) {
      return Optional.of("the type of its data source is not known");
    }
    if (type.isPresent() && !type.get().equalsIgnoreCase(PROMETHEUS) && !isMetricsql(source)) {
      return Optional.of(
          "its metric source is of type %s, only Prometheus queries are evaluated"
              .formatted(type.get()));
    }
    return source.query().isEmpty()
        ? Optional.of("its metric source has no query")
        : Optional.empty();
  }

  private Result threshold(MetricSource level, Target target, String groupBy) {
    Field query = level.query().orElseThrow();
    if (query.nonEmptyText().isEmpty()) {
      return new Result.Invalid();
    }
    if (target.comparison().isEmpty() || target.value().isEmpty()) {
      return new Result.NotEvaluated("its threshold has no op or no value to compare with");
    }
    var indicator =
        new Indicator.Threshold(
            query.text().orElse(""), target.comparison().get(), target.value().get().doubleValue());
    return result(
        indicator,
        CompiledLevel.compile(indicator, groupBy),
        CompiledLevel::groupBy,
        Map.of(Refusal.Part.TOTAL, query),
        isMetricsql(level));
  }

  private Result ratio(Metric.Ratio ratio, String groupBy) {
    var queries = new EnumMap<Refusal.Part, Field>(Refusal.Part.class);
    ratio.numerator().query().ifPresent(query -> queries.put(Refusal.Part.COUNTED, query));
    ratio.total().query().ifPresent(query -> queries.put(Refusal.Part.TOTAL, query));
    ratio
        .numerator()
        .doubtful()
        .or(ratio.total()::doubtful)
        .ifPresent(query -> queries.put(Refusal.Part.DOUBTFUL, query));
    if (queries.values().stream().anyMatch(query -> query.nonEmptyText().isEmpty())) {
      return new Result.Invalid();
    }
    var indicator =
        new Indicator.Ratio(
            ratio.counted(),
            text(queries.get(Refusal.Part.COUNTED)),
            text(queries.get(Refusal.Part.TOTAL)),
            Optional.ofNullable(queries.get(Refusal.Part.DOUBTFUL))
                .flatMap(Field::text)
                .map(String::stripTrailing));
    return result(
        indicator,
        CompiledIndicator.compile(indicator, groupBy),
        CompiledIndicator::groupBy,
        queries,
        isMetricsql(ratio.numerator()) || isMetricsql(ratio.total()));
  }

  private static <T> Result result(
      Indicator indicator,
      Compilation<T> compilation,
      Function<T, String> groupBy,
      Map<Refusal.Part, Field> queries,
      boolean metricsql) {
    return switch (compilation) {
      case Compilation.Compiled<T>(T compiled) ->
          new Result.Built(indicator, groupBy.apply(compiled));
      case Compilation.Refused<T>(var refusals) -> {
        refusals.forEach(refusal -> report(refusal, queries.get(refusal.query()), metricsql));
        yield !metricsql && refusals.stream().anyMatch(Refusal::syntax)
            ? new Result.Invalid()
            : new Result.NotEvaluated("its query is not one that the embedded engine takes");
      }
    };
  }

  /// Says at its place why a query is refused; what is no PromQL may still be MetricsQL.
  static void report(Refusal refusal, @Nullable Field query, boolean metricsql) {
    if (query == null || !(query.node() instanceof YamlNode.Scalar scalar)) {
      return;
    }
    Position at = scalar.positionOf(refusal.offset());
    String problem =
        refusal.problem() + " (character %d of the query)".formatted(refusal.offset() + 1);
    if (refusal.syntax() && !metricsql) {
      query.out().error(at, query.path(), problem, refusal.remedy());
    } else {
      query.out().warning(at, query.path(), problem, refusal.remedy());
    }
  }

  private static String text(@Nullable Field query) {
    return Optional.ofNullable(query).flatMap(Field::text).map(String::stripTrailing).orElse("");
  }
}
