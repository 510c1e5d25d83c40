package dev.nines.slo.sli;

import dev.nines.slo.model.Indicator;
import dev.nines.slo.sli.LevelLeaf.Aggregation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Compiles the query of one threshold: arithmetic between aggregates of selectors.
final class LevelCompiler {
  private static final String TAKEN =
      "Use sum, avg, min, max or count, by labels, of a gauge, and + - * / and 'or' between them,"
          + " numbers and time()";

  private final Indicator.Threshold threshold;
  private final List<LevelLeaf> leaves = new ArrayList<>();
  private final List<Kept> kept = new ArrayList<>();
  private final List<Integer> offsets = new ArrayList<>();

  LevelCompiler(Indicator.Threshold threshold) {
    this.threshold = threshold;
  }

  /// @throws QueryException if the query is not taken
  CompiledLevel compile(String groupBy) {
    Expression query = Parser.parse(threshold.query());
    LevelNode root = node(query);
    if (leaves.isEmpty()) {
      throw QueryException.unsupported(0, "the query selects nothing", "Write the name of a gauge");
    }
    GroupLabels groups = GroupLabels.of(groupBy, kept.getFirst());
    for (int i = 0; i < leaves.size(); i++) {
      check(i, groups);
    }
    return new CompiledLevel(threshold, root, leaves, groups);
  }

  private LevelNode node(Expression expression) {
    if (!(expression instanceof Expression.Literal) && selectsOneWithoutAggregation(expression)) {
      var element = new Element();
      LevelNode each = element.node(expression);
      return leaf(element.required(expression), each, worst(), Kept.all(), expression.offset());
    }
    return switch (expression) {
      case Expression.Literal(_, double value) -> new LevelNode.Constant(value);
      case Expression.Zero _ -> new LevelNode.Constant(0);
      case Expression.Time _ -> new LevelNode.Now();
      case Expression.Binary binary ->
          new LevelNode.Operation(operator(binary), node(binary.left()), node(binary.right()));
      case Expression.Aggregate aggregate -> {
        var element = new Element();
        LevelNode each = element.node(aggregate.of());
        yield leaf(
            element.required(aggregate.of()),
            each,
            Aggregation.valueOf(aggregate.operator().toUpperCase(Locale.ROOT)),
            aggregate.kept(),
            aggregate.offset());
      }
      case Expression.NotZero notZero -> throw compared(notZero);
      case Expression.Select select -> throw ranged(select.offset());
      case Expression.Call call -> throw ranged(call.offset());
    };
  }

  /// A query without aggregation promises that every series holds.
  private Aggregation worst() {
    return switch (threshold.comparison()) {
      case LT, LTE -> Aggregation.MAX;
      case GT, GTE -> Aggregation.MIN;
    };
  }

  private LevelNode leaf(
      VectorSelector selector, LevelNode element, Aggregation aggregation, Kept keeps, int offset) {
    leaves.add(new LevelLeaf(selector, element, aggregation));
    kept.add(keeps);
    offsets.add(offset);
    return new LevelNode.Input(leaves.size() - 1);
  }

  /// What is finer than the groups can be joined only where the worst counts anyway.
  private void check(int leaf, GroupLabels groups) {
    Kept keeps = kept.get(leaf);
    for (String label : groups.labels()) {
      if (!keeps.keeps(label)) {
        throw QueryException.unsupported(
            offsets.get(leaf),
            "the query aggregates the label '%s' away, by which the SLO is grouped"
                .formatted(label),
            "Keep it: by (%s)".formatted(label));
      }
    }
    boolean exact =
        keeps instanceof Kept.Only(var labels)
            && Set.copyOf(labels).equals(new HashSet<>(groups.labels()));
    boolean worstAnyway = leaves.size() == 1 && leaves.get(leaf).aggregation() == worst();
    if (!exact && !worstAnyway) {
      throw QueryException.unsupported(
          offsets.get(leaf),
          "this is finer than the groups of the SLO",
          "Aggregate it by (%s), or group by its labels".formatted(groups));
    }
  }

  private static String operator(Expression.Binary binary) {
    if (binary.operator().equals("unless")) {
      throw QueryException.unsupported(
          binary.operatorOffset(), "'unless' is not evaluated in a threshold", TAKEN);
    }
    return binary.operator();
  }

  private static QueryException compared(Expression.NotZero notZero) {
    return QueryException.unsupported(
        notZero.operatorOffset(), "'>' is not evaluated in a threshold", TAKEN);
  }

  private static boolean selectsOneWithoutAggregation(Expression expression) {
    return switch (expression) {
      case Expression.Select select -> select.range().isEmpty() && select.delay().isEmpty();
      case Expression.Binary binary ->
          !binary.operator().equals("or")
              && ((isPlain(binary.left()) && selectsOneWithoutAggregation(binary.right()))
                  || (selectsOneWithoutAggregation(binary.left()) && isPlain(binary.right())));
      case Expression.Literal _, Expression.Zero _, Expression.Time _ -> false;
      case Expression.Aggregate _, Expression.Call _, Expression.NotZero _ -> false;
    };
  }

  private static boolean isPlain(Expression expression) {
    return switch (expression) {
      case Expression.Literal _, Expression.Time _ -> true;
      case Expression.Binary binary -> isPlain(binary.left()) && isPlain(binary.right());
      case Expression.Select _, Expression.Call _, Expression.Aggregate _ -> false;
      case Expression.Zero _, Expression.NotZero _ -> false;
    };
  }

  private static QueryException ranged(int offset) {
    return QueryException.unsupported(
        offset, "a range is not evaluated in a threshold: each reading is an event", TAKEN);
  }

  /// What is made of each sample of one selector.
  private static final class Element {
    private @Nullable VectorSelector selector;

    LevelNode node(Expression expression) {
      return switch (expression) {
        case Expression.Literal(_, double value) -> new LevelNode.Constant(value);
        case Expression.Time _ -> new LevelNode.Now();
        case Expression.Select(int offset, VectorSelector selected, String range, String delay) -> {
          if (!range.isEmpty() || !delay.isEmpty()) {
            throw ranged(offset);
          }
          if (selector != null) {
            throw QueryException.unsupported(
                offset, "an aggregate of two selectors is not evaluated", TAKEN);
          }
          selector = selected;
          yield new LevelNode.Input(0);
        }
        case Expression.Binary binary ->
            new LevelNode.Operation(operator(binary), node(binary.left()), node(binary.right()));
        case Expression.Zero zero -> throw inside(zero.offset());
        case Expression.Aggregate aggregate -> throw inside(aggregate.offset());
        case Expression.Call call -> throw ranged(call.offset());
        case Expression.NotZero notZero -> throw compared(notZero);
      };
    }

    VectorSelector required(Expression expression) {
      return Optional.ofNullable(selector)
          .orElseThrow(
              () ->
                  QueryException.syntax(
                      expression.offset(),
                      "a number cannot be aggregated",
                      "Aggregate a selector"));
    }

    private static QueryException inside(int offset) {
      return QueryException.unsupported(
          offset, "an aggregate of an aggregate is not evaluated in a threshold", TAKEN);
    }
  }
}
