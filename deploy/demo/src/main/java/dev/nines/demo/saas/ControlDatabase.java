package dev.nines.demo.saas;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;

/// The SaaS's own book: who its tenants are, and who tried it.
final class ControlDatabase {

  private static final String SCHEMA = Provisioning.CONTROL_SCHEMA;
  private static final int TRIAL_DAYS = 30;

  private final Connection connection;

  ControlDatabase(Connection connection) {
    this.connection = connection;
  }

  /// Creates what is missing, with some eighty trials of the last half year of which about a
  /// quarter became customers. All times are UTC.
  static List<String> schema() {
    return List.of(
        "CREATE DATABASE IF NOT EXISTS " + SCHEMA,
        "USE " + SCHEMA, // the table seq_1_to_80 is found from within a schema only
        """
        CREATE TABLE IF NOT EXISTS %s.tenants (
          id VARCHAR(63) PRIMARY KEY,
          name VARCHAR(120) NOT NULL,
          tier ENUM('enterprise', 'business', 'trial') NOT NULL,
          contract_value DECIMAL(12, 2) NULL COMMENT 'euros a year',
          time_zone VARCHAR(40) NOT NULL,
          language VARCHAR(8) NOT NULL,
          report_recipients VARCHAR(500) NOT NULL COMMENT 'separated by commas',
          onboarded_at DATETIME NOT NULL,
          trial_ends_at DATETIME NULL,
          db_name VARCHAR(64) NOT NULL,
          db_user VARCHAR(80) NOT NULL,
          active BOOLEAN NOT NULL DEFAULT TRUE,
          churned_at DATETIME NULL)
        """
            .formatted(SCHEMA),
        """
        CREATE TABLE IF NOT EXISTS %s.trials (
          id INT AUTO_INCREMENT PRIMARY KEY,
          company VARCHAR(120) NOT NULL,
          started_at DATETIME NOT NULL,
          ends_at DATETIME NOT NULL,
          converted_at DATETIME NULL,
          KEY (started_at))
        """
            .formatted(SCHEMA),
        """
        CREATE TABLE IF NOT EXISTS %s.budgets (
          service VARCHAR(60) PRIMARY KEY,
          daily DECIMAL(12, 2) NULL COMMENT 'euros',
          monthly DECIMAL(12, 2) NULL COMMENT 'euros')
        """
            .formatted(SCHEMA),
        """
        CREATE TABLE IF NOT EXISTS %s.spend (
          service VARCHAR(60) NOT NULL,
          spent_on DATE NOT NULL,
          amount DECIMAL(12, 2) NOT NULL COMMENT 'euros',
          PRIMARY KEY (service, spent_on))
        """
            .formatted(SCHEMA),
        """
        INSERT IGNORE INTO %s.budgets
        VALUES ('ai-provider', 40, 900), ('sms', 10, 250), ('hosting', NULL, 2400)
        """
            .formatted(SCHEMA),
        """
        INSERT IGNORE INTO %1$s.spend (service, spent_on, amount)
        SELECT service, UTC_DATE() - INTERVAL seq - 1 DAY,
               CASE service WHEN 'ai-provider' THEN 21 + seq * 7 %% 13
                            WHEN 'sms' THEN 3 + seq * 5 %% 4 ELSE 62 END
        FROM seq_1_to_60, %1$s.budgets
        """
            .formatted(SCHEMA),
        """
        INSERT INTO %1$s.trials (company, started_at, ends_at, converted_at)
        SELECT CONCAT('Company ', seq),
               UTC_TIMESTAMP() - INTERVAL seq * 54 HOUR,
               UTC_TIMESTAMP() - INTERVAL seq * 54 HOUR + INTERVAL 30 DAY,
               IF(seq > 14 AND seq %% 4 = 1,
                  UTC_TIMESTAMP() - INTERVAL seq * 54 HOUR + INTERVAL 20 + seq %% 9 DAY, NULL)
        FROM seq_1_to_80
        WHERE NOT EXISTS (SELECT 1 FROM %1$s.trials)
        """
            .formatted(SCHEMA));
  }

  boolean contains(DemoTenant tenant) {
    String sql = "SELECT 1 FROM " + SCHEMA + ".tenants WHERE id = ?";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, tenant.id().value());
      return statement.executeQuery().next();
    } catch (SQLException e) {
      throw new IllegalStateException("cannot read the control database", e);
    }
  }

  void add(DemoTenant tenant) throws SQLException {
    String sql =
        """
        INSERT INTO %s.tenants (id, name, tier, contract_value, time_zone, language,
          report_recipients, onboarded_at, trial_ends_at, db_name, db_user)
        VALUES (?, ?, ?, ?, ?, ?, ?, UTC_TIMESTAMP() - INTERVAL ? DAY,
          IF(? = 'trial', UTC_TIMESTAMP() - INTERVAL ? DAY + INTERVAL %d DAY, NULL), ?, ?)
        """
            .formatted(SCHEMA, TRIAL_DAYS);
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, tenant.id().value());
      statement.setString(2, tenant.name());
      statement.setString(3, tenant.tier());
      statement.setObject(4, tenant.contractEuros().orElse(null), Types.DECIMAL);
      statement.setString(5, tenant.zone());
      statement.setString(6, tenant.language());
      statement.setString(7, String.join(",", tenant.recipients()));
      statement.setInt(8, tenant.onboardedDaysAgo());
      statement.setString(9, tenant.tier());
      statement.setInt(10, tenant.onboardedDaysAgo());
      statement.setString(11, tenant.database());
      statement.setString(12, tenant.databaseUser());
      statement.executeUpdate();
    }
  }
}
