/// Whether a promise is kept, and how fast it is being lost: budgets, burn rates, tiers and the
/// evidence for them.
///
/// Pure arithmetic over [dev.nines.slo.window.Figures]; no I/O, no clock. The engine calls [Judge]
/// each tick; alerts, console, reports and `/metrics` read its [Verdict]s.
@NullMarked
package dev.nines.slo.verdict;

import org.jspecify.annotations.NullMarked;
