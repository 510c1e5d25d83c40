package dev.nines.collector.mariadb;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// What the gateway's user needs on a server, as SQL that a database administrator can read and
/// run.
///
/// Nothing lets it read a statement's text or a row of a tenant. `PROCESS` is what the server asks
/// for totals by user and for locks; it also shows the running statements of all users in the
/// process list, which the gateway asks for ids and names only.
public final class MariaDbGrants {
  private static final String COUNTS_OF_ALL =
      "SELECT (event_name, count_star)"
          + " ON performance_schema.events_statements_summary_global_by_event_name";

  private static final List<String> USER_TABLES =
      List.of(
          "SELECT (user, variable_name, variable_value) ON performance_schema.status_by_user",
          "SELECT (user, event_name, count_star)"
              + " ON performance_schema.events_waits_summary_by_user_by_event_name",
          COUNTS_OF_ALL,
          "SELECT ON performance_schema.setup_instruments",
          "SELECT ON performance_schema.setup_actors");

  private static final List<String> RING_TABLES =
      List.of(
          COUNTS_OF_ALL,
          "SELECT ON performance_schema.setup_consumers",
          "SELECT (current_schema, event_name, timer_end, timer_wait)"
              + " ON performance_schema.events_statements_history_long");

  /// Beside the tables that have both.
  private static final List<String> MYSQL_USER_TABLES =
      List.of(
          "SELECT (user, variable_name, variable_value) ON performance_schema.status_by_user",
          "SELECT (event_name, count_star, max_timer_wait)"
              + " ON performance_schema.events_statements_summary_global_by_event_name",
          "SELECT (user, event_name, count_star, max_timer_wait)"
              + " ON performance_schema.events_statements_summary_by_user_by_event_name",
          "SELECT ON performance_schema.setup_instruments",
          "SELECT ON performance_schema.setup_consumers",
          "SELECT ON performance_schema.setup_actors",
          "SELECT ON performance_schema.replication_applier_status");

  private static final List<String> GAUGE_RIGHTS =
      List.of(
          "PROCESS, SLAVE MONITOR ON *.*",
          "SELECT (user, host, is_role, max_user_connections) ON mysql.user");

  private static final List<String> MYSQL_GAUGE_RIGHTS =
      List.of(
          "PROCESS, REPLICATION CLIENT ON *.*",
          "SELECT (user, host, max_user_connections) ON mysql.user");

  private static final List<String> GAUGE_TABLES =
      List.of(
          "SELECT (user, event_name, count_star, sum_errors, sum_rows_examined)"
              + " ON performance_schema.events_statements_summary_by_user_by_event_name",
          "SELECT ON mysql.innodb_table_stats");

  private static final List<String> RIGHTS_TABLES =
      List.of(
          "SELECT ON mysql.db",
          "SELECT ON mysql.tables_priv",
          "SELECT ON mysql.columns_priv",
          "SELECT ON mysql.procs_priv",
          "SELECT (user, host, proxied_user, proxied_host) ON mysql.proxies_priv");

  /// Beside the tables that both have.
  private static final List<String> ISOLATION_TABLES =
      List.of(
          "SELECT ON mysql.roles_mapping",
          "SELECT (user, host, is_role, %s) ON mysql.user"
              .formatted(UserPrivileges.columns(ServerFamily.MARIADB)),
          "SELECT (db, name, type, definer, security_type, body_utf8) ON mysql.proc",
          "SELECT (db, name, definer, body_utf8) ON mysql.event",
          "PROCESS, SHOW DATABASES, SHOW VIEW ON *.*");

  /// Beside the tables that both have.
  private static final List<String> MYSQL_ISOLATION_TABLES =
      List.of(
          "SELECT ON mysql.role_edges",
          "SELECT ON mysql.global_grants",
          "SELECT (user, host, account_locked, password_expired, %s) ON mysql.user"
              .formatted(UserPrivileges.columns(ServerFamily.MYSQL)),
          MySqlRights.SIGHT_GRANT);

  private static final String MIGRATION_COLUMNS =
      "migration_name, started_at, finished_at, rolled_back_at";

  /// The sources hold three; one more is for `nines doctor` beside them.
  static final int CONNECTIONS = 4;

  private MariaDbGrants() {}

