package dev.nines.collector.scrape;

import dev.nines.slo.model.Series;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a line of a body is, apart from its value. Decided once for each series.
///
/// @param series what its samples are handed on as; null if nothing needs them
/// @param tenant whose it is; null if it belongs to no tenant
/// @param counted whether it counts against the limits: false after relabelling dropped it
/// @param broken the limit of a single series that it breaks
record Meaning(
    @Nullable Series series,
    @Nullable TenantTally tenant,
    boolean counted,
    Optional<Limit> broken) {
  /// Relabelling dropped it.
  static final Meaning DROPPED = new Meaning(null, null, false, Optional.empty());

  /// Nothing needs it, and it belongs to no tenant.
  static final Meaning UNNEEDED = unneeded(null);

  /// A tenant's series that nothing needs.
  static Meaning unneeded(@Nullable TenantTally tenant) {
    return new Meaning(null, tenant, true, Optional.empty());
  }
}
