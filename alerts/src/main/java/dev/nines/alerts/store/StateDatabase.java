package dev.nines.alerts.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/// The gateway's small SQLite database, `<storage.path>/nines.db`, with the schema that the
/// migrations on the class path (`db/migration`) describe. Every module may bring migrations of its
/// own numbers.
public final class StateDatabase {
  private static final int BUSY_TIMEOUT_MILLIS = 2_000;

  private StateDatabase() {}

  /// Brings the schema up to date and opens a connection whose commits are forced to disk. The
  /// folder must exist. Only one opens at a time: several parts of a gateway open the same file
  /// when they start, and SQLite would refuse the later one's migrations.
  ///
  /// @throws SQLException if the file cannot be opened, is damaged or has a newer schema
  public static synchronized Connection open(Path file) throws SQLException {
    var config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
    var source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + file);
    try {
      Flyway.configure()
          .dataSource(source)
          .locations("classpath:db/migration")
          .outOfOrder(true)
          .load()
          .migrate();
    } catch (RuntimeException e) {
      throw new SQLException("cannot bring the schema of %s up to date".formatted(file), e);
    }
    return source.getConnection();
  }
}
