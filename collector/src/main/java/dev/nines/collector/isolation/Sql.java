package dev.nines.collector.isolation;

import dev.nines.collector.isolation.ServerFacts.Grant;
import java.util.TreeSet;

/// Pieces of SQL for remedies.
final class Sql {
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

  /// What a grant is on, as SQL.
  static String target(Grant grant) {
    String schema = name(grant.schema());
    if (grant.object().isEmpty()) {
      return schema + ".*";
    }
    int space = grant.object().indexOf(' ');
    String kind = grant.object().substring(0, Math.max(0, space));
    String object = schema + "." + name(grant.object().substring(space + 1));
    return kind.equals("table") ? object : kind + " " + object;
  }

  private static String text(String value) {
    return "'" + value.replace("\\", "\\\\").replace("'", "''") + "'";
  }
}
