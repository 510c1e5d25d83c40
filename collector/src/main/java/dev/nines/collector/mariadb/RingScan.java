package dev.nines.collector.mariadb;

import java.util.List;

/// What one scan of the ring found. Moments are in picoseconds on the server's own timer.
///
/// @param countedBefore the server's own count of the same statements, read before the scan
/// @param countedAfter the same, read after it
/// @param older rows, of whatever kind, that ended at the last scan's edge or before
/// @param groups the statements that ended after the last scan's edge and up to this one's
/// @param younger statements that ended after this scan's edge; they are left for the next scan
/// @param newestEnd when the newest statement in the ring ended; 0 if the ring is empty
record RingScan(
    long countedBefore,
    long countedAfter,
    long older,
    List<Group> groups,
    long younger,
    long newestEnd) {

  RingScan {
    groups = List.copyOf(groups);
  }

  /// Statements of one schema with about the same duration.
  ///
  /// @param schema the schema that was current; empty if none was
  /// @param bucket of `LatencyHistogram`
  /// @param count how many
  /// @param slow how many of them were over the threshold
  record Group(String schema, int bucket, long count, long slow) {}

  long inWindow() {
    return groups.stream().mapToLong(Group::count).sum();
  }
}
