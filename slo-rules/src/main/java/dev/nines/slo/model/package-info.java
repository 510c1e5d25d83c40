/// The words of Nines as immutable records: tenants, objectives, observations and minutes.
///
/// Everything else speaks in these types: sources produce [Observation]s, specs produce
/// [Objective]s, the ledger stores [Minute]s. Nothing here does I/O or reads a clock.
@NullMarked
package dev.nines.slo.model;

import org.jspecify.annotations.NullMarked;
