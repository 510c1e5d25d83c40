package dev.nines.collector.mariadb;

import dev.nines.collector.database.ServerConnection;
import dev.nines.collector.isolation.ServerFacts.Migration;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// The tenants' tables of migrations, by each of which the gateway's user needs a grant.
final class MigrationTables {
  private MigrationTables() {}

  /// Of the schemas that have the table, those where it may not be read.
  static List<String> hidden(ServerConnection server, Collection<String> wanted, String table)
      throws SQLException {
    if (table.isEmpty()) {
      return List.of();
    }
    Set<String> having =
        server.query(
            "SELECT DISTINCT database_name FROM mysql.innodb_table_stats WHERE table_name = "
                + MariaDbGrants.quoted(table),
            MigrationTables::names);
    having.retainAll(Set.copyOf(wanted));
    having.removeAll(read(server, having, having, table).keySet());
    return List.copyOf(having);
  }

  private static Set<String> names(ResultSet rows) throws SQLException {
    var names = new TreeSet<String>();
    while (rows.next()) {
      names.add(rows.getString(1));
    }
    return names;
  }

  /// One small statement a tenant: a table that is not there or not granted is left out.
  static Map<String, List<Migration>> read(
      ServerConnection server, Set<String> schemas, Collection<String> wanted, String table)
      throws SQLException {
    var migrations = new HashMap<String, List<Migration>>();
    for (String schema : wanted) {
      if (table.isEmpty() || !schemas.contains(schema)) {
        continue;
      }
      try {
        String sql =
            """
            SELECT migration_name, finished_at IS NOT NULL, rolled_back_at IS NOT NULL,
              GREATEST(0, TIMESTAMPDIFF(SECOND, started_at, UTC_TIMESTAMP()))
            FROM %s.%s ORDER BY started_at DESC LIMIT 1000\
            """
                .formatted(MariaDbGrants.named(schema), MariaDbGrants.named(table));
        migrations.put(schema, server.query(sql, MigrationTables::rows));
      } catch (SQLException e) {
        if (!SqlFailures.isMissingOrForbidden(e)) {
          throw e;
        }
      }
    }
    return migrations;
  }

  private static List<Migration> rows(ResultSet rows) throws SQLException {
    var migrations = new ArrayList<Migration>();
    while (rows.next()) {
      migrations.add(
          new Migration(
              rows.getString(1),
              rows.getBoolean(2),
              rows.getBoolean(3),
              Duration.ofSeconds(rows.getLong(4))));
    }
    return migrations;
  }
}
