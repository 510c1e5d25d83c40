package dev.nines.slo.sli;

import dev.nines.slo.model.Series;
import java.time.Instant;

/// The last raw value of a counter, from which the next increase is counted. Part of the journal,
/// so that counting goes on where it stopped after a restart of the gateway.
///
/// @param source the kind of source that read it
/// @param target the target within the source
/// @param series the counter
/// @param value its value; NaN means forget this baseline
/// @param at when that value was read
public record Baseline(String source, String target, Series series, double value, Instant at) {}
