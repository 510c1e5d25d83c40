package dev.nines.collector.mariadb;

import dev.nines.collector.database.ServerConnection;
import dev.nines.collector.isolation.SchemaNames;
import dev.nines.collector.isolation.ServerFacts;
import dev.nines.collector.isolation.ServerFacts.Account;
import dev.nines.collector.isolation.ServerFacts.Grant;
import dev.nines.collector.isolation.ServerFacts.Membership;
import dev.nines.collector.source.SourceException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// The rights that a MySQL keeps beside the tables that both families have: dynamic privileges,
/// roles that are everybody's (`mandatory_roles`), and schemas for which a global privilege was
/// taken back (`partial_revokes`).
///
/// @param dynamic dynamic privileges by account
/// @param mandatoryRoles names of roles
/// @param partialRevokes whether privileges can be taken back by schema; if so, a schema's name in
///   a grant is no pattern
/// @param takenBack by account and privilege, the schemas that it does not reach
record MySqlRights(
    Map<Name, Set<String>> dynamic,
    List<String> mandatoryRoles,
    boolean partialRevokes,
    Map<Name, Map<String, Set<String>>> takenBack) {

  /// `information_schema` leaves out what its reader may not see and says nothing of it, so these
  /// are asked for first.
  private static final List<String> SIGHT =
      List.of("PROCESS", "SHOW DATABASES", "SHOW VIEW", "EVENT", "SHOW_ROUTINE");

  static final String SIGHT_GRANT = String.join(", ", SIGHT) + GlobalPrivileges.SCOPE;

  private static final String RESTRICTIONS = "SELECT (user_attributes) ON mysql.user";

  private static final String TAKEN_BACK =
      """
      SELECT u.user, u.host, r.privilege, r.db
      FROM mysql.user u, JSON_TABLE(u.user_attributes, '$.Restrictions[*]' COLUMNS (
        db VARCHAR(64) PATH '$.Database',
        NESTED PATH '$.Privileges[*]' COLUMNS (privilege VARCHAR(64) PATH '$'))) r\
      """;

  /// An account's name.
  record Name(String user, String host) {}

  private record Settings(boolean partialRevokes, String mandatoryRoles) {}

  /// @throws SourceException if the gateway's user would not be shown everything
  static MySqlRights read(ServerConnection server) throws SQLException, SourceException {
    requireSight(server);
    Settings settings = settings(server);
    return new MySqlRights(
        server.query("SELECT user, host, priv FROM mysql.global_grants", MySqlRights::byAccount),
        roles(settings.mandatoryRoles()),
        settings.partialRevokes(),
        settings.partialRevokes() ? server.query(TAKEN_BACK, MySqlRights::restrictions) : Map.of());
  }

  /// What the server as it is set up needs besides what every one does, as it stands between
  /// `GRANT` and `TO`. The column holds hashes of second passwords too, so it is asked for only
  /// where it matters.
  static List<String> neededBesides(ServerConnection server) throws SQLException {
    return settings(server).partialRevokes() ? List.of(RESTRICTIONS) : List.of();
  }

  private static void requireSight(ServerConnection server) throws SQLException, SourceException {
    var held = GlobalPrivileges.read(server);
    List<String> missing = SIGHT.stream().filter(each -> !held.has(each)).toList();
    if (!missing.isEmpty()) {
      throw SourceException.partial(
          Guard.withRemedy(
              "the server hides rights and code from who lacks " + String.join(", ", missing),
              "run the GRANTs that nines doctor prints"));
    }
  }

  private static Settings settings(ServerConnection server) throws SQLException {
    return server.query(
        "SELECT @@GLOBAL.partial_revokes, @@GLOBAL.mandatory_roles",
        row -> new Settings(row.next() && row.getBoolean(1), row.getString(2)));
  }

  private static Map<Name, Set<String>> byAccount(ResultSet rows) throws SQLException {
    var privileges = new HashMap<Name, Set<String>>();
    while (rows.next()) {
      var name = new Name(rows.getString(1), rows.getString(2));
      privileges.computeIfAbsent(name, _ -> new TreeSet<>()).add(rows.getString(3));
    }
    return privileges;
  }

  private static Map<Name, Map<String, Set<String>>> restrictions(ResultSet rows)
      throws SQLException {
    var restrictions = new HashMap<Name, Map<String, Set<String>>>();
    while (rows.next()) {
      restrictions
          .computeIfAbsent(new Name(rows.getString(1), rows.getString(2)), _ -> new TreeMap<>())
          .computeIfAbsent(rows.getString(3), _ -> new TreeSet<>())
          .add(rows.getString(4));
    }
    return restrictions;
  }

  /// @param listed as the server holds it: `` reader,`writer`@`%` ``
  static List<String> roles(String listed) {
    return Stream.of(listed.split(",", -1))
        .map(each -> each.replaceAll("@[^@]*$", "").replaceAll("[`'\"]", "").strip())
        .filter(each -> !each.isEmpty())
        .toList();
  }

  /// The facts of the tables that both families have, with these.
  ServerFacts addedTo(ServerFacts facts) {
    var accounts = new ArrayList<Account>();
    var grants = new ArrayList<>(facts.grants());
    for (Account account : facts.accounts()) {
      var name = new Name(account.user(), account.host());
      Map<String, Set<String>> restricted = takenBack.getOrDefault(name, Map.of());
      var global = new TreeSet<>(account.privileges());
      global.removeAll(restricted.keySet());
      global.addAll(dynamic.getOrDefault(name, Set.of()));
      accounts.add(new Account(account.user(), account.host(), account.role(), global));
      if (!restricted.isEmpty()) {
        grants.addAll(left(account, restricted, facts.schemas()));
      }
    }
    var memberships = new ArrayList<>(facts.memberships());
    mandatoryRoles.forEach(role -> memberships.add(Membership.ofEverybody(role)));
    return new ServerFacts(
        facts.schemas(),
        accounts,
        grants,
        new SchemaNames(!partialRevokes, facts.names().caseMatters()),
        memberships,
        facts.proxies(),
        facts.code(),
        facts.foreignKeys(),
        facts.tables(),
        facts.migrations());
  }

  /// A privilege that was taken back for some schemas counts as one on each of the others: `REVOKE`
  /// takes it back for these one by one too.
  private static List<Grant> left(
      Account account, Map<String, Set<String>> restricted, Set<String> schemas) {
    var grants = new ArrayList<Grant>();
    for (String schema : schemas) {
      var left = new TreeSet<String>();
      restricted.forEach(
          (privilege, without) -> {
            if (account.privileges().contains(privilege) && !without.contains(schema)) {
              left.add(privilege);
            }
          });
      if (!left.isEmpty()) {
        grants.add(new Grant(account.user(), account.host(), schema, "", left));
      }
    }
    return grants;
  }
}
