package dev.nines.collector.mariadb;

/// One tenant's statements and slow statements, put together from two counters of the server that
/// are read one shortly after the other: the total first, then the slow ones.
///
/// A statement that ends in between is slow now and in the total only at the next reading. So a
/// slow one that finds no place in the total waits for one reading. What then still finds none is
/// of a kind that the total does not count, and is kept apart. At every moment `slow + unpaired +
/// waiting = all slow statements reported` and `slow <= total`.
final class StatementCount {
  private long total;
  private long slow;
  private long unpaired;
  private long waiting;
  private long lockWaits;
  private long lockWaitsWaiting;

  /// Adds the increases of one reading.
  void add(long totalIncrease, long slowIncrease) {
    long reported = waiting + slowIncrease;
    long paired = Math.min(reported, totalIncrease);
    long left = reported - paired;
    long stillYoung = Math.min(left, slowIncrease);
    total += totalIncrease;
    slow += paired;
    unpaired += left - stillYoung;
    waiting = stillYoung;
    long doubtful = Math.min(lockWaitsWaiting, totalIncrease - paired);
    lockWaits += doubtful;
    lockWaitsWaiting -= doubtful;
  }

  /// Adds waits for metadata locks. They are read more rarely than statements, so their doubt is
  /// laid on the next fast statements, and never on more than there are.
  void addLockWaits(long increase) {
    lockWaitsWaiting += increase;
  }

  /// Forgets what waits: the counters start again.
  void restart() {
    unpaired += waiting;
    waiting = 0;
    lockWaitsWaiting = 0;
  }

  long total() {
    return total;
  }

  long slow() {
    return slow;
  }

  /// Statements that may have been over the threshold without being counted as slow.
  long lockWaits() {
    return lockWaits;
  }

  long unpaired() {
    return unpaired;
  }
}
