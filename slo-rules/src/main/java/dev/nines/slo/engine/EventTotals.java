package dev.nines.slo.engine;

import dev.nines.slo.model.Objective;
import dev.nines.slo.model.Tenant;

/// What was counted for one objective of one tenant since the engine started: counters for
/// `/metrics/tenants`, which begin at zero with each start.
///
/// @param objective what was promised
/// @param tenant to whom
/// @param good good events
/// @param bad bad events
/// @param doubtful events that could be either
public record EventTotals(Objective objective, Tenant tenant, long good, long bad, long doubtful) {}
