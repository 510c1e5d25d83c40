package dev.nines.alerts.sink;

import dev.nines.alerts.store.StateDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The record in SQLite, read once and kept in memory beside. It is written by a thread of its own,
/// because no message waits for a disk; killed in between, a message is repeated. A write that
/// fails is logged; the disk is tried anew with the next one.
public final class SqliteSinkRecord implements SinkRecord {
  private static final Logger log = LoggerFactory.getLogger(SqliteSinkRecord.class);
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Path file;
  private final Map<String, Instant> told = new ConcurrentHashMap<>();
  private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
  private final ExecutorService writer =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("sink-record").factory());
  private volatile boolean loaded;
  private @Nullable Connection connection; // guarded by this

  /// @param file the gateway's database
  public SqliteSinkRecord(Path file) {
    this.file = file;
  }

  @Override
  public Optional<Instant> toldAt(String noticeId) {
    load();
    return Optional.ofNullable(told.get(noticeId));
  }

  @Override
  public void told(String noticeId, Instant at) {
    told.put(noticeId, at);
    write(
        "insert or replace into sink_notice (id, told_at) values (?, ?)",
        noticeId,
        at.toEpochMilli());
  }

  @Override
  public boolean isAcknowledged(String alertId) {
    load();
    return acknowledged.contains(alertId);
  }

  @Override
  public void acknowledge(String alertId, String who, Instant at) {
    acknowledged.add(alertId);
    write(
        "insert or replace into sink_acknowledgement (alert_id, who, acknowledged_at) values (?, ?,"
            + " ?)",
        alertId,
        who,
        at.toEpochMilli());
  }

  @Override
  public void forgetBefore(Instant instant) {
    write("delete from sink_notice where told_at < ?", instant.toEpochMilli());
    write("delete from sink_acknowledgement where acknowledged_at < ?", instant.toEpochMilli());
  }

  private void load() {
    if (!loaded) {
      loadOnce();
    }
  }

  private synchronized void loadOnce() {
    if (loaded) {
      return;
    }
    try (var notices = connection().prepareStatement("select id, told_at from sink_notice");
        var alerts = connection().prepareStatement("select alert_id from sink_acknowledgement")) {
      try (var rows = notices.executeQuery()) {
        while (rows.next()) {
          told.putIfAbsent(rows.getString(1), Instant.ofEpochMilli(rows.getLong(2)));
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
    loaded = true; // tried once: a disk that fails must not be asked for each notice
  }

  private void write(String sql, Object... values) {
    try {
      writer.execute(() -> writeNow(sql, values));
    } catch (RejectedExecutionException _) {
      log.warn("The record of what sinks were told is closed; a message may be repeated");
    }
  }

  private synchronized void writeNow(String sql, Object... values) {
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
  public void close() {
    writer.shutdown();
    try {
      if (writer.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        closeConnection();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void closeConnection() {
    closeQuietly();
  }
}
