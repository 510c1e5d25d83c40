package dev.nines.slo.window;

/// What was counted over a window of one series.
///
/// @param good good events, at least 0
/// @param bad bad events, at least 0
/// @param doubtful events that could be either, at least 0
/// @param measuredMinutes minutes in which the source was really observed, the idle ones included
/// @param idleMinutes minutes that were observed without any event
/// @param expectedMinutes minutes of the window since onboarding that should have been observed; a
///   minute that still runs is expected only once it was observed
public record Figures(
    long good, long bad, long doubtful, int measuredMinutes, int idleMinutes, int expectedMinutes) {

  /// All valid events.
  public long total() {
    return good + bad + doubtful;
  }

  /// The share of expected minutes that were measured, 0 to 1; 1 if none was expected yet.
  public double coverageRatio() {
    return expectedMinutes == 0 ? 1 : Math.min(1, (double) measuredMinutes / expectedMinutes);
  }
}
