/// From samples to good and bad events: PromQL of SLIs compiled to selectors, and the selection
/// that counts what each observation adds.
///
/// [Promql] reads the subset of PromQL that SLIs are made of and says precisely what it does not
/// take. [Selection] holds the compiled objectives and the counters' baselines; the engine feeds it
/// every observation. Nothing here does I/O or reads a clock.
@NullMarked
package dev.nines.slo.sli;

import org.jspecify.annotations.NullMarked;
