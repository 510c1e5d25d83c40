/// The durable minute-by-minute record of what was measured, append-only.
///
/// The engine commits one [Batch] per tick and advances the clock; `dev.nines.slo.window` keeps its
/// running sums from what the [Ledger] holds; console and reports read minutes as of any instant.
/// Behind the ledger: a journal (one force per commit), minutes folded in memory once they close,
/// and sealed files of one hour each. All I/O goes through [Storage].
@NullMarked
package dev.nines.slo.ledger;

import org.jspecify.annotations.NullMarked;
