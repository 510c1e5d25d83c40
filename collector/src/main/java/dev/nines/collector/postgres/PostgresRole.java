package dev.nines.collector.postgres;

/// What the gateway's role needs on a server, as SQL and settings that an administrator can read.
public final class PostgresRole {
  static final String PRELOAD = "shared_preload_libraries = 'pg_stat_statements'";

  /// Lets the role see the counters of all roles. It would see the texts of statements too; the
  /// gateway does not ask for them.
  static final String PRIVILEGE = "pg_read_all_stats";

  static final String EXTENSION = "CREATE EXTENSION IF NOT EXISTS pg_stat_statements;";

  private PostgresRole() {}

  /// Creates the role and gives it what the sources need; no row of a tenant can be read with it.
  ///
  /// @param password the new role's password; a placeholder when the text is only printed
  public static String sql(PostgresTarget target, String password) {
    String role = named(target.user());
    return """
    CREATE ROLE %1$s LOGIN CONNECTION LIMIT 3 PASSWORD '%2$s';
    GRANT %3$s TO %1$s;
    %4$s
    """
        .formatted(role, password.replace("'", "''"), PRIVILEGE, EXTENSION);
  }

  /// The settings that the server needs, as a fragment of `postgresql.conf`.
  public static String serverSettings() {
    return """
    %s
    pg_stat_statements.max = 50000          # more than tenants x different statements
    pg_stat_statements.track_utility = off  # BEGIN and COMMIT are no statements of a tenant
    """
        .formatted(PRELOAD);
  }

  static String named(String name) {
    return "\"" + name.replace("\"", "\"\"") + "\"";
  }
}
