package dev.nines.demo.saas;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Builds the SaaS's databases: the control database, and for each tenant a schema with data and a
/// user who may use nothing else.
///
/// Repeatable: what exists is left as it is, but accounts get the passwords and rights of this
/// start, and are unlocked. A tenant is entered into the control table last, so one whose building
/// was cut off is built anew.
public final class Provisioning {

  /// The schema with the table of tenants.
  public static final String CONTROL_SCHEMA = "saas_control";

  private static final int BUILDERS = 2;

  private final DatabaseAddress address;
  private final Passwords passwords;

  public Provisioning(DatabaseAddress address, Passwords passwords) {
    this.address = address;
    this.passwords = passwords;
  }

  /// Builds what is missing.
  ///
  /// @return the tenants that were built now
  public List<DemoTenant> provision(List<DemoTenant> tenants) throws SQLException {
    try (Connection connection = address.administer()) {
      run(connection, ControlDatabase.schema());
      List<DemoTenant> missing = new ArrayList<>(tenants);
      missing.removeIf(new ControlDatabase(connection)::contains);
      build(missing);
      for (DemoTenant tenant : tenants) {
        run(connection, accountOf(tenant));
      }
      return List.copyOf(missing);
    }
  }

  /// Creates an account that is somebody else's, in place of the one that there may be.
  ///
  /// @param statements what creates it and gives it its rights
  public void recreate(String user, List<String> statements) throws SQLException {
    try (Connection connection = address.administer()) {
      run(connection, List.of("DROP USER IF EXISTS " + address.account(user)));
      run(connection, statements);
    }
  }

  private void build(List<DemoTenant> tenants) throws SQLException {
    try (ExecutorService builders = Executors.newFixedThreadPool(BUILDERS)) {
      List<Future<?>> building = new ArrayList<>();
      for (DemoTenant tenant : tenants) {
        building.add(
            builders.submit(
                () -> {
                  build(tenant);
                  return tenant;
                }));
      }
      for (Future<?> each : building) {
        each.get();
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof SQLException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the tenants were built", e);
    }
  }

  private void build(DemoTenant tenant) throws SQLException {
    try (Connection connection = address.administer()) {
      run(connection, TenantSchema.statements(tenant));
      new ControlDatabase(connection).add(tenant);
    }
  }

  private List<String> accountOf(DemoTenant tenant) {
    String account = address.account(tenant.databaseUser());
    var statements = new ArrayList<>(createAccount(account, passwords.of(tenant.databaseUser())));
    // An unescaped _ in a grant stands for any character: tenant_a would reach into tenantXa too.
    statements.add(
        "GRANT SELECT, INSERT, UPDATE, DELETE ON `%s`.* TO %s"
            .formatted(tenant.database().replace("_", "\\_"), account));
    return statements;
  }

  private static List<String> createAccount(String account, String password) {
    return List.of(
        "CREATE USER IF NOT EXISTS %s".formatted(account),
        "ALTER USER %s IDENTIFIED BY '%s' ACCOUNT UNLOCK".formatted(account, password));
  }

  private static void run(Connection connection, List<String> statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }
}
