package dev.nines.collector.mariadb;

import dev.nines.collector.database.ServerConnection;
import dev.nines.collector.isolation.SchemaNames;
import dev.nines.collector.isolation.ServerFacts;
import dev.nines.collector.isolation.ServerFacts.Account;
import dev.nines.collector.isolation.ServerFacts.ForeignKey;
import dev.nines.collector.isolation.ServerFacts.Grant;
import dev.nines.collector.isolation.ServerFacts.Membership;
import dev.nines.collector.isolation.ServerFacts.Proxy;
import dev.nines.collector.isolation.ServerFacts.StoredCode;
import dev.nines.collector.source.SourceException;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/// Reads what [ServerFacts] holds: accounts, rights, stored code, tables. No row of a tenant is
/// read but those of its table of migrations, and no password's hash.
final class FactsReader {
  private static final String FLAG = "_priv";
  private static final Set<String> SYSTEM_SCHEMAS =
      Set.of("mysql", "sys", "performance_schema", "information_schema");

  private static final String PROXIES =
      "SELECT user, host, proxied_user, proxied_host FROM mysql.proxies_priv";

  private static final String VIEWS =
      """
      SELECT table_schema, table_name, 'VIEW', definer, security_type = 'DEFINER',
        NULLIF(view_definition, '')
      FROM information_schema.views\
      """;

  /// @param tenantSchemas whose tables of migrations are read
  /// @param migrationTable their name, empty to read none
  /// @throws SourceException if the server would leave something out
  ServerFacts read(ServerConnection server, Collection<String> tenantSchemas, String migrationTable)
      throws SQLException, SourceException {
    ServerFamily family = ServerFamily.of(server);
    return switch (family) {
      case MARIADB -> read(server, family, tenantSchemas, migrationTable);
      case MYSQL ->
          MySqlRights.read(server).addedTo(read(server, family, tenantSchemas, migrationTable));
    };
  }

  /// Whether no global privilege of an account is hidden. A MySQL shows all or is not read.
  static boolean seesAllPrivileges(ServerConnection server) throws SQLException, SourceException {
    return ServerFamily.of(server) == ServerFamily.MYSQL
        || NewerPrivileges.read(server).isPresent();
  }

  /// What both families keep alike.
  private static ServerFacts read(
      ServerConnection server,
      ServerFamily family,
      Collection<String> tenantSchemas,
      String migrationTable)
      throws SQLException {
    FactsSql sql = FactsSql.of(family);
    Set<String> schemas = server.query("SHOW DATABASES", FactsReader::names);
    var code = new ArrayList<>(server.query(sql.code(), FactsReader::code));
    code.addAll(server.query(VIEWS, FactsReader::code));
    return new ServerFacts(
        schemas,
        accounts(server, sql, family),
        grants(server, family),
        new SchemaNames(true, server.query("SELECT @@lower_case_table_names", FactsReader::isZero)),
        server.query(sql.memberships(), FactsReader::memberships),
        server.query(PROXIES, FactsReader::proxies),
        code,
        foreignKeys(server, sql, family),
        server.query(
            "SELECT DISTINCT database_name, table_name FROM mysql.innodb_table_stats",
            FactsReader::tables),
        MigrationTables.read(server, schemas, tenantSchemas, migrationTable));
  }

  private static List<Grant> grants(ServerConnection server, ServerFamily family)
      throws SQLException {
    var grants = new ArrayList<Grant>();
    grants.addAll(server.query("SELECT * FROM mysql.db", rows -> schemaGrants(rows, family)));
    grants.addAll(
        server.query(
            "SELECT user, host, db, CONCAT('table ', table_name), table_priv FROM"
                + " mysql.tables_priv",
            FactsReader::listedGrants));
    grants.addAll(
        server.query(
            """
            SELECT user, host, db, CONCAT('table ', table_name), column_priv, column_name
            FROM mysql.columns_priv\
            """,
            FactsReader::columnGrants));
    grants.addAll(
        server.query(
            """
            SELECT user, host, db, CONCAT(LOWER(routine_type), ' ', routine_name), proc_priv
            FROM mysql.procs_priv\
            """,
            FactsReader::listedGrants));
    return grants;
  }

  private static boolean isZero(ResultSet rows) throws SQLException {
    return rows.next() && rows.getLong(1) == 0;
  }

  private static Set<String> names(ResultSet rows) throws SQLException {
    var names = new TreeSet<String>();
    while (rows.next()) {
      names.add(rows.getString(1));
    }
    return names;
  }

  private static List<Account> accounts(ServerConnection server, FactsSql sql, ServerFamily family)
      throws SQLException {
    List<Account> accounts = server.query(sql.accounts(), rows -> accounts(rows, family));
    return switch (family) {
      case MARIADB ->
          NewerPrivileges.read(server).map(each -> each.addedTo(accounts)).orElse(accounts);
      case MYSQL -> accounts;
    };
  }

