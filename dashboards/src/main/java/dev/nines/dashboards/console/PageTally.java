package dev.nines.dashboards.console;

/// How good the pages of one week, or about one thing, were.
///
/// @param name the week or the thing, for people
/// @param tenant whom they were about; empty if nobody in particular
/// @param pages pages that began
/// @param actedOn those of them that somebody acted on
/// @param flapping those of them that came back within an hour of their end
public record PageTally(String name, String tenant, long pages, long actedOn, long flapping) {}
