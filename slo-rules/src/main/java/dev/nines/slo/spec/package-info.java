/// Reads what was promised: OpenSLO files into [dev.nines.slo.model.Objective]s, with a diagnostic
/// for everything that is wrong or that will not be evaluated.
///
/// [SpecReader] is the entrance, for `nines check`, `check-config` and `run`.
@NullMarked
package dev.nines.slo.spec;

import org.jspecify.annotations.NullMarked;