  private static List<Account> accounts(ResultSet rows, ServerFamily family) throws SQLException {
    var accounts = new ArrayList<Account>();
    while (rows.next()) {
      accounts.add(
          new Account(
              rows.getString(1), rows.getString(2), rows.getBoolean(3), flagged(rows, 4, family)));
    }
    return accounts;
  }

  private static List<Grant> schemaGrants(ResultSet rows, ServerFamily family) throws SQLException {
    var grants = new ArrayList<Grant>();
    while (rows.next()) {
      grants.add(
          new Grant(
              rows.getString("User"),
              rows.getString("Host"),
              rows.getString("Db"),
              "",
              flagged(rows, 4, family)));
    }
    return grants;
  }

  /// The privileges that a row's `…_priv` columns grant, as SQL spells them.
  private static Set<String> flagged(ResultSet row, int from, ServerFamily family)
      throws SQLException {
    ResultSetMetaData columns = row.getMetaData();
    var privileges = new TreeSet<String>();
    for (int i = from; i <= columns.getColumnCount(); i++) {
      String name = columns.getColumnLabel(i).toLowerCase(Locale.ROOT);
      if (name.endsWith(FLAG) && "Y".equals(row.getString(i))) {
        privileges.add(UserPrivileges.spelled(name, family));
      }
    }
    return privileges;
  }

  private static List<Grant> listedGrants(ResultSet rows) throws SQLException {
    return listedGrants(rows, _ -> "");
  }

  private static List<Grant> columnGrants(ResultSet rows) throws SQLException {
    return listedGrants(rows, row -> " (" + quoted(row.getString(6)) + ")");
  }

  private static List<Grant> listedGrants(ResultSet rows, ServerConnection.Rows<String> suffix)
      throws SQLException {
    var grants = new ArrayList<Grant>();
    while (rows.next()) {
      String listed = rows.getString(5);
      if (!listed.isEmpty()) {
        grants.add(
            new Grant(
                rows.getString(1),
                rows.getString(2),
                rows.getString(3),
                rows.getString(4),
                listedPrivileges(listed, suffix.read(rows))));
      }
    }
    return grants;
  }

  private static Set<String> listedPrivileges(String listed, String suffix) {
    var privileges = new TreeSet<String>();
    for (String each : listed.toUpperCase(Locale.ROOT).split(",", -1)) {
      privileges.add((each.equals("GRANT") ? "GRANT OPTION" : each) + suffix);
    }
    return privileges;
  }

  private static List<Membership> memberships(ResultSet rows) throws SQLException {
    var memberships = new ArrayList<Membership>();
    while (rows.next()) {
      memberships.add(new Membership(rows.getString(1), rows.getString(2), rows.getString(3)));
    }
    return memberships;
  }

  private static List<Proxy> proxies(ResultSet rows) throws SQLException {
    var proxies = new ArrayList<Proxy>();
    while (rows.next()) {
      proxies.add(
          new Proxy(rows.getString(1), rows.getString(2), rows.getString(3), rows.getString(4)));
    }
    return proxies;
  }

  private static List<StoredCode> code(ResultSet rows) throws SQLException {
    var code = new ArrayList<StoredCode>();
    while (rows.next()) {
      if (!SYSTEM_SCHEMAS.contains(rows.getString(1))) {
        code.add(
            new StoredCode(
                rows.getString(1),
                rows.getString(2),
                rows.getString(3),
                rows.getString(4),
                rows.getBoolean(5),
                Optional.ofNullable(rows.getString(6))));
      }
    }
    return code;
  }

  private static List<ForeignKey> foreignKeys(
      ServerConnection server, FactsSql sql, ServerFamily family) throws SQLException {
    return switch (family) {
      case MARIADB ->
          server.query(sql.foreignKeys(), rows -> foreignKeys(rows, UnaryOperator.identity()));
      case MYSQL ->
          server.query(sql.foreignKeys(), rows -> foreignKeys(rows, DictionaryName::decoded));
    };
  }

  private static List<ForeignKey> foreignKeys(ResultSet rows, UnaryOperator<String> decoded)
      throws SQLException {
    var keys = new ArrayList<ForeignKey>();
    while (rows.next()) {
      keys.add(
          new ForeignKey(
              decoded.apply(rows.getString(1)),
              decoded.apply(rows.getString(3)),
              rows.getString(2),
              decoded.apply(rows.getString(4)),
              decoded.apply(rows.getString(5))));
    }
    return keys;
  }

  private static Map<String, Set<String>> tables(ResultSet rows) throws SQLException {
    var tables = new TreeMap<String, Set<String>>();
    while (rows.next()) {
      // a partition is a table of its own here
      String table = rows.getString(2).split("#[Pp]#", 2)[0];
      tables.computeIfAbsent(rows.getString(1), _ -> new HashSet<>()).add(table);
    }
    return tables;
  }

  private static String quoted(String name) {
    return "`" + name.replace("`", "``") + "`";
  }
}
