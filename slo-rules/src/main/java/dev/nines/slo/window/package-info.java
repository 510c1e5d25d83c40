/// Counts over windows of time: running sums per series and window, fed from the ledger.
///
/// The engine adds each batch and advances the clock; `dev.nines.slo.verdict` judges the [Figures].
@NullMarked
package dev.nines.slo.window;

import org.jspecify.annotations.NullMarked;
