package dev.nines.alerts.store;

import static java.util.Comparator.naturalOrder;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nines.alerts.lifecycle.Alert;
import dev.nines.alerts.lifecycle.AlertStore;
import dev.nines.alerts.lifecycle.AlertStoreException;
import dev.nines.alerts.lifecycle.StoredAlert;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Alerts in SQLite; a save is one transaction, forced to disk.
///
/// Opens the database at its first use and, after a failure, anew at the next, so a disk that comes
/// back needs no restart. Blocking; not for several threads at once.
public final class SqliteAlertStore implements AlertStore {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<TreeMap<String, String>> STRINGS = new TypeReference<>() {};
  private static final String UPSERT =
      """
      insert into alert (fingerprint, labels, annotations, starts_at, ends_at, tiers)
      values (?, ?, ?, ?, ?, ?)
      on conflict (fingerprint) do update set annotations = excluded.annotations,
        starts_at = excluded.starts_at, ends_at = excluded.ends_at, tiers = excluded.tiers
      """;
  private static final String REMEMBER =
      """
      insert into alert_history (fingerprint, starts_at, ends_at, labels) values (?, ?, ?, ?)
      on conflict (fingerprint, starts_at) do update set ends_at = excluded.ends_at
      """;

  /// Its beginning was put right (that of the other gateway of a pair holds).
  private static final String SUPERSEDE =
      "delete from alert_history where fingerprint = ? and starts_at <> ? and ends_at is null";

  private static final String FORGET = "delete from alert_history where ends_at < ?";
  private static final String DELETE = "delete from alert where fingerprint = ?";
  private static final String SELECT =
      "select labels, annotations, starts_at, ends_at, tiers from alert order by starts_at,"
          + " fingerprint";

  private final Path file;
  private @Nullable Connection connection;

  /// @param file the database; its folder must exist by the first use
  public SqliteAlertStore(Path file) {
    this.file = file;
  }

  @Override
  public List<StoredAlert> load() throws AlertStoreException {
    try (var select = connection().prepareStatement(SELECT);
        var rows = select.executeQuery()) {
      var alerts = new ArrayList<StoredAlert>();
      while (rows.next()) {
        alerts.add(read(rows));
      }
      return alerts;
    } catch (SQLException | JsonProcessingException e) {
      throw failed("read", e);
    }
  }

  @Override
  public void save(Collection<StoredAlert> saved, Collection<SortedMap<String, String>> removed)
      throws AlertStoreException {
    try {
      var open = connection();
      open.setAutoCommit(false);
      try (var upsert = open.prepareStatement(UPSERT);
          var delete = open.prepareStatement(DELETE);
          var supersede = open.prepareStatement(SUPERSEDE);
          var remember = open.prepareStatement(REMEMBER);
          var forget = open.prepareStatement(FORGET)) {
        for (var alert : saved) {
          bind(upsert, alert);
          upsert.addBatch();
          supersede.setString(1, fingerprint(alert.alert().labels()));
          supersede.setLong(2, alert.alert().startsAt().toEpochMilli());
          supersede.addBatch();
          bindHistory(remember, alert.alert());
          remember.addBatch();
        }
        for (var labels : removed) {
          delete.setString(1, fingerprint(labels));
          delete.addBatch();
        }
        upsert.executeBatch();
        delete.executeBatch();
        supersede.executeBatch();
        remember.executeBatch();
        forget(forget, saved);
      }
      open.commit();
    } catch (SQLException | JsonProcessingException e) {
      throw failed("write", e);
    }
  }

  private static void bind(PreparedStatement upsert, StoredAlert stored)
      throws SQLException, JsonProcessingException {
    var alert = stored.alert();
    upsert.setString(1, fingerprint(alert.labels()));
    upsert.setString(2, JSON.writeValueAsString(alert.labels()));
    upsert.setString(3, JSON.writeValueAsString(alert.annotations()));
    upsert.setLong(4, alert.startsAt().toEpochMilli());
    bindEnd(upsert, 5, alert);
    upsert.setString(6, String.join(",", stored.tiers()));
  }

  private static void bindHistory(PreparedStatement remember, Alert alert)
      throws SQLException, JsonProcessingException {
    remember.setString(1, fingerprint(alert.labels()));
    remember.setLong(2, alert.startsAt().toEpochMilli());
    bindEnd(remember, 3, alert);
    remember.setString(4, JSON.writeValueAsString(alert.labels()));
  }

  private static void bindEnd(PreparedStatement statement, int index, Alert alert)
      throws SQLException {
    if (alert.endsAt().isPresent()) {
      statement.setLong(index, alert.endsAt().get().toEpochMilli());
    } else {
      statement.setNull(index, Types.BIGINT);
    }
  }

  /// The newest end that is written stands for the time, which a store does not know.
  private static void forget(PreparedStatement forget, Collection<StoredAlert> saved)
      throws SQLException {
    var newest = saved.stream().flatMap(each -> each.alert().endsAt().stream()).max(naturalOrder());
    if (newest.isPresent()) {
      forget.setLong(1, newest.get().minus(AlertHistory.KEPT).toEpochMilli());
      forget.executeUpdate();
    }
  }

  private static StoredAlert read(ResultSet row) throws SQLException, JsonProcessingException {
    long endsAt = row.getLong("ends_at");
    Optional<Instant> end =
        row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(endsAt));
    var alert =
        new Alert(
            JSON.readValue(row.getString("labels"), STRINGS),
            JSON.readValue(row.getString("annotations"), STRINGS),
            Instant.ofEpochMilli(row.getLong("starts_at")),
            end);
    return new StoredAlert(alert, tiers(row.getString("tiers")));
  }

  private static SortedSet<String> tiers(String commaSeparated) {
    return commaSeparated.isEmpty()
        ? new TreeSet<>()
        : new TreeSet<>(List.of(commaSeparated.split(",")));
  }

  /// Label names and values are separated by bytes that UTF-8 text does not hold, so no two label
  /// sets share a text.
  private static String fingerprint(SortedMap<String, String> labels) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      labels.forEach(
          (name, value) -> {
            digest.update(name.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0xFE);
            digest.update(value.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0xFF);
          });
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  private Connection connection() throws SQLException {
    if (connection == null) {
      connection = StateDatabase.open(file);
    }
    return connection;
  }

  private AlertStoreException failed(String what, Exception cause) {
    close(); // rolls back, and the next use opens anew
    return new AlertStoreException(
        "cannot %s alerts in %s: %s".formatted(what, file, cause.getMessage()), cause);
  }

  @Override
  public void close() {
    var open = connection;
    connection = null;
    if (open != null) {
      try {
        open.close();
      } catch (SQLException _) {
        // nothing is lost: what was committed is on disk
      }
    }
  }
}
