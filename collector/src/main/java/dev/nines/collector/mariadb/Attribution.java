package dev.nines.collector.mariadb;

/// How a statement finds its tenant. Chosen for each server by configuration.
public enum Attribution {
  /// Each tenant has a database user of its own: totals and slow counts come from the server's own
  /// counters by user, exact for text and prepared statements, and cheap. The ring is read for
  /// durations only.
  USER,
  /// One user serves all tenants, each in a schema of its own: totals and slow counts come from the
  /// ring of the last statements, and are given only while it held every statement.
  SCHEMA
}
