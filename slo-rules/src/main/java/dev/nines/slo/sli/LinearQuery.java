package dev.nines.slo.sli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A query as a sum of terms. That is what can be counted: what each observation adds to it is the
/// sum of what it adds to each term, whatever the window.
///
/// A side that has no series counts as zero, where Prometheus would drop the whole result: an error
/// that never happened has no series, and that must not hide the successes.
///
/// @param terms the summands
/// @param kept the labels of the result
record LinearQuery(List<Term> terms, Kept kept) {

  /// @throws QueryException if the query is not taken
  static LinearQuery of(String query) {
    Part part = linear(Parser.parse(query));
    List<Term> terms = part.terms.stream().filter(term -> term.factor() != 0).toList();
    if (terms.isEmpty()) {
      throw QueryException.unsupported(
          0, "the query selects nothing", "Write a selector, for example requests_total");
    }
    return new LinearQuery(terms, part.kept.orElse(Kept.all()));
  }

  /// A part of a query: terms and their labels, or a number.
  private record Part(List<Term> terms, Optional<Kept> kept, Optional<Double> number) {
    static final Part ZERO = new Part(List.of(), Optional.empty(), Optional.empty());

    boolean keepsAny() {
      return !(kept.isPresent() && kept.get().equals(new Kept.Only(List.of())));
    }

    Part times(double factor) {
      return new Part(terms.stream().map(t -> t.times(factor)).toList(), kept, number);
    }
  }

  private static Part linear(Expression expression) {
    return switch (expression) {
      case Expression.Select(int offset, VectorSelector selector, String range, String delay) -> {
        if (!range.isEmpty()) {
          throw QueryException.syntax(
              offset, "a range must stand in a function", "Write increase(…[{{.window}}])");
        }
        yield vector(new Term(1, selector, Term.Measure.AS_IS, delayed("", delay), offset));
      }
      case Expression.Call(int offset, String function, Expression.Select argument) ->
          vector(
              new Term(
                  1,
                  argument.selector(),
                  measure(function),
                  delayed(
                      function.replace("_over_time", "") + "[" + argument.range() + "]",
                      argument.delay()),
                  offset));
      case Expression.Aggregate aggregate -> aggregate(aggregate);
      case Expression.Binary binary -> binary(binary);
      case Expression.NotZero notZero -> notZero(notZero);
      case Expression.Literal(_, double value) ->
          new Part(List.of(), Optional.empty(), Optional.of(value));
      case Expression.Zero _ -> Part.ZERO;
      case Expression.Time(int offset) ->
          throw QueryException.unsupported(
              offset, "'time' has no meaning where events are counted", Parser.TAKEN);
    };
  }

  /// Counts are taken as they come, so a delay that all queries share changes nothing; one that
  /// they do not share makes their spans differ.
  private static String delayed(String span, String delay) {
    return delay.isEmpty() ? span : (span + " offset " + delay).strip();
  }

  private static Term.Measure measure(String function) {
    return switch (function) {
      case "sum_over_time" -> Term.Measure.VALUE;
      case "count_over_time" -> Term.Measure.ONE;
      default -> Term.Measure.INCREASE;
    };
  }

  private static Part vector(Term term) {
    return new Part(List.of(term), Optional.of(Kept.all()), Optional.empty());
  }

  private static Part aggregate(Expression.Aggregate aggregate) {
    if (!aggregate.operator().equals("sum") && !aggregate.operator().equals("count")) {
      throw QueryException.unsupported(
          aggregate.offset(),
          "'%s' is not evaluated where events are counted".formatted(aggregate.operator()),
          "Use sum or count: an SLI counts events");
    }
    Part inner = linear(aggregate.of());
    if (inner.number.isPresent()) {
      throw QueryException.syntax(
          aggregate.of().offset(), "a number cannot be aggregated", "Aggregate a selector");
    }
    List<Term> terms = inner.terms;
    if (aggregate.operator().equals("count")) {
      if (!(aggregate.of() instanceof Expression.Select)) {
        throw QueryException.unsupported(
            aggregate.offset(),
            "'count' of something else than a selector is not evaluated",
            "Write count by (…) (metric{…})");
      }
      terms =
          terms.stream()
              .map(
                  t ->
                      new Term(
                          t.factor(),
                          t.selector(),
                          Term.Measure.ONE,
                          t.span(),
                          t.offset(),
                          t.guards()))
              .toList();
    }
    return new Part(
        terms,
        inner.kept.map(aggregate.kept()::of).or(() -> Optional.of(aggregate.kept())),
        Optional.empty());
  }

  private static Part binary(Expression.Binary binary) {
    Part left = linear(binary.left());
    Part right = linear(binary.right());
    return switch (binary.operator()) {
      case "+", "-" -> sum(binary, left, right);
      case "or" -> or(binary, left, right);
      case "unless" -> unless(binary, left, right);
      case "*", "/" -> product(binary, left, right);
      default -> throw new IllegalStateException("operator " + binary.operator());
    };
  }

