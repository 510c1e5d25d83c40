package dev.nines.collector.isolation;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a database server says about accounts, rights and stored code. Names are as the server
/// writes them.
///
/// @param schemas all schemas of the server
/// @param accounts users and roles with their global privileges
/// @param grants rights on schemas and on what is in them
/// @param names what schemas' names mean
/// @param memberships who may take which role
/// @param proxies who may act as somebody else
/// @param code views, routines, events and triggers
/// @param foreignKeys foreign keys that leave their schema
/// @param tables the tables of each schema, as far as they are known
/// @param migrations the migrations of each schema whose table of migrations could be read
public record ServerFacts(
    Set<String> schemas,
    List<Account> accounts,
    List<Grant> grants,
    SchemaNames names,
    List<Membership> memberships,
    List<Proxy> proxies,
    List<StoredCode> code,
    List<ForeignKey> foreignKeys,
    Map<String, Set<String>> tables,
    Map<String, List<Migration>> migrations) {

  public ServerFacts {
    schemas = Set.copyOf(schemas);
    accounts = List.copyOf(accounts);
    grants = List.copyOf(grants);
    memberships = List.copyOf(memberships);
    proxies = List.copyOf(proxies);
    code = List.copyOf(code);
    foreignKeys = List.copyOf(foreignKeys);
    tables = Map.copyOf(tables);
    migrations = Map.copyOf(migrations);
  }

  /// A user or a role.
  ///
  /// @param user its name; empty for the anonymous user
  /// @param host the host pattern; empty for a role where roles have none
  /// @param role whether it is a role
  /// @param privileges its global privileges, for example `SELECT`; without `USAGE`
  public record Account(String user, String host, boolean role, Set<String> privileges) {
    public Account {
      privileges = Set.copyOf(privileges);
    }
  }

  /// A right on a schema or on something in it.
  ///
  /// @param user who has it; empty means every user
  /// @param host the host pattern; empty for a role
  /// @param schema the schema; a pattern with `%`, `_` and `\` if `object` is empty, unless the
  ///   server takes it literally
  /// @param object what in the schema, for example `table orders`; empty for the whole schema
  /// @param privileges what may be done, for example `SELECT`
  public record Grant(
      String user, String host, String schema, String object, Set<String> privileges) {
    public Grant {
      privileges = Set.copyOf(privileges);
    }
  }

  /// Somebody may take a role.
  ///
  /// @param user a user or a role
  /// @param host the host pattern; empty if a role has the role
  /// @param role the role
  public record Membership(String user, String host, String role) {
    /// Of a role that every user has.
    public static Membership ofEverybody(String role) {
      return new Membership(Reach.PUBLIC, "", role);
    }
  }

  /// Somebody may log in as somebody else, where an authentication plugin says so.
  ///
  /// @param user who; empty for the anonymous user
  /// @param host the host pattern
  /// @param asUser as whom; empty for anybody
  /// @param asHost that one's host pattern
  public record Proxy(String user, String host, String asUser, String asHost) {}

  /// Code that is kept in a schema.
  ///
  /// @param schema where it is
  /// @param name its name
  /// @param kind `VIEW`, `PROCEDURE`, `FUNCTION`, `PACKAGE BODY`, `EVENT`, `TRIGGER`…
  /// @param definer `user@host`, or a role's name
  /// @param definerRights whether it runs with the rights of its definer
  /// @param body its text; absent if it cannot be read
  public record StoredCode(
      String schema,
      String name,
      String kind,
      String definer,
      boolean definerRights,
      Optional<String> body) {}

  /// A foreign key from one schema into another.
  public record ForeignKey(
      String schema, String table, String name, String toSchema, String toTable) {}

  /// One row of a table of migrations.
  ///
  /// @param name its name, in the order of which migrations are applied
  /// @param finished whether it was applied to its end
  /// @param rolledBack whether somebody marked it as rolled back
  /// @param age since when it runs or ran
  public record Migration(String name, boolean finished, boolean rolledBack, Duration age) {}
}
