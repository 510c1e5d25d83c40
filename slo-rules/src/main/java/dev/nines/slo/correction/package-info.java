/// Counts of the past that people put right: a probe that blamed the wrong side, a figure that the
/// provider's own books show to be another. A correction is an addition to the ledger like any late
/// count, so the raw figure as of an earlier instant stays what it was; who entered it, when and
/// why is kept beside it.
///
/// [dev.nines.slo.correction.CorrectionStore] keeps what was entered; the engine writes it to the
/// ledger between two ticks; the gateway reads the file, takes requests and shows the trail.
@NullMarked
package dev.nines.slo.correction;

import org.jspecify.annotations.NullMarked;
