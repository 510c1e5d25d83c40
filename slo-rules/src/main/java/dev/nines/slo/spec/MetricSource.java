package dev.nines.slo.spec;

import dev.nines.slo.yaml.Field;
import java.util.Optional;

/// Where a metric comes from.
///
/// @param source the data source referred to
/// @param type the type written here; otherwise that of the data source
/// @param query the query, for types that have one
/// @param doubtful the query for events that could be either, an extension
/// @param at the field `metricSource`
record MetricSource(
    Optional<Reference> source,
    Optional<String> type,
    Optional<Field> query,
    Optional<Field> doubtful,
    Field at) {

  /// The same source with a query that was made of the one that is written.
  MetricSource withQuery(Field written, String made) {
    return new MetricSource(
        source, type, Optional.of(Translation.made(written, made)), doubtful, at);
  }
}
