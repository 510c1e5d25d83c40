package dev.nines.slo.sli;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Writes compiled terms as PromQL again, for Prometheus to evaluate over a window of our choosing.
///
/// Where a side has no series Prometheus drops the whole sum, and counting here takes it as zero;
/// so what is written falls back to the sides that are there.
///
/// @param groupBy the labels that stay
/// @param window the range, as Prometheus writes it: `5m`
record PromqlWriter(List<String> groupBy, String window) {

  String sum(List<Term> terms) {
    var sum = factored(terms.getFirst());
    for (Term term : terms.subList(1, terms.size())) {
      var next = aggregated(term, Math.abs(term.factor()));
      var alone = term.factor() < 0 ? "0 - " + next : next;
      var operator = term.factor() < 0 ? " - " : " + ";
      sum = "((%s%s%s) or (%s) or (%s))".formatted(sum, operator, next, sum, alone);
    }
    return sum;
  }

  private String factored(Term term) {
    return aggregated(term, term.factor());
  }

  private String aggregated(Term term, double factor) {
    var kept = groupBy.isEmpty() ? "" : " by (" + PromqlNames.labels(groupBy) + ")";
    var aggregate = "sum%s (%s(%s[%s]))".formatted(kept, function(term), selector(term), window);
    return factor == 1 ? aggregate : "%s * %s".formatted(number(factor), aggregate);
  }

  private static String number(double factor) {
    return factor == Math.rint(factor) ? Long.toString((long) factor) : Double.toString(factor);
  }

  /// A series whose kind only its samples tell is taken for a counter, as in all of Prometheus.
  private static String function(Term term) {
    return switch (term.measure()) {
      case INCREASE, AS_IS -> "increase";
      case VALUE -> "sum_over_time";
      case ONE -> "count_over_time";
    };
  }

  private static String selector(Term term) {
    boolean amongMatchers =
        term.selector().matchers().stream().anyMatch(m -> m.label().equals(LabelMatcher.NAME));
    var name = term.selector().name().filter(_ -> !amongMatchers);
    var matchers =
        Stream.concat(
                name.filter(each -> !PromqlNames.isMetric(each)).map(PromqlNames::quoted).stream(),
                term.selector().matchers().stream()
                    .map(
                        each ->
                            PromqlNames.label(each.label())
                                + each.operator()
                                + PromqlNames.quoted(each.value())))
            .collect(Collectors.joining(", "));
    return name.filter(PromqlNames::isMetric).orElse("")
        + (matchers.isEmpty() ? "" : "{" + matchers + "}");
  }
}
