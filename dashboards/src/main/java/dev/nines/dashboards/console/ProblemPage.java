package dev.nines.dashboards.console;

/// What is shown when a page cannot be.
///
/// @param chrome what is around it
/// @param status the HTTP status
/// @param headline what went wrong
/// @param remedy what one can do
public record ProblemPage(Chrome chrome, int status, String headline, String remedy) {}