  /// What is zero adds nothing, whether it is left out or not. What may be negative would.
  private static Part notZero(Expression.NotZero notZero) {
    Part part = linear(notZero.of());
    if (part.number.isPresent() || part.terms.stream().anyMatch(term -> term.factor() < 0)) {
      throw QueryException.unsupported(
          notZero.operatorOffset(),
          "'> 0' is evaluated behind sums of counts only",
          "Remove it: a total of zero is no event, and nothing is divided by it");
    }
    return part;
  }

  private static boolean compares(Expression expression) {
    return switch (expression) {
      case Expression.NotZero _ -> true;
      case Expression.Aggregate aggregate -> compares(aggregate.of());
      case Expression.Binary binary -> compares(binary.left()) || compares(binary.right());
      case Expression.Select _, Expression.Call _ -> false;
      case Expression.Literal _, Expression.Zero _, Expression.Time _ -> false;
    };
  }

  private static Part sum(Expression.Binary binary, Part left, Part right) {
    double sign = binary.operator().equals("-") ? -1 : 1;
    if (left.number.isPresent() && right.number.isPresent()) {
      return number(left.number.get() + sign * right.number.get());
    }
    requireVectors(binary, left, right);
    if (left.terms.isEmpty()) {
      return right.times(sign);
    }
    if (right.terms.isEmpty()) {
      return left;
    }
    requireSameLabels(binary, left, right);
    var terms = new ArrayList<>(left.terms);
    terms.addAll(right.times(sign).terms);
    return new Part(terms, left.kept, Optional.empty());
  }

  private static void requireVectors(Expression.Binary binary, Part left, Part right) {
    if (left.number.isPresent() || right.number.isPresent()) {
      throw QueryException.unsupported(
          binary.operatorOffset(),
          "a number beside '%s' is not evaluated".formatted(binary.operator()),
          "Count events only; a number may stand beside * and /");
    }
  }

  private static void requireSameLabels(Expression.Binary binary, Part left, Part right) {
    Kept kept = left.kept.orElse(Kept.all());
    if (kept.equals(Kept.all()) || right.kept.orElse(Kept.all()).equals(Kept.all())) {
      throw QueryException.unsupported(
          binary.operatorOffset(),
          "'%s' between series that are not aggregated is not evaluated"
              .formatted(binary.operator()),
          "Aggregate each side first: sum by (…) (…) %s sum by (…) (…)"
              .formatted(binary.operator()));
    }
    boolean onAll =
        binary.on().isEmpty()
            || (kept instanceof Kept.Only(var labels)
                && Set.copyOf(binary.on().get()).equals(Set.copyOf(labels)));
    if (!onAll || !kept.sameAs(right.kept.orElse(Kept.all()))) {
      throw QueryException.unsupported(
          binary.operatorOffset(),
          "the two sides of '%s' have different labels".formatted(binary.operator()),
          "Aggregate both sides by the same labels");
    }
  }

  private static Part or(Expression.Binary binary, Part left, Part right) {
    boolean adds = right.terms.stream().anyMatch(term -> term.factor() != 0);
    if (adds || left.number.isPresent() || right.number.isPresent()) {
      throw QueryException.unsupported(
          binary.operatorOffset(),
          "'or' with something else than vector(0) is not evaluated",
          "Use + for both together; a side without series counts as zero");
    }
    return left.terms.isEmpty() ? right : left;
  }

  /// While any series of the right side is there, the left side is not.
  private static Part unless(Expression.Binary binary, Part left, Part right) {
    boolean onNothing = binary.on().isPresent() && binary.on().get().isEmpty();
    boolean oneEach = !left.keepsAny() && !right.keepsAny();
    if (left.number.isPresent() || right.number.isPresent() || !(onNothing || oneEach)) {
      throw QueryException.unsupported(
          binary.operatorOffset(),
          "'unless' is evaluated for all groups at once only",
          "Write unless on() before the right side");
    }
    if (compares(binary.right())) {
      throw QueryException.unsupported(
          binary.operatorOffset(),
          "'unless' with a comparison is not evaluated",
          "Write unless on() before a series that is there only meanwhile");
    }
    List<VectorSelector> guards = right.terms.stream().map(Term::selector).toList();
    return new Part(
        left.terms.stream().map(term -> term.unless(guards)).toList(), left.kept, left.number);
  }

  private static Part product(Expression.Binary binary, Part left, Part right) {
    boolean divides = binary.operator().equals("/");
    if (right.number.isPresent()) {
      double number = divides ? 1 / right.number.get() : right.number.get();
      if (!Double.isFinite(number)) {
        throw QueryException.unsupported(
            binary.operatorOffset(), "this divides by zero", "Divide by something else");
      }
      return left.number.isPresent() ? number(left.number.get() * number) : left.times(number);
    }
    if (left.number.isPresent() && !divides) {
      return right.times(left.number.get());
    }
    throw QueryException.unsupported(
        binary.operatorOffset(),
        "'%s' between series is not evaluated".formatted(binary.operator()),
        "Write good or bad events and total as two queries; ratios are computed last, from sums");
  }

  private static Part number(double value) {
    return new Part(List.of(), Optional.empty(), Optional.of(value));
  }
}
