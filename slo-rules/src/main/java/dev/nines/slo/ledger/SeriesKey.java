package dev.nines.slo.ledger;

import dev.nines.slo.model.TenantId;

/// The name of one series of the ledger: what is counted, for whom.
///
/// @param slo the objective's name
/// @param generation the fingerprint of what is measured; a changed query begins a new series
/// @param tenant whose events are counted
public record SeriesKey(String slo, String generation, TenantId tenant) {}
