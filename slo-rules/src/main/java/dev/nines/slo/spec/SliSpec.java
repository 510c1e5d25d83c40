package dev.nines.slo.spec;

import dev.nines.slo.model.Indicator;
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

    /// A ratio that was computed elsewhere.
    record Raw(MetricSource ratio) implements Metric {}
  }
}
