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
  private long doubtful;
  private long doubtsWaiting;

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
    long doubted = Math.min(doubtsWaiting, totalIncrease - paired);
    doubtful += doubted;
    doubtsWaiting -= doubted;
  }

  /// Adds statements that may have been slow, as waits for metadata locks. These are read more
  /// rarely than statements, so a doubt is laid on the next fast statements, and never on more than
  /// there are.
  void addDoubts(long increase) {
    doubtsWaiting += increase;
  }

  /// Adds the increases of one reading, of which some statements may have been slow.
  void add(long totalIncrease, long slowIncrease, long doubtfulIncrease) {
    addDoubts(doubtfulIncrease);
    add(totalIncrease, slowIncrease);
  }

  /// Forgets what waits: the counters start again.
  void restart() {
    unpaired += waiting;
    waiting = 0;
    doubtsWaiting = 0;
  }

  long total() {
    return total;
  }

  long slow() {
    return slow;
  }

  /// Statements that may have been over the threshold without being counted as slow.
  long doubtful() {
    return doubtful;
  }

  long unpaired() {
    return unpaired;
  }
}
