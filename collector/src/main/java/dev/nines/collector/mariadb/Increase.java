package dev.nines.collector.mariadb;

/// What happened between two readings.
///
/// @param statements reading and writing statements
/// @param slow statements over the threshold
record Increase(long statements, long slow) {
  static final Increase NONE = new Increase(0, 0);

  static Increase between(UserCounters earlier, UserCounters later) {
    return new Increase(later.statements() - earlier.statements(), later.slow() - earlier.slow());
  }

  Increase plus(Increase other) {
    return new Increase(statements + other.statements, slow + other.slow);
  }
}
