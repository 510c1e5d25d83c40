/// From samples to good and bad events: PromQL of SLIs compiled to selectors, and the selection
/// that counts what each observation adds.
///
/// [CompiledIndicator] and [CompiledLevel] take the subset of PromQL that SLIs are made of and say
/// precisely what they do not take; [PromqlSyntax] tells that from what is no PromQL. [Selection]
/// holds the compiled objectives and the counters' baselines; the engine feeds it every
/// observation. Nothing here does I/O or reads a clock.
@NullMarked
package dev.nines.slo.sli;

import org.jspecify.annotations.NullMarked;
