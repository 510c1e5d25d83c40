package dev.nines.slo.model;

import java.util.regex.Pattern;

/// The stable name of a customer, as it appears in labels, URLs and file names.
///
/// @param value 1 to 63 characters: letters, digits, `_`, `.` and `-`, beginning with a letter or
///   digit (so it is safe as a path segment)
public record TenantId(String value) implements Comparable<TenantId> {
  private static final Pattern VALID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,62}");

  /// @throws IllegalArgumentException if the value breaks the rule above
  public TenantId {
    if (!isValid(value)) {
      throw new IllegalArgumentException(
          "tenant id '%s' must be 1 to 63 letters, digits, '_', '.' or '-', beginning with a letter or digit"
              .formatted(value));
    }
  }

  /// Whether a text, for example a label's value, can be a tenant id.
  public static boolean isValid(String value) {
    return VALID.matcher(value).matches();
  }

  @Override
  public int compareTo(TenantId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
