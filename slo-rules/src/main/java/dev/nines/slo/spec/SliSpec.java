package dev.nines.slo.spec;

import dev.nines.slo.model.Indicator;
import dev.nines.slo.sli.RatioQuery;
import dev.nines.slo.yaml.Field;
import java.util.Optional;

/// An SLI as it is written.
///
/// @param metadata its metadata
/// @param metric what is measured, absent if that is invalid
record SliSpec(Metadata metadata, Optional<Metric> metric) {

  /// What an SLI measures.
  sealed interface Metric {
    /// A level to compare with a value.
    record Threshold(MetricSource level) implements Metric {}

    /// Good or bad events of all events.
    record Ratio(Indicator.Counted counted, MetricSource numerator, MetricSource total)
        implements Metric {}

    /// Something that only another tool evaluates.
    ///
    /// @param reason why it is not evaluated here
    record Foreign(String reason) implements Metric {}

    /// A ratio in one query.
    ///
    /// @param counted whether it is the ratio of good or of bad events
    record Raw(Indicator.Counted counted, MetricSource ratio) implements Metric {

      /// The same as two queries, if the query is a quotient.
      Optional<Ratio> asEvents() {
        Optional<Field> query = ratio.query();
        return query
            .flatMap(Field::text)
            .flatMap(RatioQuery::of)
            .filter(this::isGoodWithoutEvents)
            .map(
                parts ->
                    new Ratio(
                        parts.complement() ? opposite() : counted,
                        ratio.withQuery(query.get(), parts.counted()),
                        ratio.withQuery(query.get(), parts.total())));
      }

      /// Who has it otherwise wants time without events to count as bad; events cannot say that.
      private boolean isGoodWithoutEvents(RatioQuery parts) {
        double good = counted == Indicator.Counted.GOOD ? 1 : 0;
        return parts.withoutEvents().orElse(good) == good;
      }

      private Indicator.Counted opposite() {
        return switch (counted) {
          case GOOD -> Indicator.Counted.BAD;
          case BAD -> Indicator.Counted.GOOD;
        };
      }
    }
  }
}
