/// Minutes that do not count: maintenance and what else a contract leaves out, one-off or
/// recurring, entered before or after the fact.
///
/// Exclusions never change what was measured: they apply when it is read, so that the raw and the
/// contractual figure of any period can both be had, as of any instant. `dev.nines.slo.window`
/// leaves excluded minutes out of its sums; reports and the console ask
/// [dev.nines.slo.exclusion.Exclusions] for themselves; the gateway reads the file and keeps the
/// store.
@NullMarked
package dev.nines.slo.exclusion;

import org.jspecify.annotations.NullMarked;
