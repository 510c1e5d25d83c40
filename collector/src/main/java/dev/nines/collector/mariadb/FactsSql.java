package dev.nines.collector.mariadb;

/// Where a family of servers keeps what the other keeps elsewhere. The rows are alike.
///
/// @param accounts name, host, whether it is a role, and global privileges by the names of their
///   columns
/// @param memberships who may take which role: name, host, role
/// @param code routines, events and triggers: schema, name, kind, definer, whether it runs with the
///   definer's rights, text
/// @param foreignKeys those that leave their schema: schema, name, table, schema and table that are
///   referenced
record FactsSql(String accounts, String memberships, String code, String foreignKeys) {
  private static final String TRIGGERS =
      """
      SELECT trigger_schema, trigger_name, 'TRIGGER', definer, 1, action_statement
      FROM information_schema.triggers\
      """;

  private static final String DECODED =
      "CONVERT(CONVERT(CAST(%s AS BINARY) USING filename) USING utf8mb4)";

  private static final FactsSql OF_MARIADB =
      new FactsSql(
          "SELECT user, host, is_role = 'Y', %s FROM mysql.user"
              .formatted(UserPrivileges.columns(ServerFamily.MARIADB)),
          "SELECT user, host, role FROM mysql.roles_mapping",
          """
          SELECT db, name, type, definer, security_type = 'DEFINER', body_utf8 FROM mysql.proc
          UNION ALL
          SELECT db, name, 'EVENT', definer, 1, body_utf8 FROM mysql.event
          UNION ALL
          """
              + TRIGGERS,
          foreignKeys("innodb_sys_foreign", DECODED));

  /// A role is an account there. One that nobody can log in with, as `CREATE ROLE` leaves it, is
  /// nothing else.
  private static final FactsSql OF_MYSQL =
      new FactsSql(
          "SELECT user, host, account_locked = 'Y' AND password_expired = 'Y', %s FROM mysql.user"
              .formatted(UserPrivileges.columns(ServerFamily.MYSQL)),
          "SELECT to_user, to_host, from_user FROM mysql.role_edges",
          """
          SELECT routine_schema, routine_name, routine_type, definer, security_type = 'DEFINER',
            routine_definition
          FROM information_schema.routines
          UNION ALL
          SELECT event_schema, event_name, 'EVENT', definer, 1, event_definition
          FROM information_schema.events
          UNION ALL
          """
              + TRIGGERS,
          foreignKeys("innodb_foreign", "%s"));

  /// InnoDB's dictionary writes schema and table as the files are named: `m@1onchen` is `münchen`.
  /// A MySQL cannot be asked to decode them ([DictionaryName]).
  private static String foreignKeys(String dictionary, String decoded) {
    return """
    SELECT %2$s, SUBSTRING_INDEX(id, '/', -1), %3$s, %4$s, %5$s FROM information_schema.%1$s
    WHERE SUBSTRING_INDEX(for_name, '/', 1) <> SUBSTRING_INDEX(ref_name, '/', 1)\
    """
        .formatted(
            dictionary,
            decoded.formatted("SUBSTRING_INDEX(for_name, '/', 1)"),
            decoded.formatted("SUBSTRING_INDEX(for_name, '/', -1)"),
            decoded.formatted("SUBSTRING_INDEX(ref_name, '/', 1)"),
            decoded.formatted("SUBSTRING_INDEX(ref_name, '/', -1)"));
  }

  static FactsSql of(ServerFamily family) {
    return switch (family) {
      case MARIADB -> OF_MARIADB;
      case MYSQL -> OF_MYSQL;
    };
  }
}
