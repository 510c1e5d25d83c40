package dev.nines.alerts.sink;

import dev.nines.alerts.store.StateDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The record in SQLite, read once and kept in memory beside. A write that fails is logged; the
/// disk is tried anew with the next one.
public final class SqliteSinkRecord implements SinkRecord {
  private static final Logger log = LoggerFactory.getLogger(SqliteSinkRecord.class);

  private final Path file;
  private final Set<String> told = new HashSet<>();
  private final Set<String> acknowledged = new HashSet<>();
  private boolean loaded;
  private @Nullable Connection connection;

  /// @param file the gateway's database
  public SqliteSinkRecord(Path file) {
    this.file = file;
  }

  @Override
  public synchronized boolean isTold(String noticeId) {
    load();
    return told.contains(noticeId);
  }

  @Override
  public synchronized void told(String noticeId, Instant at) {
    told.add(noticeId);
    write(
        "insert or replace into sink_notice (id, told_at) values (?, ?)",
        noticeId,
        at.toEpochMilli());
  }

  @Override
  public synchronized boolean isAcknowledged(String alertId) {
    load();
    return acknowledged.contains(alertId);
  }

  @Override
  public synchronized void acknowledge(String alertId, String who, Instant at) {
    acknowledged.add(alertId);
    write(
        "insert or replace into sink_acknowledgement (alert_id, who, acknowledged_at) values (?, ?,"
            + " ?)",
        alertId,
        who,
        at.toEpochMilli());
  }

  @Override
  public synchronized void forgetBefore(Instant instant) {
    write("delete from sink_notice where told_at < ?", instant.toEpochMilli());
    write("delete from sink_acknowledgement where acknowledged_at < ?", instant.toEpochMilli());
  }

  private void load() {
    if (loaded) {
      return;
    }
    loaded = true; // tried once: a disk that fails must not be asked for each notice
    try (var notices = connection().prepareStatement("select id from sink_notice");
        var alerts = connection().prepareStatement("select alert_id from sink_acknowledgement")) {
      try (var rows = notices.executeQuery()) {
        while (rows.next()) {
          told.add(rows.getString(1));
        }
      }
      try (var rows = alerts.executeQuery()) {
        while (rows.next()) {
          acknowledged.add(rows.getString(1));
        }
      }
    } catch (SQLException e) {
      failed(e);
    }
  }

  private void write(String sql, Object... values) {
    try (var statement = connection().prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.executeUpdate();
    } catch (SQLException e) {
      failed(e);
    }
  }

  private Connection connection() throws SQLException {
    if (connection == null) {
      connection = StateDatabase.open(file);
    }
    return connection;
  }

  private void failed(SQLException e) {
    log.warn("The record of what sinks were told is in memory only: {}", e.toString());
    closeQuietly();
  }

  private void closeQuietly() {
    var open = connection;
    connection = null;
    if (open != null) {
      try {
        open.close();
      } catch (SQLException _) {
        // what was committed is on disk
      }
    }
  }

  @Override
  public synchronized void close() {
    closeQuietly();
  }
}
