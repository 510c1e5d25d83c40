package dev.nines.slo.spec;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// An AlertPolicy as it is written.
///
/// @param name its name
/// @param whenBreaching whether it alerts on its condition; so if the file does not say
/// @param whenResolved whether it tells of the end
/// @param whenNoData whether it alerts on missing data
/// @param conditions exactly one, unless the file is invalid
/// @param targets whom it tells, by name
record PolicySpec(
    String name,
    boolean whenBreaching,
    boolean whenResolved,
    boolean whenNoData,
    List<Use<ConditionSpec>> conditions,
    List<Use<String>> targets) {

  /// What it refers to by name.
  List<Reference> references() {
    return Stream.concat(
            conditions.stream().map(Use::byName).flatMap(Optional::stream),
            targets.stream().map(Use::byName).flatMap(Optional::stream))
        .toList();
  }
}
