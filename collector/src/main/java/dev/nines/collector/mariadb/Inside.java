package dev.nines.collector.mariadb;

/// Statements of one user that ran inside procedures and may be among its slow ones, since the
/// server's start: no client waited for them by themselves. Read before the slow counts and after
/// them, so that what ended in between is in doubt on both sides.
///
/// @param before the slow counts, at most so many
/// @param after the slow counts, at least so many
record Inside(long before, long after) {
  /// Where slow counts hold no such statement, or none ever took so long.
  static final Inside NONE = new Inside(0, 0);

  /// At most so many of the slow statements since `earlier` ran inside procedures.
  long since(Inside earlier) {
    return Math.max(0, after - earlier.before);
  }
}
