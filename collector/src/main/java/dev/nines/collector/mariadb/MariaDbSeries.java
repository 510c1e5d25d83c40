package dev.nines.collector.mariadb;

import dev.nines.collector.database.SeriesBook;
import dev.nines.slo.model.Sample;
import dev.nines.slo.model.SampleKind;
import java.util.Locale;

/// The names of the series that more than one class speaks of.
final class MariaDbSeries {
  private static final String PREFIX = "nines_mariadb_";

  /// Statements by tenant.
  static final String STATEMENTS = "nines_mariadb_statements_total";

  /// Of these, those over the threshold.
  static final String SLOW = "nines_mariadb_statements_slow_total";

  /// Slow statements that are in no total: their kind is not counted there.
  static final String SLOW_UNPAIRED = "nines_mariadb_statements_slow_unpaired_total";

  /// Waits for a metadata lock: at most so many statements over the threshold were not seen.
  static final String LOCK_WAITS = "nines_mariadb_metadata_lock_waits_total";

  /// Statements that belong to no tenant.
  static final String UNATTRIBUTED = "nines_mariadb_unattributed_statements_total";

  /// Of these, those over the threshold.
  static final String UNATTRIBUTED_SLOW = "nines_mariadb_unattributed_statements_slow_total";

  /// The share of a reading's statements that belong to no tenant.
  static final String UNATTRIBUTED_RATIO = "nines_mariadb_unattributed_ratio";

  /// How a statement finds its tenant on this server, always 1.
  static final String ATTRIBUTION = "nines_mariadb_attribution";

  /// The share of the server's statements that the ring still held when it was read.
  static final String RING_COVERAGE = "nines_mariadb_ring_coverage_ratio";

  /// How long the last reading of the ring took on the server and on the way.
  static final String RING_READ_SECONDS = "nines_mariadb_ring_read_seconds";

  /// What the isolation check found, by kind.
  static final String FINDINGS = "nines_isolation_findings";

  /// Attempts of tenants' own logins to get at a neighbour's schema, by outcome.
  static final String ATTEMPTS = "nines_isolation_attempts_total";

  /// Whether the isolation check can see triggers, which takes a privilege of its own.
  static final String TRIGGERS_VISIBLE = "nines_isolation_triggers_visible";

  /// Whether the privileges that MariaDB has no column for can be seen.
  static final String PRIVILEGES_VISIBLE = "nines_isolation_privileges_visible";

  /// Of how many tenants the table of migrations could be read.
  static final String MIGRATIONS_READ = "nines_isolation_migrations_read";

  /// Whether the server can be reached.
  static final String UP = "nines_mariadb_up";

  private MariaDbSeries() {}

  /// Which figures are those of record.
  static Sample attribution(SeriesBook book, Attribution attribution) {
    String label = attribution.name().toLowerCase(Locale.ROOT);
    return new Sample(book.ofServer(ATTRIBUTION, "attribution", label, SampleKind.GAUGE), 1);
  }

  /// The series of a server.
  static SeriesBook bookOf(String server) {
    return new SeriesBook(server, PREFIX);
  }
}
