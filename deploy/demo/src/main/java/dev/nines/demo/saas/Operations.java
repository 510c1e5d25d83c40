package dev.nines.demo.saas;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;

/// What the API does in a tenant's database: prepared statements (binary protocol) and plain ones
/// (text protocol) mixed, as applications mix them.
///
/// Each answers JSON.
final class Operations {

  /// Keeps the growth of a demo that is left running within bounds.
  private static final int ORDERS_KEPT_BEYOND_THE_FIRST = 5_000;

  private static final double SLOWEST_SECONDS = 0.4;
  private static final double FASTEST_SLOW_SECONDS = 0.12;

  private final TenantDatabases databases;
  private final Faults faults;

  Operations(TenantDatabases databases, Faults faults) {
    this.databases = databases;
    this.faults = faults;
  }

  /// Places an order: looks the product's price up, and writes.
  String createOrder(DemoTenant tenant) throws SQLException {
    Random random = ThreadLocalRandom.current();
    int product = 1 + random.nextInt(TenantSchema.PRODUCTS);
    int customer = 1 + random.nextInt(TenantSchema.customers(tenant));
    try (Connection connection = databases.connect(tenant);
        PreparedStatement price =
            connection.prepareStatement(
                "SELECT price_cents FROM " + slowed("products", tenant) + " WHERE id = ?");
        PreparedStatement insert =
            connection.prepareStatement(
                """
                INSERT INTO orders (customer_id, product_id, status, total_cents, note, created_at)
                VALUES (?, ?, 'open', ?, 'ordered through the API', UTC_TIMESTAMP())
                """,
                Statement.RETURN_GENERATED_KEYS)) {
      price.setInt(1, product);
      insert.setInt(1, customer);
      insert.setInt(2, product);
      insert.setInt(3, single(price.executeQuery()));
      insert.executeUpdate();
      long id = single(insert.getGeneratedKeys());
      trim(connection, tenant, id);
      return "{\"order\":%d}".formatted(id);
    }
  }

  /// The orders of the last two days by state, and the day's largest.
  String dashboard(DemoTenant tenant) throws SQLException {
    try (Connection connection = databases.connect(tenant);
        Statement statement = connection.createStatement()) {
      int rows =
          count(
              statement.executeQuery(
                  """
                  SELECT status, COUNT(*), SUM(total_cents) FROM %s
                  WHERE created_at > UTC_TIMESTAMP() - INTERVAL 2 DAY GROUP BY status
                  """
                      .formatted(slowed("orders", tenant))));
      int largest =
          count(
              statement.executeQuery(
                  """
                  SELECT id, total_cents FROM %s
                  WHERE created_at > UTC_TIMESTAMP() - INTERVAL 6 HOUR
                  ORDER BY total_cents DESC LIMIT 10
                  """
                      .formatted(slowed("orders", tenant))));
      return "{\"states\":%d,\"largest\":%d}".formatted(rows, largest);
    }
  }

  /// One customer's latest orders, as a phone shows them.
  String mobileOrders(DemoTenant tenant) throws SQLException {
    int customer = 1 + ThreadLocalRandom.current().nextInt(TenantSchema.customers(tenant));
    try (Connection connection = databases.connect(tenant);
        PreparedStatement statement =
            connection.prepareStatement(
                """
                SELECT id, status, total_cents, created_at FROM %s
                WHERE customer_id = ? ORDER BY id DESC LIMIT 20
                """
                    .formatted(slowed("orders", tenant)))) {
      statement.setInt(1, customer);
      return "{\"orders\":%d}".formatted(count(statement.executeQuery()));
    }
  }

  /// Whether the tenant's database answers.
  boolean healthy(DemoTenant tenant) {
    try (Connection connection = databases.connect(tenant);
        Statement statement = connection.createStatement()) {
      return single(statement.executeQuery("SELECT 1")) == 1;
    } catch (SQLException e) {
      return false;
    }
  }

  /// The table, or with the fault on a join of it with a pause, which the server makes once for the
  /// statement: slow for the database, not only for us.
  private String slowed(String table, DemoTenant tenant) {
    if (!faults.isOn(Fault.SLOW_QUERIES, tenant.id())) {
      return table;
    }
    double seconds = ThreadLocalRandom.current().nextDouble(FASTEST_SLOW_SECONDS, SLOWEST_SECONDS);
    // In hundredths: few different texts, so that prepared statements are still reused.
    return String.format(Locale.ROOT, "(SELECT SLEEP(%.2f)) pause JOIN %s", seconds, table);
  }

  /// Now and then, deletes what is older than the latest few thousand orders of the API.
  private static void trim(Connection connection, DemoTenant tenant, long latest)
      throws SQLException {
    long last = latest - ORDERS_KEPT_BEYOND_THE_FIRST;
    if (latest % 500 != 0 || last <= tenant.orders()) {
      return;
    }
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM orders WHERE id > ? AND id <= ? LIMIT 1000")) {
      delete.setLong(1, tenant.orders());
      delete.setLong(2, last);
      delete.executeUpdate();
    }
  }

  private static int single(ResultSet rows) throws SQLException {
    try (rows) {
      if (!rows.next()) {
        throw new SQLException("expected a row, got none");
      }
      return rows.getInt(1);
    }
  }

  private static int count(ResultSet rows) throws SQLException {
    try (rows) {
      int count = 0;
      while (rows.next()) {
        count++;
      }
      return count;
    }
  }
}
