package dev.nines.collector.tenant;

import dev.nines.slo.yaml.Diagnostics;
import dev.nines.slo.yaml.Position;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// Tenants in the SaaS's own control database, by a query whose column names are the fields.
///
/// Columns `id` (needed), `name`, `tier`, `onboarded_at`, `contract_value`, `zone`, `language`,
/// `report_recipients`, `database`, `database_user`, and `label_…` for free labels; others are
/// ignored. Each reading opens one connection for one read-only query and closes it again.
public final class DatabaseTenants implements TenantList {
  private static final int MAX_ROWS = 100_000;
  private static final String LABEL_PREFIX = "label_";
  private static final Pattern LOOPBACK =
      Pattern.compile("jdbc:mariadb://(localhost|127\\.0\\.0\\.1|\\[::1])[:/].*");

  /// How to reach the control database.
  ///
  /// @param name what the database is called in messages
  /// @param jdbcUrl `jdbc:mariadb://host:port/schema`, without user and password. Without `sslMode`
  ///   the server's certificate is verified (`verify-full`), except on loopback (`disable`)
  /// @param user a database user that may read the control table and nothing else
  /// @param password asked for at each reading, so that a rotated secret is taken up
  /// @param query one SELECT
  /// @param timeout for connecting, and again for the query
  public record Settings(
      String name,
      String jdbcUrl,
      String user,
      Supplier<String> password,
      String query,
      Duration timeout) {
    public Settings {
      if (!jdbcUrl.startsWith("jdbc:mariadb:")) {
        throw new IllegalArgumentException(
            "the URL of %s must begin with jdbc:mariadb:".formatted(name));
      }
      if (timeout.toMillis() < 1) {
        throw new IllegalArgumentException(
            "the timeout of %s is %s, expected more than 0".formatted(name, timeout));
      }
    }

    /// Names the database only: a URL may carry what must not be printed.
    @Override
    public String toString() {
      return "DatabaseTenants[" + name + "]";
    }
  }

  private final Settings settings;

  /// Does not connect.
  public DatabaseTenants(Settings settings) {
    this.settings = settings;
  }

  @Override
  public String name() {
    return settings.name();
  }

  @Override
  public Result read() throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(settings.jdbcUrl(), connectionProperties());
        Statement statement = connection.createStatement()) {
      connection.setReadOnly(true);
      statement.execute("START TRANSACTION READ ONLY");
      statement.setQueryTimeout(Math.max(1, (int) settings.timeout().toSeconds()));
      statement.setMaxRows(MAX_ROWS + 1);
      try (ResultSet rows = statement.executeQuery(settings.query())) {
        return read(rows);
      }
    }
  }

  private Properties connectionProperties() {
    var properties = new Properties();
    properties.setProperty("user", settings.user());
    properties.setProperty("password", settings.password().get());
    String millis = Long.toString(settings.timeout().toMillis());
    properties.setProperty("connectTimeout", millis);
    // The query's own limit is the server's to keep; this is for a server that is gone.
    properties.setProperty(
        "socketTimeout", Long.toString(2 * settings.timeout().toMillis() + 1000));
    if (!settings.jdbcUrl().contains("sslMode=")) {
      boolean local = LOOPBACK.matcher(settings.jdbcUrl()).matches();
      properties.setProperty("sslMode", local ? "disable" : "verify-full");
    }
    return properties;
  }

  private Result read(ResultSet rows) throws SQLException {
    Map<String, Integer> columns = columns(rows.getMetaData());
    if (!columns.containsKey("id")) {
      throw new SQLException(
          "the query of %s returns no column id, only %s: name the column with the tenant's id so, by 'AS id'"
              .formatted(name(), columns.keySet()));
    }
    var out = new Diagnostics();
    var reader = new TenantReader(out);
    int row = 0;
    while (rows.next()) {
      row++;
      if (row > MAX_ROWS) {
        out.error(
            new Position(name(), row, 1),
            "",
            "more than %d rows, the rest is left out".formatted(MAX_ROWS),
            "Narrow the query");
        break;
      }
      reader.read(new DatabaseRow(new Position(name(), row, 1), values(rows, row, columns, out)));
    }
    return new Result(reader.tenants(), out.sorted());
  }

  private static Map<String, Integer> columns(ResultSetMetaData meta) throws SQLException {
    var columns = new TreeMap<String, Integer>();
    for (int column = 1; column <= meta.getColumnCount(); column++) {
      columns.putIfAbsent(meta.getColumnLabel(column).toLowerCase(Locale.ROOT), column);
    }
    return columns;
  }

  private Map<String, TenantValue> values(
      ResultSet rows, int row, Map<String, Integer> columns, Diagnostics out) throws SQLException {
    var values = new LinkedHashMap<String, TenantValue>();
    for (var column : columns.entrySet()) {
      String text = rows.getString(column.getValue());
      if (text != null && !text.isBlank()) {
        var at = new Position(name(), row, column.getValue());
        String field = column.getKey();
        values.put(
            field,
            new TenantValue(
                text.strip(), (problem, remedy) -> out.error(at, field, problem, remedy)));
      }
    }
    return values;
  }

  private record DatabaseRow(Position at, Map<String, TenantValue> values) implements TenantRow {
    @Override
    public Optional<TenantValue> value(String field) {
      return Optional.ofNullable(values.get(field));
    }

    @Override
    public Map<String, TenantValue> labels() {
      var labels = new LinkedHashMap<String, TenantValue>();
      values.forEach(
          (field, value) -> {
            if (field.startsWith(LABEL_PREFIX)) {
              labels.put(field.substring(LABEL_PREFIX.length()), value);
            }
          });
      return labels;
    }
  }
}
