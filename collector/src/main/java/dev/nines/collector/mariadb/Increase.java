package dev.nines.collector.mariadb;

/// What happened between two readings.
///
/// @param statements reading and writing statements
/// @param slow statements over the threshold, for certain
/// @param doubtful statements that were perhaps over it too
record Increase(long statements, long slow, long doubtful) {
  static final Increase NONE = new Increase(0, 0, 0);

  /// Slow ones that may have run inside procedures are in doubt: the client waited for the call. Of
  /// calls there are no more than statements.
  static Increase between(UserCounters earlier, UserCounters later) {
    long statements = later.statements() - earlier.statements();
    long slow = later.slow() - earlier.slow();
    long inside = Math.min(slow, later.inside().since(earlier.inside()));
    return new Increase(statements, slow - inside, Math.min(inside, Math.max(1, statements)));
  }

  Increase plus(Increase other) {
    return new Increase(
        statements + other.statements, slow + other.slow, doubtful + other.doubtful);
  }
}
