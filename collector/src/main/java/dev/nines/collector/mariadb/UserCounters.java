package dev.nines.collector.mariadb;

/// The server's counters of one database user. Absent rows read as zero.
///
/// @param statements reading and writing statements, text and prepared, and those inside procedures
/// @param commands statements of whatever kind, and those inside procedures
/// @param connections connections ever opened, by the same table
/// @param slow statements over the threshold
/// @param knownToStatus whether performance_schema has a row of this user
record UserCounters(
    long statements, long commands, long connections, long slow, boolean knownToStatus) {
  static final UserCounters NONE = new UserCounters(0, 0, 0, 0, false);

  /// Whether something that can only grow is less than before.
  boolean fellBehind(UserCounters earlier) {
    return statements < earlier.statements
        || connections < earlier.connections
        || slow < earlier.slow
        || (earlier.knownToStatus && !knownToStatus);
  }
}
