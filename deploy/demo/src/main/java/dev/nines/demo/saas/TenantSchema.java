package dev.nines.demo.saas;

import java.util.List;

/// What a tenant's own database holds: customers, products, and orders of the last half year.
final class TenantSchema {

  static final int PRODUCTS = 200;

  private static final int ORDERS_PER_CUSTOMER = 25;

  private TenantSchema() {}

  /// How many customers a tenant has; their ids begin at 1.
  static int customers(DemoTenant tenant) {
    return Math.max(20, tenant.orders() / ORDERS_PER_CUSTOMER);
  }

  /// Builds the database from nothing. Filling an empty table with the checks off is InnoDB's bulk
  /// path: 200,000 rows take about a second. The seeds make every start of the demo alike.
  static List<String> statements(DemoTenant tenant) {
    String database = tenant.database();
    int seed = database.hashCode();
    return List.of(
        "DROP DATABASE IF EXISTS `%s`".formatted(database),
        "CREATE DATABASE `%s`".formatted(database),
        "USE `%s`".formatted(database),
        """
        CREATE TABLE customers (
          id INT PRIMARY KEY,
          name VARCHAR(120) NOT NULL,
          city VARCHAR(60) NOT NULL,
          created_at DATETIME NOT NULL)
        """,
        """
        CREATE TABLE products (
          id INT PRIMARY KEY,
          sku VARCHAR(20) NOT NULL UNIQUE,
          name VARCHAR(120) NOT NULL,
          price_cents INT NOT NULL)
        """,
        """
        CREATE TABLE orders (
          id BIGINT AUTO_INCREMENT PRIMARY KEY,
          customer_id INT NOT NULL,
          product_id INT NOT NULL,
          status ENUM('open', 'paid', 'shipped', 'returned') NOT NULL,
          total_cents INT NOT NULL,
          note VARCHAR(120) NOT NULL,
          created_at DATETIME NOT NULL,
          KEY by_customer (customer_id),
          KEY by_time (created_at))
        """,
        "SET unique_checks = 0, foreign_key_checks = 0",
        """
        INSERT INTO customers
        SELECT seq, CONCAT('Customer ', seq),
               ELT(1 + seq %% 5, 'Berlin', 'Utrecht', 'Sevilla', 'Leeds', 'Boston'),
               UTC_TIMESTAMP() - INTERVAL seq MINUTE
        FROM seq_1_to_%d
        """
            .formatted(customers(tenant)),
        """
        INSERT INTO products
        SELECT seq, CONCAT('SKU-', LPAD(seq, 5, '0')), CONCAT('Product ', seq), 500 + seq * 37
        FROM seq_1_to_%d
        """
            .formatted(PRODUCTS),
        """
        INSERT INTO orders (customer_id, product_id, status, total_cents, note, created_at)
        SELECT 1 + FLOOR(RAND(%d) * %d), 1 + seq %% %d,
               ELT(1 + seq %% 4, 'paid', 'shipped', 'open', 'returned'), 500 + seq %% 90000,
               CONCAT('Order of the demo, number ', seq, ', packed with care'),
               UTC_TIMESTAMP() - INTERVAL (%d - seq) * 15552000 DIV %d SECOND
        FROM seq_1_to_%d
        """
            .formatted(
                seed,
                customers(tenant),
                PRODUCTS,
                tenant.orders(),
                tenant.orders(),
                tenant.orders()),
        "SET unique_checks = 1, foreign_key_checks = 1");
  }
}
