package dev.nines.collector.isolation;

import dev.nines.slo.model.Severity;

/// Something that should not be so on a server.
///
/// @param kind what kind of thing
/// @param severity how urgent
/// @param subject who or what it is about: an account, a schema
/// @param object what can be reached or is missing
/// @param path how, in words that name the grant, role or code
/// @param remedy SQL that ends it, for an administrator to check and run
public record Finding(
    Kind kind, Severity severity, String subject, String object, String path, String remedy) {

  /// What kinds of findings there are.
  public enum Kind {
    /// An account has a right on a schema that is not its own.
    FOREIGN_GRANT,
    /// A grant's pattern matches more schemas than one tenant's.
    WILDCARD_GRANT,
    /// A global privilege reaches every tenant.
    GLOBAL_PRIVILEGE,
    /// Code in a tenant's schema runs with rights on another's.
    DEFINER_CODE,
    /// A foreign key leaves the tenant's schema.
    FOREIGN_KEY,
    /// An account looks like a tenant's and is no tenant's.
    ORPHAN_USER,
    /// A tenant's own login was let into a neighbour's schema when that was tried.
    NEIGHBOUR_REACHED,
    /// A tenant's schema, user or own right is missing: its provisioning stopped half-way.
    HALF_PROVISIONED,
    /// A migration failed or never ended.
    MIGRATION_FAILED,
    /// A tenant is not at the migration of most others.
    MIGRATION_DIFFERS,
    /// A table that most tenants have is missing.
    TABLES_DIFFER;

    /// Whether it takes an attempt to find it, as against reading what the server says of itself.
    public boolean isTried() {
      return this == NEIGHBOUR_REACHED;
    }

    /// Whether one tenant can reach another's data, as against schemas that differ.
    public boolean isLeak() {
      return switch (this) {
        case FOREIGN_GRANT,
            WILDCARD_GRANT,
            GLOBAL_PRIVILEGE,
            DEFINER_CODE,
            FOREIGN_KEY,
            ORPHAN_USER,
            NEIGHBOUR_REACHED ->
            true;
        case HALF_PROVISIONED, MIGRATION_FAILED, MIGRATION_DIFFERS, TABLES_DIFFER -> false;
      };
    }
  }
}
