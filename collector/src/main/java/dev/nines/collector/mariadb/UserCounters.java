package dev.nines.collector.mariadb;

/// The server's counters of one database user. Absent rows read as zero.
///
/// @param statements reading and writing statements, text and prepared, and those inside procedures
/// @param commands statements of whatever kind, and those inside procedures
/// @param connections connections ever opened, by the same table
/// @param slow statements over the threshold
/// @param knownToStatus whether performance_schema has a row of this user
/// @param inside what ran inside procedures and may be among the slow ones
record UserCounters(
    long statements,
    long commands,
    long connections,
    long slow,
    boolean knownToStatus,
    Inside inside) {
  static final UserCounters NONE = new UserCounters(0, 0, 0, 0, false);

  /// Of a server whose slow counts hold no statement inside a procedure.
  UserCounters(long statements, long commands, long connections, long slow, boolean knownToStatus) {
    this(statements, commands, connections, slow, knownToStatus, Inside.NONE);
  }

  /// With the slow count, which comes from a table of its own.
  UserCounters withSlow(long count) {
    return new UserCounters(statements, commands, connections, count, true, inside);
  }

  /// With what ran inside procedures by a later reading.
  UserCounters withInsideAfter(long count) {
    return new UserCounters(
        statements, commands, connections, slow, knownToStatus, new Inside(inside.before(), count));
  }

  /// Whether something that can only grow is less than before.
  boolean fellBehind(UserCounters earlier) {
    return statements < earlier.statements
        || connections < earlier.connections
        || slow < earlier.slow
        || (earlier.knownToStatus && !knownToStatus);
  }
}
