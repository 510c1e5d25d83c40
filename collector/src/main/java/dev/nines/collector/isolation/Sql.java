package dev.nines.collector.isolation;

import dev.nines.collector.isolation.ServerFacts.Grant;
import dev.nines.collector.isolation.ServerFacts.Membership;
import java.util.List;
import java.util.TreeSet;

/// Pieces of SQL for remedies.
final class Sql {
  /// What an object of a grant begins with. A package's body has rights of its own.
  private static final List<String> KINDS =
      List.of("table ", "procedure ", "function ", "package body ", "package ");

  private Sql() {}

  static String name(String identifier) {
    return "`" + identifier.replace("`", "``") + "`";
  }

  /// `'user'@'host'`, or the name of a role.
  static String account(String user, String host) {
    if (user.equals(Reach.PUBLIC)) {
      return user; // a keyword, which quotes would make a name
    }
    return host.isEmpty() ? name(user) : text(user) + "@" + text(host);
  }

  /// Takes back a grant.
  static String revoke(Grant grant) {
    return "REVOKE %s ON %s FROM %s;"
        .formatted(
            String.join(", ", new TreeSet<>(grant.privileges())),
            target(grant),
            account(grant.user(), grant.host()));
  }

  /// Takes back a role.
  static String revoke(Membership membership) {
    return "REVOKE %s FROM %s;"
        .formatted(name(membership.role()), account(membership.user(), membership.host()));
  }

  /// What a grant is on, as SQL.
  static String target(Grant grant) {
    String schema = name(grant.schema());
    if (grant.object().isEmpty()) {
      return schema + ".*";
    }
    String kind =
        KINDS.stream().filter(each -> grant.object().startsWith(each)).findFirst().orElse("");
    String object = schema + "." + name(grant.object().substring(kind.length()));
    return kind.equals("table ") ? object : kind + object;
  }

  private static String text(String value) {
    return "'" + value.replace("\\", "\\\\").replace("'", "''") + "'";
  }
}
