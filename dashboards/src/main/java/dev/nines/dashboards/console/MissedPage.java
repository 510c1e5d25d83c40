package dev.nines.dashboards.console;

import java.time.Instant;
import java.util.Optional;

/// A burn that nobody was paged for.
///
/// @param slo the promise
/// @param tenant to whom
/// @param from when somebody should have been paged
/// @param to when it was over; absent if it still burns
public record MissedPage(String slo, String tenant, Instant from, Optional<Instant> to) {}
