package dev.nines.slo.window;

/// What was counted over a window of one series, in the units of the budgeting method: events, time
/// slices, or for ratios of time slices [#RATIO_SLICE] for each slice.
///
/// @param good good events, at least 0
/// @param bad bad events, at least 0
/// @param doubtful events that could be either, at least 0
/// @param measuredMinutes minutes in which the source was really observed, the idle ones included
/// @param idleMinutes minutes that were observed without any event; of slices those of slices
///   without any
/// @param expectedMinutes minutes of the window since onboarding that should have been observed and
///   are not excluded; a minute that still runs is expected only once it was observed
public record Figures(
    long good, long bad, long doubtful, int measuredMinutes, int idleMinutes, int expectedMinutes) {

  /// What a whole time slice weighs where the ratios of slices are summed.
  public static final long RATIO_SLICE = 1_000_000_000;

  /// All valid events.
  public long total() {
    return good + bad + doubtful;
  }

  /// Whether there were events, all of them good, and no minute is missing: nothing burned, however
  /// much is allowed.
  public boolean isQuiet() {
    return (bad | doubtful) == 0 && good > 0 && measuredMinutes >= expectedMinutes;
  }

  /// These counts and others together.
  public Figures plus(Figures more) {
    return new Figures(
        good + more.good,
        bad + more.bad,
        doubtful + more.doubtful,
        measuredMinutes + more.measuredMinutes,
        idleMinutes + more.idleMinutes,
        expectedMinutes + more.expectedMinutes);
  }

  /// The share of expected minutes that were measured, 0 to 1; 1 if none was expected yet.
  public double coverageRatio() {
    return expectedMinutes == 0 ? 1 : Math.min(1, (double) measuredMinutes / expectedMinutes);
  }
}
