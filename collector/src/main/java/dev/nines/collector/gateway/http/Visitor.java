package dev.nines.collector.gateway.http;

import dev.nines.slo.model.TenantId;

/// Who sent a request, as far as it matters for what may be seen.
public sealed interface Visitor {

  /// Somebody of the house, who sees everything.
  record Operator() implements Visitor {}

  /// A customer, or a program of theirs, who sees one tenant and must not learn that there are
  /// others.
  ///
  /// @param tenant the one
  record OfTenant(TenantId tenant) implements Visitor {}

  /// Nobody that we know.
  record Stranger() implements Visitor {}
}
