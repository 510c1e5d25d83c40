package dev.nines.slo.sli;

import java.util.ArrayList;
import java.util.Optional;

/// What the functions of native histograms count, in the series that stand for a histogram here:
/// `name_count`, and `name_bucket` with an edge.
///
/// A histogram comes in with buckets, from the text formats as it is written and from OTLP with the
/// edges that it is given, so its functions select those.
final class NativeHistogram {
  private NativeHistogram() {}

  /// How many events the histogram has, as by `histogram_count`.
  static Expression count(Expression histogram) {
    return classic(histogram, "_count", Optional.empty());
  }

  /// How many of its events lie at an edge or below, as by `histogram_fraction` times
  /// `histogram_count`.
  static Expression upTo(String edge, Expression histogram) {
    var atEdge = LabelMatcher.of(LabelMatcher.BUCKET_EDGE, "=", edge, histogram.offset());
    return classic(histogram, "_bucket", Optional.of(atEdge));
  }

  private static Expression classic(
      Expression expression, String suffix, Optional<LabelMatcher> edge) {
    return switch (expression) {
      case Expression.Select select -> classic(select, suffix, edge);
      case Expression.Call(int offset, String function, Expression.Select argument) ->
          new Expression.Call(offset, function, classic(argument, suffix, edge));
      case Expression.Aggregate(int offset, String operator, Kept kept, Expression of) ->
          new Expression.Aggregate(offset, operator, kept, classic(of, suffix, edge));
      case Expression.Binary(int offset, String operator, var on, Expression left, var right) ->
          new Expression.Binary(
              offset, operator, on, classic(left, suffix, edge), classic(right, suffix, edge));
      case Expression.NotZero _, Expression.Literal _, Expression.Zero _, Expression.Time _ ->
          throw QueryException.unsupported(
              expression.offset(),
              "this is no histogram",
              "Write rate or increase of a histogram, for example rate(requests_seconds[5m])");
    };
  }

  private static Expression.Select classic(
      Expression.Select select, String suffix, Optional<LabelMatcher> edge) {
    VectorSelector selector = select.selector();
    String name =
        selector
            .name()
            .orElseThrow(
                () ->
                    QueryException.unsupported(
                        select.offset(),
                        "a histogram without a name is not evaluated",
                        "Write its name before the braces"));
    var matchers = new ArrayList<>(selector.matchers());
    edge.ifPresent(matchers::add);
    return new Expression.Select(
        select.offset(),
        new VectorSelector(Optional.of(name + suffix), matchers),
        select.range(),
        select.delay());
  }
}
