package dev.nines.dashboards.report;

/// Events of which only an interval is known, for example the increase of a counter over a gap.
/// They count in a period that contains the interval; its minutes stay unmeasured.
///
/// @param fromMinute the first epoch minute in which they may have happened
/// @param toMinute the epoch minute after the last
/// @param good good events
/// @param bad bad events
/// @param doubtful events that could be either
public record IntervalCounts(long fromMinute, long toMinute, long good, long bad, long doubtful) {

  boolean within(long from, long to) {
    return fromMinute >= from && toMinute <= to;
  }
}
