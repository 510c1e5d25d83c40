package dev.nines.collector.gateway;

import java.time.Instant;

/// What became of reloads.
///
/// @param lastSuccessful whether the last one was taken over
/// @param lastSuccessAt when the present configuration was read
record Reloads(boolean lastSuccessful, Instant lastSuccessAt) {}
