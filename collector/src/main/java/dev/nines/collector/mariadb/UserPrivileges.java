package dev.nines.collector.mariadb;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The columns of `mysql.user` that hold global privileges. They are named one by one because the
/// gateway's user may not read the others: they hold the passwords' hashes.
final class UserPrivileges {
  private static final List<String> OF_BOTH =
      List.of(
          "select",
          "insert",
          "update",
          "delete",
          "create",
          "drop",
          "reload",
          "shutdown",
          "process",
          "file",
          "grant",
          "references",
          "index",
          "alter",
          "show_db",
          "super",
          "create_tmp_table",
          "lock_tables",
          "execute",
          "repl_slave",
          "repl_client",
          "create_view",
          "show_view",
          "create_routine",
          "alter_routine",
          "create_user",
          "event",
          "trigger",
          "create_tablespace");

  private static final Map<String, String> SPELLED =
      Map.of(
          "show_db", "SHOW DATABASES",
          "create_tmp_table", "CREATE TEMPORARY TABLES",
          "repl_slave", "REPLICATION SLAVE",
          "grant", "GRANT OPTION");

  private UserPrivileges() {}

  /// To select, and to grant.
  static String columns(ServerFamily family) {
    List<String> others =
        switch (family) {
          case MARIADB -> List.of("delete_history");
          case MYSQL -> List.of("create_role", "drop_role");
        };
    return Stream.concat(OF_BOTH.stream(), others.stream())
        .map(each -> each + "_priv")
        .collect(Collectors.joining(", "));
  }

  /// What a column stands for, as `REVOKE` wants it.
  static String spelled(String column, ServerFamily family) {
    String name = column.substring(0, column.length() - "_priv".length());
    if (name.equals("repl_client")) {
      return switch (family) {
        case MARIADB -> "BINLOG MONITOR";
        case MYSQL -> "REPLICATION CLIENT";
      };
    }
    return SPELLED.getOrDefault(name, name.replace('_', ' ').toUpperCase(Locale.ROOT));
  }
}
