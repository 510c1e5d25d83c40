package dev.nines.slo.spec;

import dev.nines.slo.yaml.Field;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The metadata of an OpenSLO object.
///
/// @param name unique among the objects of its kind
/// @param displayName the name that people read
/// @param labels a list of values is joined by commas
/// @param extensions the annotations `nines.dev/…`
record Metadata(
    String name, Optional<String> displayName, Map<String, String> labels, List<Field> extensions) {

  /// The name that people read, or else the name.
  String shownName() {
    return displayName.orElse(name);
  }
}
