package dev.nines.collector.mariadb;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// The columns of `mysql.user` that hold global privileges. They are named one by one because the
/// gateway's user may not read the others: they hold the passwords' hashes.
final class UserPrivileges {
  private static final List<String> ALL =
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
          "create_tablespace",
          "delete_history");

  private static final Map<String, String> SPELLED =
      Map.of(
          "show_db", "SHOW DATABASES",
          "create_tmp_table", "CREATE TEMPORARY TABLES",
          "repl_slave", "REPLICATION SLAVE",
          "repl_client", "BINLOG MONITOR",
          "grant", "GRANT OPTION",
          "delete_history", "DELETE HISTORY");

  /// To select, and to grant.
  static final String COLUMNS =
      ALL.stream().map(each -> each + "_priv").collect(Collectors.joining(", "));

  private UserPrivileges() {}

  /// What a column stands for, as `REVOKE` wants it.
  static String spelled(String column) {
    String name = column.substring(0, column.length() - "_priv".length());
    return SPELLED.getOrDefault(name, name.replace('_', ' ').toUpperCase(Locale.ROOT));
  }
}
