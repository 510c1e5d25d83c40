package dev.nines.collector.mariadb;

import dev.nines.collector.database.ServerConnection;
import dev.nines.collector.isolation.ServerFacts.Account;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Global privileges that MariaDB has since 10.5 and that `mysql.user` has no columns for, `SET
/// USER` among them, by which stored code runs as anybody. They stand only beside the passwords'
/// hashes, so the administrator makes a view that shows them alone.
///
/// @param byAccount the privileges of each account that has one, by `user@host`
record NewerPrivileges(Map<String, Set<String>> byAccount) {
  static final String VIEW = "mysql.nines_privileges";

  /// What the administrator runs, besides the `GRANT` to read it.
  static final String CREATE_VIEW =
      "CREATE OR REPLACE VIEW %s AS SELECT user, host, CAST(JSON_VALUE(priv, '$.access') AS UNSIGNED) AS access FROM mysql.global_priv"
          .formatted(VIEW);

  static final String GRANT = "SELECT ON " + VIEW;

  /// The first bit that has no column, and what it and the following ones say.
  private static final int FIRST_BIT = 30;

  private static final List<String> NAMES =
      List.of(
          "SET USER",
          "FEDERATED ADMIN",
          "CONNECTION ADMIN",
          "READ_ONLY ADMIN",
          "REPLICATION SLAVE ADMIN",
          "REPLICATION MASTER ADMIN",
          "BINLOG ADMIN",
          "BINLOG REPLAY",
          "SLAVE MONITOR",
          "SHOW CREATE ROUTINE");

  private static final String READ =
      "SELECT user, host, access >> %d & %d FROM %s"
          .formatted(FIRST_BIT, (1 << NAMES.size()) - 1, VIEW);

  /// Empty if there is no such view, or it may not be read.
  static Optional<NewerPrivileges> read(ServerConnection server) throws SQLException {
    try {
      return Optional.of(new NewerPrivileges(server.query(READ, NewerPrivileges::byAccount)));
    } catch (SQLException e) {
      if (SqlFailures.isMissingOrForbidden(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static Map<String, Set<String>> byAccount(ResultSet rows) throws SQLException {
    var privileges = new HashMap<String, Set<String>>();
    while (rows.next()) {
      long bits = rows.getLong(3);
      var held = new TreeSet<String>();
      for (int i = 0; i < NAMES.size(); i++) {
        if ((bits >> i & 1) == 1) {
          held.add(NAMES.get(i));
        }
      }
      privileges.put(rows.getString(1) + "@" + rows.getString(2), held);
    }
    return privileges;
  }

  /// The accounts with these privileges beside the others.
  List<Account> addedTo(List<Account> accounts) {
    var all = new ArrayList<Account>();
    for (Account account : accounts) {
      var privileges = new TreeSet<>(account.privileges());
      privileges.addAll(byAccount.getOrDefault(account.user() + "@" + account.host(), Set.of()));
      all.add(new Account(account.user(), account.host(), account.role(), privileges));
    }
    return all;
  }
}
