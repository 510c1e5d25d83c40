package dev.nines.collector.relabel;

import java.util.Locale;

/// What a rule does, named as in Prometheus' configuration.
public enum RelabelAction {
  /// Sets a label to an expansion of the match.
  REPLACE,
  /// Keeps only what matches.
  KEEP,
  /// Drops what matches.
  DROP,
  /// Keeps only what has the value in the target label.
  KEEPEQUAL,
  /// Drops what has the value in the target label.
  DROPEQUAL,
  /// Sets a label to a hash of the value, modulo a number.
  HASHMOD,
  /// Copies labels whose name matches to names expanded from the match.
  LABELMAP,
  /// Removes labels whose name matches.
  LABELDROP,
  /// Removes labels whose name does not match.
  LABELKEEP,
  /// Sets a label to the value in lower case.
  LOWERCASE,
  /// Sets a label to the value in upper case.
  UPPERCASE;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
