package dev.nines.collector.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.nines.testing.MariaDbServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The packs that bring queries along, on the tables that they assume: what a new user gets from
/// one line of configuration and two logins.
class BusinessPacksIT {
  private static MariaDbServer server;

  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    server = MariaDbServer.start();
    server.execute(
        """
        CREATE DATABASE control; CREATE DATABASE acme;
        CREATE USER reader@'127.0.0.1' IDENTIFIED BY 'secret';
        GRANT SELECT ON control.* TO reader@'127.0.0.1'; GRANT SELECT ON acme.* TO reader@'127.0.0.1';

        USE control; SET time_zone = '+00:00';
        CREATE TABLE trials (started_at DATETIME, ends_at DATETIME, converted_at DATETIME);
        INSERT INTO trials SELECT NOW() - INTERVAL began DAY, NOW() - INTERVAL began - 30 DAY,
            NOW() - INTERVAL began DAY + INTERVAL converted DAY
          FROM (SELECT 40 began, 20 converted UNION ALL SELECT 45, 35 UNION ALL SELECT 40, NULL
            UNION ALL SELECT 41, NULL UNION ALL SELECT 42, NULL UNION ALL SELECT 25, NULL UNION ALL SELECT 5, NULL) x;
        SET @year_ago = DATE_FORMAT(NOW() - INTERVAL 12 MONTH, '%Y-%m-01');
        INSERT INTO trials SELECT @year_ago + INTERVAL d DAY, @year_ago + INTERVAL 30 + d DAY, NULL
          FROM (SELECT 0 d UNION ALL SELECT 27) x;
        CREATE TABLE tenants (id VARCHAR(20), tier VARCHAR(20), contract_value DECIMAL(12, 2), active BOOLEAN, churned_at DATETIME);
        INSERT INTO tenants VALUES ('acme', 'gold', 12000, 1, NULL), ('beta', 'free', NULL, 1, NULL),
          ('gone', 'gold', 6000, 0, NOW() - INTERVAL 3 DAY);
        CREATE TABLE budgets (service VARCHAR(20), daily DECIMAL(12, 2), monthly DECIMAL(12, 2));
        INSERT INTO budgets VALUES ('ai', 10, 100), ('hosting', NULL, 2400);
        CREATE TABLE spend (service VARCHAR(20), spent_on DATE, amount DECIMAL(12, 2));
        INSERT INTO spend VALUES ('ai', UTC_DATE(), 4), ('ai', UTC_DATE(), 5);

        USE acme;
        CREATE TABLE orders (placed_at DATETIME, served_at DATETIME, cost DECIMAL(12, 2));
        INSERT INTO orders VALUES (NOW() - INTERVAL 50 MINUTE, NOW() - INTERVAL 40 MINUTE, 5),
          (NOW() - INTERVAL 50 MINUTE, NOW() - INTERVAL 30 MINUTE, 5), (NOW() - INTERVAL 31 MINUTE, NULL, 8);
        CREATE TABLE dining_tables (id INT); INSERT INTO dining_tables VALUES (1), (2);
        CREATE TABLE seatings (seated_at DATETIME, left_at DATETIME);
        INSERT INTO seatings VALUES (NOW() - INTERVAL 1 HOUR, NULL), (NOW() - INTERVAL 1 HOUR, NULL),
          (NOW() - INTERVAL 5 HOUR, NOW() - INTERVAL 4 HOUR), (NOW() - INTERVAL 5 HOUR, NOW() - INTERVAL 4 HOUR),
          (NOW() - INTERVAL 5 HOUR, NOW() - INTERVAL 4 HOUR);
        CREATE TABLE sessions (user_id INT, seen_at DATETIME);
        INSERT INTO sessions VALUES (1, NOW()), (1, NOW() - INTERVAL 1 MINUTE), (2, NOW()), (3, NOW() - INTERVAL 1 HOUR);
        """);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void theirFiguresAndPromisesAreThereAfterTheFirstReading() throws Exception {
    try (var files = new GatewayFolder(folder)) {
      files.write("password", "secret");
      files.write("tenants.yml", "tenants: [{id: acme, database: acme}]\n");
      files.configure(
          """
          tenants: {file: tenants.yml}
          evaluation_interval: 1s
          packs: [business, cost, restaurant, users]
          business:
            control: {url: "%s", username: reader, password_file: password}
            tenants: {url: "%s", username: reader, password_file: password}
          """
              .formatted(server.jdbcUrl("control"), server.jdbcUrl("{tenant.database}")));
      try (Gateway gateway = files.start()) {
        await()
            .atMost(Duration.ofSeconds(20))
            .untilAsserted(
                () -> {
                  Map<String, Double> shown = shown(files.get(gateway, "/metrics/tenants"));
                  assertFigures(shown);
                  assertPromises(shown);
                });
      }
    }
  }

