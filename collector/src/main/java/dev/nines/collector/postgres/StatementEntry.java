package dev.nines.collector.postgres;

/// What the server has summed up of one statement of one role in one database. Durations are in
/// milliseconds, as the server gives them.
///
/// @param calls how often it ran to its end
/// @param total the sum of the durations
/// @param min the shortest duration
/// @param max the longest duration
/// @param squares the sum of the squared durations
record StatementEntry(long calls, double total, double min, double max, double squares) {
  /// Before the statement first ran.
  static final StatementEntry NONE =
      new StatementEntry(0, 0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0);

  /// Of one role, in one database: what the server calls a statement's identity.
  record Key(long role, long database, long query) {}

  /// From the server's columns: it shows the mean and the (population) standard deviation.
  static StatementEntry of(
      long calls, double total, double min, double max, double mean, double deviation) {
    return new StatementEntry(
        calls, total, min, max, calls * (mean * mean + deviation * deviation));
  }

  /// Whether this cannot be a later state of `earlier`: something was set back in between.
  boolean fellBehind(StatementEntry earlier) {
    return calls < earlier.calls || max < earlier.max || min > earlier.min;
  }
}