  /// Creates the user, if it does not exist, and gives it what the target's sources need.
  ///
  /// @param target whose user it is, on a MariaDB
  /// @param clientHost where the gateway connects from, as in `user@host`: an address, or a pattern
  /// @param password the new user's password; a placeholder when the text is only printed
  public static String sql(MariaDbTarget target, String clientHost, String password) {
    return sql(target, ServerFamily.MARIADB, clientHost, password);
  }

  /// The same for a server of either family.
  static String sql(MariaDbTarget target, ServerFamily family, String clientHost, String password) {
    String account = quoted(target.user()) + "@" + quoted(clientHost);
    var lines = new ArrayList<String>();
    lines.add(
        "CREATE USER IF NOT EXISTS %s IDENTIFIED BY %s WITH MAX_USER_CONNECTIONS %d"
            .formatted(account, quoted(password), CONNECTIONS));
    needed(target, family).forEach(grant -> lines.add("GRANT " + grant + " TO " + account));
    return String.join(";\n", lines) + ";\n";
  }

  /// What the target's sources need, each as it stands between `GRANT` and `TO`.
  static List<String> needed(MariaDbTarget target, ServerFamily family) {
    var needed = new ArrayList<String>();
    boolean byUser = target.attribution() == Attribution.USER;
    switch (family) {
      case MARIADB -> {
        needed.addAll(byUser ? USER_TABLES : List.of());
        needed.addAll(GAUGE_RIGHTS);
      }
      case MYSQL -> {
        needed.addAll(byUser ? MYSQL_USER_TABLES : List.of());
        needed.addAll(MYSQL_GAUGE_RIGHTS);
      }
    }
    needed.addAll(GAUGE_TABLES);
    if (target.readsRing()) {
      needed.addAll(RING_TABLES);
    }
    return needed.stream().distinct().toList();
  }

  /// What the isolation check needs besides [#needed], each as it stands between `GRANT` and `TO`.
  static List<String> neededForIsolation(ServerFamily family) {
    List<String> ofFamily =
        switch (family) {
          case MARIADB -> ISOLATION_TABLES;
          case MYSQL -> MYSQL_ISOLATION_TABLES;
        };
    return Stream.concat(RIGHTS_TABLES.stream(), ofFamily.stream()).toList();
  }

  /// What the isolation check needs besides [#sql]. It lets the gateway see names, rights and the
  /// text of stored code, no row of a tenant but those of its table of migrations. Triggers are
  /// shown by the server only to those who may create them (`GRANT TRIGGER ON *.*`), so that is
  /// left to the administrator.
  ///
  /// @param target whose user it is, on a MariaDB
  /// @param schemas the tenants' schemas that have the table of migrations
  public static String isolationSql(
      MariaDbTarget target,
      String clientHost,
      IsolationSettings settings,
      Collection<String> schemas) {
    return isolationSql(target, ServerFamily.MARIADB, clientHost, settings, schemas);
  }

  /// The same for a server of either family. A MySQL shows events only to who may create them.
  static String isolationSql(
      MariaDbTarget target,
      ServerFamily family,
      String clientHost,
      IsolationSettings settings,
      Collection<String> schemas) {
    String account = quoted(target.user()) + "@" + quoted(clientHost);
    var lines = new ArrayList<String>();
    neededForIsolation(family).forEach(grant -> lines.add("GRANT " + grant + " TO " + account));
    if (family == ServerFamily.MARIADB) {
      lines.add(NewerPrivileges.CREATE_VIEW);
      lines.add("GRANT " + NewerPrivileges.GRANT + " TO " + account);
    }
    if (!settings.migrationTable().isEmpty()) {
      for (String schema : schemas) {
        lines.add(
            "GRANT %s TO %s".formatted(migrations(schema, settings.migrationTable()), account));
      }
    }
    return String.join(";\n", lines) + ";\n";
  }

  /// What a tenant's table of migrations needs, as it stands between `GRANT` and `TO`.
  static String migrations(String schema, String table) {
    return "SELECT (%s) ON %s.%s".formatted(MIGRATION_COLUMNS, named(schema), named(table));
  }

  /// The settings that a MariaDB needs, as a fragment of `my.cnf`.
  public static String serverSettings() {
    return serverSettings(ServerFamily.MARIADB);
  }

  /// The settings that a server of a family needs.
  static String serverSettings(ServerFamily family) {
    String name =
        switch (family) {
          case MARIADB -> "nines.cnf";
          case MYSQL -> "nines-mysql.cnf";
        };
    try (InputStream in = MariaDbGrants.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String named(String name) {
    return "`" + name.replace("`", "``") + "`";
  }

  static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
  }
}
