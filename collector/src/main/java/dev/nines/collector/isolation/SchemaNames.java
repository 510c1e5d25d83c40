package dev.nines.collector.isolation;

import java.util.Locale;

/// What the name of a schema means to a server.
///
/// @param wildcards whether `%` and `_` in the schema of a grant stand for other characters
/// @param caseMatters whether `Acme` and `acme` are two schemas
public record SchemaNames(boolean wildcards, boolean caseMatters) {

  /// Whether a grant on a schema is one on this schema.
  boolean matches(String granted, String schema) {
    return wildcards
        ? new NamePattern(granted, caseMatters).matches(schema)
        : key(granted).equals(key(schema));
  }

  /// The same for all names of one schema.
  String key(String schema) {
    return caseMatters ? schema : schema.toLowerCase(Locale.ROOT);
  }

  /// How a grant names one schema and no other.
  String granted(String schema) {
    return wildcards ? NamePattern.literally(schema) : schema;
  }
}
