package dev.nines.slo.spec;

import java.util.Optional;

/// An object that another one uses: written inline, or by name.
sealed interface Use<T> {
  /// Written where it is used.
  record Inline<T>(T spec) implements Use<T> {}

  /// An object of its own, wherever that is.
  record ByName<T>(Reference reference) implements Use<T> {}

  /// The name, if it is used by name.
  default Optional<Reference> byName() {
    return this instanceof ByName<T>(Reference reference)
        ? Optional.of(reference)
        : Optional.empty();
  }
}