  private static void assertFigures(Map<String, Double> shown) {
    String yearAgo =
        server.execute("SELECT DATE_FORMAT(UTC_TIMESTAMP() - INTERVAL 12 MONTH, '%Y-%m')");
    assertThat(shown)
        .containsEntry("trial_conversion_recent_matured", 5.0)
        .containsEntry("trial_conversion_recent_ratio", 0.2)
        .as("a cohort is whole until it goes")
        .containsEntry("trial_conversion_matured cohort=" + yearAgo, 2.0)
        .containsEntry("trials_running", 2.0)
        .containsEntry("trials_ending_in_7_days", 1.0)
        .containsEntry("monthly_revenue tenant=acme,tier=gold", 1000.0)
        .containsEntry("revenue_annual_recurring tier=gold", 12_000.0)
        .containsEntry("revenue_clients tier=free", 0.0)
        .containsEntry("churned_clients tier=gold", 1.0)
        .containsEntry("spend_daily_budget_ratio service=ai", 0.9)
        .containsEntry("spend_monthly_amount service=hosting", 0.0)
        .doesNotContainKey("spend_daily_budget service=hosting")
        .containsEntry("restaurant_orders_last_hour tenant=acme", 3.0)
        .containsEntry("restaurant_orders_per_occupied_table tenant=acme", 1.5)
        .containsEntry("restaurant_orders_mean_seconds_to_serve tenant=acme", 900.0)
        .containsEntry("restaurant_orders_mean_cost tenant=acme", 6.0)
        .containsEntry("restaurant_waiting_orders tenant=acme", 1.0)
        .containsEntry("restaurant_tables_turnover_per_day tenant=acme", 1.5)
        .containsEntry("restaurant_tables_occupied tenant=acme", 2.0)
        .containsEntry("users_active tenant=acme", 2.0)
        .containsEntry("users_sessions tenant=acme", 3.0);
  }

  private static void assertPromises(Map<String, Double> shown) {
    assertThat(shown)
        .containsKeys("order-time bad", "order-rate good", "order-cost good", "table-turnover bad")
        .containsKeys("spend-daily bad", "spend-daily-limit good")
        .containsKeys("spend-monthly-warning good", "spend-monthly good");
  }

  /// Figures without their prefix by name and labels; promises that counted by name and outcome.
  private static Map<String, Double> shown(String metrics) {
    var shown = new TreeMap<String, Double>();
    for (String line : metrics.lines().toList()) {
      String name = line.split("[ {]", 2)[0];
      double value = 0;
      if (name.startsWith("nines_")) {
        value = Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
      }
      String labels =
          line.contains("{") ? line.substring(name.length() + 1, line.indexOf('}')) : "";
      labels = labels.replace("\"", "").replaceFirst(",$", "");
      if (name.startsWith("nines_business_")) {
        shown.put((name.replace("nines_business_", "") + " " + labels).strip(), value);
      } else if (name.equals("nines_sli_events_total") && value > 0) {
        shown.put(label(labels, "slo") + " " + label(labels, "outcome"), value);
      }
    }
    return shown;
  }

  private static String label(String labels, String name) {
    for (String each : labels.split(",")) {
      if (each.startsWith(name + "=")) {
        return each.substring(name.length() + 1);
      }
    }
    return "";
  }
}
