package dev.nines.collector.mariadb;

/// The server's global status, at one moment of a reading.
///
/// @param uptimeSeconds since the server started
/// @param sinceFlushSeconds since `FLUSH STATUS`, or since the start
/// @param slowStatements of all connections, background threads too
/// @param usersLost users that performance_schema had no room for
/// @param threadsLost connections that performance_schema had no room for
/// @param replicaThreads running replica threads: their statements belong to no user
record Status(
    long uptimeSeconds,
    long sinceFlushSeconds,
    long slowStatements,
    long usersLost,
    long threadsLost,
    long replicaThreads) {

  /// When the status was last flushed, in seconds after the server's start.
  long flushedAtSeconds() {
    return uptimeSeconds - sinceFlushSeconds;
  }
}
