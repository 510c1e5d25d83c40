package dev.nines.slo.sli;

import dev.nines.slo.model.Indicator;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;

/// Compiles the queries of one ratio and checks that they fit each other.
final class IndicatorCompiler {
  private static final double WHOLE = 1e-9;

  private final Indicator.Ratio ratio;
  private final List<Refusal> refusals = new ArrayList<>();

  IndicatorCompiler(Indicator.Ratio ratio) {
    this.ratio = ratio;
  }

  Compilation<CompiledIndicator> compile(String groupBy) {
    Optional<LinearQuery> counted = query(Refusal.Part.COUNTED, ratio.countedQuery());
    Optional<LinearQuery> total = query(Refusal.Part.TOTAL, ratio.totalQuery());
    Optional<LinearQuery> doubtful =
        ratio.doubtfulQuery().flatMap(text -> query(Refusal.Part.DOUBTFUL, text));
    if (total.isEmpty()) {
      return new Compilation.Refused<>(refusals);
    }
    var queries = new EnumMap<Refusal.Part, LinearQuery>(Refusal.Part.class);
    counted.ifPresent(query -> queries.put(Refusal.Part.COUNTED, query));
    queries.put(Refusal.Part.TOTAL, total.get());
    doubtful.ifPresent(query -> queries.put(Refusal.Part.DOUBTFUL, query));

    GroupLabels labels = GroupLabels.of(groupBy, total.get().kept());
    queries.forEach((part, query) -> checkLabels(part, query, labels.labels()));
    queries.forEach((part, query) -> checkSpans(part, query, total.get()));
    var terms = new EnumMap<Refusal.Part, List<Term>>(Refusal.Part.class);
    queries.forEach((part, query) -> terms.put(part, whole(part, query, total.get())));
    return refusals.isEmpty()
        ? new Compilation.Compiled<>(new CompiledIndicator(ratio.counted(), terms, labels))
        : new Compilation.Refused<>(refusals);
  }

  private Optional<LinearQuery> query(Refusal.Part part, String text) {
    try {
      return Optional.of(LinearQuery.of(text));
    } catch (QueryException e) {
      refusals.add(e.in(part));
      return Optional.empty();
    }
  }

  private void refuse(Refusal.Part part, int offset, String problem, String remedy) {
    refusals.add(new Refusal(part, offset, problem, remedy, false));
  }

  private void checkLabels(Refusal.Part part, LinearQuery query, List<String> labels) {
    for (String label : labels) {
      if (!query.kept().keeps(label)) {
        refuse(
            part,
            0,
            "the query aggregates the label '%s' away, by which the SLO is grouped"
                .formatted(label),
            "Keep it: sum by (%s) (…)".formatted(label));
      }
    }
  }

  /// A ratio of `rate` to `increase`, or over two ranges, is no ratio of events.
  private void checkSpans(Refusal.Part part, LinearQuery query, LinearQuery total) {
    String span = total.terms().getFirst().span();
    for (Term term : query.terms()) {
      if (!comparable(term.span(), span)) {
        refuse(
            part,
            term.offset(),
            "%s here and %s in the total cannot be compared"
                .formatted(shown(term.span()), shown(span)),
            "Use the same function and range in all queries of an SLI");
        return;
      }
    }
  }

  /// `sum` and `count` over the same time belong together: the good checks, and all of them.
  private static boolean comparable(String one, String other) {
    return one.replaceFirst("^count", "sum").equals(other.replaceFirst("^count", "sum"));
  }

  private static String shown(String span) {
    return span.isEmpty() ? "no range" : "'" + span + "'";
  }

  /// The terms with whole factors. A factor that all of them share cancels in the ratio.
  private List<Term> whole(Refusal.Part part, LinearQuery query, LinearQuery total) {
    double shared =
        total.terms().stream().mapToDouble(term -> Math.abs(term.factor())).min().orElseThrow();
    var terms = new ArrayList<Term>();
    for (Term term : query.terms()) {
      double factor = term.factor() / shared;
      double whole = Math.rint(factor);
      if (Math.abs(factor - whole) > WHOLE * Math.abs(factor)) {
        refuse(
            part,
            term.offset(),
            "a factor of %s makes parts of events".formatted(factor),
            "Count whole events; a factor that all queries share cancels");
      }
      terms.add(term.withFactor(whole));
    }
    return List.copyOf(terms);
  }
}
