package dev.nines.alerts.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nines.alerts.lifecycle.Alert;
import dev.nines.alerts.lifecycle.AlertStoreException;
import dev.nines.alerts.lifecycle.PastAlert;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Reads what [SqliteAlertStore] wrote of the last month, with the acknowledgements. Blocking;
/// thread-safe.
public final class AlertHistory implements AutoCloseable {
  /// How long alerts stay on record after their end, as long as acknowledgements do.
  public static final Duration KEPT = Duration.ofDays(30);

  private static final DateTimeFormatter BEGIN =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<TreeMap<String, String>> STRINGS = new TypeReference<>() {};

  private final Path file;
  private @Nullable Connection connection;

  /// @param file the database; its folder must exist by the first use
  public AlertHistory(Path file) {
    this.file = file;
  }

  /// All alerts on record, the oldest first; acted on are those that were acknowledged.
  ///
  /// @throws AlertStoreException if they cannot be read; the next call tries again
  public synchronized List<PastAlert> all() throws AlertStoreException {
    try {
      var open = connection();
      var acknowledged = acknowledged(open);
      try (var select =
              open.prepareStatement(
                  "select starts_at, ends_at, labels from alert_history order by starts_at");
          var rows = select.executeQuery()) {
        var alerts = new ArrayList<PastAlert>();
        while (rows.next()) {
          var alert = read(rows);
          alerts.add(new PastAlert(alert, acknowledged.contains(alert.id())));
        }
        return alerts;
      }
    } catch (SQLException | JsonProcessingException e) {
      throw failed(e);
    }
  }

  /// Since when every alert is on record.
  ///
  /// @throws AlertStoreException if that cannot be read; the next call tries again
  public synchronized Instant begin() throws AlertStoreException {
    try (var select = connection().prepareStatement("select min(at) from alert_history_begin");
        var rows = select.executeQuery()) {
      return LocalDateTime.parse(rows.getString(1), BEGIN).toInstant(ZoneOffset.UTC);
    } catch (SQLException | DateTimeException e) {
      throw failed(e);
    }
  }

  private AlertStoreException failed(Exception cause) {
    close(); // the next use opens anew
    return new AlertStoreException(
        "cannot read past alerts in %s: %s".formatted(file, cause.getMessage()), cause);
  }

  private static Set<String> acknowledged(Connection open) throws SQLException {
    try (var select = open.prepareStatement("select alert_id from sink_acknowledgement");
        var rows = select.executeQuery()) {
      var ids = new HashSet<String>();
      while (rows.next()) {
        ids.add(rows.getString(1));
      }
      return ids;
    }
  }

  private static Alert read(ResultSet row) throws SQLException, JsonProcessingException {
    long endsAt = row.getLong("ends_at");
    Optional<Instant> end =
        row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(endsAt));
    return new Alert(
        JSON.readValue(row.getString("labels"), STRINGS),
        new TreeMap<>(),
        Instant.ofEpochMilli(row.getLong("starts_at")),
        end);
  }

  private Connection connection() throws SQLException {
    if (connection == null) {
      connection = StateDatabase.open(file);
    }
    return connection;
  }

  @Override
  public synchronized void close() {
    var open = connection;
    connection = null;
    if (open != null) {
      try {
        open.close();
      } catch (SQLException _) {
        // nothing was written
      }
    }
  }
}
