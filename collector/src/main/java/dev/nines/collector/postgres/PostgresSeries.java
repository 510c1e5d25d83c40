package dev.nines.collector.postgres;

import dev.nines.collector.database.SeriesBook;

/// The names of the series of statements.
final class PostgresSeries {
  private static final String PREFIX = "nines_postgres_";

  /// Statements by tenant.
  static final String STATEMENTS = "nines_postgres_statements_total";

  /// Of these, those over the threshold for certain.
  static final String SLOW = "nines_postgres_statements_slow_total";

  /// Of these, those that may have been over the threshold besides.
  static final String DOUBTFUL = "nines_postgres_statements_doubtful_total";

  /// How long they took together.
  static final String SECONDS = "nines_postgres_statement_seconds_total";

  /// Statements that belong to no tenant.
  static final String UNATTRIBUTED = "nines_postgres_unattributed_statements_total";

  /// Of these, those over the threshold for certain.
  static final String UNATTRIBUTED_SLOW = "nines_postgres_unattributed_statements_slow_total";

  /// The share of a reading's statements that belong to no tenant.
  static final String UNATTRIBUTED_RATIO = "nines_postgres_unattributed_ratio";

  /// The share of the room for different statements that is in use.
  static final String ROOM_USE = "nines_postgres_statement_room_use_ratio";

  /// Whether the server can be reached.
  static final String UP = "nines_postgres_up";

  private PostgresSeries() {}

  /// The series of a server.
  static SeriesBook bookOf(String server) {
    return new SeriesBook(server, PREFIX);
  }
}
