package dev.nines.slo.ledger;

/// What is in memory because no sealed file has it yet. Guarded by the ledger's lock.
///
/// @param minutes sums of the plain entries
/// @param late restatements
/// @param intervals interval observations
record Unsealed(MinuteStore minutes, RowStore late, RowStore intervals) {

  static Unsealed empty() {
    return new Unsealed(new MinuteStore(), new RowStore(), new RowStore());
  }

  /// Adds an entry where it belongs.
  ///
  /// @param closedUntil the first minute that was open when the entry was recorded
  void add(Entry entry, long recordedAtMillis, long sequence, long closedUntil) {
    if (entry.isInterval()) {
      intervals.add(new Row(entry, recordedAtMillis, sequence));
    } else if (entry.epochMinute() < closedUntil) {
      late.add(new Row(entry, recordedAtMillis, sequence));
    } else {
      minutes.add(entry);
    }
  }

  boolean isEmpty() {
    return minutes.isEmpty() && late.size() == 0 && intervals.size() == 0;
  }
}
