package dev.nines.collector.otlp.span;

import dev.nines.slo.model.Objective;
import dev.nines.slo.model.TenantId;
import java.util.Optional;

/// Finds the trace that shows best how a promise was broken, so that a page can link it. Answers
/// from memory; safe between threads.
@FunctionalInterface
public interface TraceFinder {
  /// Knows no trace: nothing is received by OTLP.
  TraceFinder NONE = (_, _) -> Optional.empty();

  /// The worst of the tenant's requests or queries that were bad by this promise: of the last
  /// minutes, or if there were none, of the last day. Never one of another tenant.
  ///
  /// @param objective a promise with events of its own; a composite has none, so ask for its parts
  Optional<Exemplar> worst(Objective objective, TenantId tenant);
}
