package dev.nines.collector.isolation;

import dev.nines.slo.model.TenantId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a server should look like: who lives where, and who is trusted with all.
///
/// @param homes the tenants of the server
/// @param trustedAccounts accounts that may reach every tenant, as `user` or `user@host`
/// @param sharedSchemas schemas that every tenant may use
public record Layout(
    Collection<Home> homes, Set<String> trustedAccounts, Set<String> sharedSchemas) {

  /// Accounts that a server comes with and that are its administrators'.
  private static final Set<String> BUILT_IN =
      Set.of("root", "mysql", "mariadb.sys", "mysql.sys", "mysql.session", "mysql.infoschema");

  private static final Set<String> HARMLESS_SCHEMAS = Set.of("information_schema");

  /// Below this a common beginning of names is chance.
  private static final int SHORTEST_PREFIX = 3;

  public Layout {
    homes = List.copyOf(homes);
    trustedAccounts = Set.copyOf(trustedAccounts);
    sharedSchemas = Set.copyOf(sharedSchemas);
  }

  /// Where a tenant lives.
  ///
  /// @param tenant whose it is
  /// @param schema the tenant's own schema, absent if it has none
  /// @param user the user of the tenant's application, absent if it has none of its own
  public record Home(TenantId tenant, Optional<String> schema, Optional<String> user) {}

  boolean isTrusted(String user, String host) {
    return BUILT_IN.contains(user)
        || trustedAccounts.contains(user)
        || trustedAccounts.contains(user + "@" + host);
  }

  boolean isShared(String schema) {
    return HARMLESS_SCHEMAS.contains(schema) || sharedSchemas.contains(schema);
  }

  Map<String, Home> byUser() {
    var byUser = new HashMap<String, Home>();
    homes.forEach(home -> home.user().ifPresent(user -> byUser.put(user, home)));
    return byUser;
  }

  Map<String, Home> bySchema() {
    var bySchema = new HashMap<String, Home>();
    homes.forEach(home -> home.schema().ifPresent(schema -> bySchema.put(schema, home)));
    return bySchema;
  }

  /// How the names of all tenants' users begin, if that tells them from others.
  Optional<String> userPrefix() {
    return commonPrefix(homes.stream().flatMap(home -> home.user().stream()).toList());
  }

  /// How the names of all tenants' schemas begin, if that tells them from others.
  Optional<String> schemaPrefix() {
    return commonPrefix(homes.stream().flatMap(home -> home.schema().stream()).toList());
  }

  /// What all names have in common up to a separator.
  private static Optional<String> commonPrefix(List<String> names) {
    if (names.size() < 2) {
      return Optional.empty();
    }
    String common = names.getFirst();
    for (String name : names) {
      int end = 0;
      while (end < Math.min(common.length(), name.length())
          && common.charAt(end) == name.charAt(end)) {
        end++;
      }
      common = common.substring(0, end);
    }
    int separator = Math.max(common.lastIndexOf('_'), common.lastIndexOf('-'));
    return separator + 1 < SHORTEST_PREFIX
        ? Optional.empty()
        : Optional.of(common.substring(0, separator + 1));
  }
}
