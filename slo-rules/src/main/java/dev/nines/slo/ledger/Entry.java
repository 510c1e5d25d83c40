package dev.nines.slo.ledger;

/// One addition to a series. Entries are never changed, only added to: the figure of a minute is
/// the sum of its entries.
///
/// @param series the id that [Ledger#seriesId] gave
/// @param epochMinute the minute in which the events happened; of an interval its last minute
/// @param spanMinutes 1 for a plain entry; more for an interval observation, whose events happened
///   somewhere in the `spanMinutes` minutes that end with `epochMinute`
/// @param good good events, at least 0
/// @param bad bad events, at least 0
/// @param doubtful events that could be either, at least 0
public record Entry(
    int series, long epochMinute, int spanMinutes, long good, long bad, long doubtful) {

  /// Whether it is unknown in which of several minutes the events happened.
  public boolean isInterval() {
    return spanMinutes > 1;
  }

  /// The first minute in which the events may have happened.
  public long firstMinute() {
    return epochMinute - spanMinutes + 1;
  }
}
