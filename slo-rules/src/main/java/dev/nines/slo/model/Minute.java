package dev.nines.slo.model;

/// What is known of one minute of one series, raw.
///
/// @param epochMinute minutes since 1970-01-01T00:00Z
/// @param good good events
/// @param bad bad events
/// @param doubtful events that could be either
/// @param observed whether the source was really observed in this minute
public record Minute(long epochMinute, long good, long bad, long doubtful, boolean observed) {

  /// A minute of which nothing is known.
  public static Minute unmeasured(long epochMinute) {
    return new Minute(epochMinute, 0, 0, 0, false);
  }

  /// All valid events.
  public long total() {
    return good + bad + doubtful;
  }
}
