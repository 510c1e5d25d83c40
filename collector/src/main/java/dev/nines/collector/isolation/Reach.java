package dev.nines.collector.isolation;

import dev.nines.collector.isolation.ServerFacts.Account;
import dev.nines.collector.isolation.ServerFacts.Grant;
import dev.nines.collector.isolation.ServerFacts.Membership;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which schemas an account reaches, and by which way: its own grants and those of its roles, and
/// of the roles of these.
final class Reach {
  /// What everybody has.
  static final String PUBLIC = "PUBLIC";

  /// Global privileges by which an account that is no tenant's gets at tenants' data. `PROCESS`,
  /// `REPLICATION SLAVE` and their like are a monitoring or replication account's.
  static final Set<String> REACHING =
      Set.of(
          "SELECT",
          "INSERT",
          "UPDATE",
          "DELETE",
          "CREATE",
          "DROP",
          "ALTER",
          "INDEX",
          "REFERENCES",
          "EXECUTE",
          "FILE",
          "SUPER",
          "GRANT OPTION",
          "CREATE USER",
          "CREATE VIEW",
          "CREATE ROUTINE",
          "ALTER ROUTINE",
          "EVENT",
          "TRIGGER",
          // of MariaDB: run code as anybody
          "SET USER",
          // of MySQL: take any role, run code as anybody, have clients run it, hand out a copy
          "ROLE_ADMIN",
          "SET_USER_ID",
          "SET_ANY_DEFINER",
          "SYSTEM_VARIABLES_ADMIN",
          "BACKUP_ADMIN");

  /// The schema that says who may do what.
  static final String RIGHTS = "mysql";

  private static final Set<String> RIGHTS_TABLES =
      Stream.of(
              "global_priv,user,db,tables_priv,columns_priv,procs_priv,proxies_priv,roles_mapping,"
                  + "role_edges,default_roles,global_grants,proc,event,func,plugin,servers")
          .flatMap(names -> Stream.of(names.split(",", -1)))
          .map("table "::concat)
          .collect(Collectors.toUnmodifiableSet());

  private static final Set<String> WRITING =
      Set.of("INSERT", "UPDATE", "DELETE", "DROP", "ALTER", "CREATE", "TRIGGER", "GRANT OPTION");

  /// One grant, and who hands it to the account.
  ///
  /// @param role the role that has the grant; empty if the account itself has it
  /// @param entries the account's own memberships by which it comes to that role; empty if the
  ///   account itself has it
  /// @param grant the grant
  /// @param schemas what it matches on this server
  record Way(String role, List<Membership> entries, Grant grant, List<String> schemas) {
    /// Whether it lets somebody write the tables that say who may do what.
    boolean changesRights() {
      return schemas.contains(RIGHTS)
          && (grant.object().isEmpty() || RIGHTS_TABLES.contains(grant.object()))
          && grant.privileges().stream().anyMatch(WRITING::contains);
    }
  }

  private final Map<String, List<Grant>> grantsByUser = new HashMap<>();
  private final Map<String, List<Membership>> membershipsByUser = new HashMap<>();
  private final Map<String, Set<String>> globalByUser = new HashMap<>();
  private final Map<Grant, List<String>> matches = new HashMap<>();
  private final ServerFacts facts;
  private final Set<String> schemas;

  Reach(ServerFacts facts) {
    this.facts = facts;
    this.schemas = new TreeSet<>(facts.schemas());
    for (Grant grant : facts.grants()) {
      if (!grant.privileges().isEmpty()) {
        grantsByUser.computeIfAbsent(grant.user(), _ -> new ArrayList<>()).add(grant);
      }
    }
    for (Membership each : facts.memberships()) {
      membershipsByUser.computeIfAbsent(each.user(), _ -> new ArrayList<>()).add(each);
    }
    for (Account account : facts.accounts()) {
      globalByUser
          .computeIfAbsent(account.user(), _ -> new TreeSet<>())
          .addAll(account.privileges());
    }
  }

  /// The ways into schemas of an account, or of a role.
  List<Way> waysOf(String user) {
    var ways = new ArrayList<Way>();
    grants(user).forEach(grant -> ways.add(new Way("", List.of(), grant, schemasOf(grant))));
    rolesOf(user)
        .forEach(
            (role, entries) ->
                grants(role)
                    .forEach(grant -> ways.add(new Way(role, entries, grant, schemasOf(grant)))));
    ways.removeIf(way -> way.schemas().isEmpty());
    return ways;
  }

  /// Global privileges by the role that has them; the key is empty for the account's own.
  Map<String, Set<String>> globalsOf(String user) {
    var globals = new LinkedHashMap<String, Set<String>>();
    globals.put("", globalByUser.getOrDefault(user, Set.of()));
    rolesOf(user)
        .keySet()
        .forEach(role -> globals.put(role, globalByUser.getOrDefault(role, Set.of())));
    globals.values().removeIf(Set::isEmpty);
    return globals;
  }

  /// Whether an account gets at data in a schema.
  boolean reaches(String user, String schema) {
    return globalsOf(user).values().stream()
            .anyMatch(privileges -> privileges.stream().anyMatch(REACHING::contains))
        || waysOf(user).stream().anyMatch(way -> way.schemas().contains(schema));
  }

  private List<Grant> grants(String user) {
    return grantsByUser.getOrDefault(user, List.of());
  }

  private List<String> schemasOf(Grant grant) {
    return matches.computeIfAbsent(
        grant,
        each -> {
          if (!each.object().isEmpty()) {
            return schemas.contains(each.schema()) ? List.of(each.schema()) : List.of();
          }
          return schemas.stream()
              .filter(schema -> facts.names().matches(each.schema(), schema))
              .toList();
        });
  }

  /// All roles of an account, each with the account's own memberships that lead to it.
  private Map<String, List<Membership>> rolesOf(String user) {
    var entries = new TreeMap<String, List<Membership>>();
    for (Membership own : memberships(user)) {
      var seen = new HashSet<String>();
      var open = new ArrayDeque<>(List.of(own));
      while (!open.isEmpty()) {
        String role = open.pop().role();
        if (seen.add(role)) {
          entries.computeIfAbsent(role, _ -> new ArrayList<>()).add(own);
          open.addAll(memberships(role));
        }
      }
    }
    entries.remove(PUBLIC);
    return entries;
  }

  private List<Membership> memberships(String user) {
    return membershipsByUser.getOrDefault(user, List.of());
  }
}
