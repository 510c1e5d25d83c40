package dev.nines.collector.openmetrics;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which names families of the body have taken, for themselves and for the samples that they could
/// have.
final class ClaimedNames {
  private final Map<String, Family> owners = new HashMap<>();

  /// Takes the names of a family, unless another one has one of them.
  Optional<Violation> claim(Family family) {
    Set<String> wanted = new HashSet<>();
    wanted.add(family.name());
    family.type().suffixes().forEach(suffix -> wanted.add(family.name() + suffix));
    Optional<String> taken = wanted.stream().filter(owners::containsKey).sorted().findFirst();
    Optional<Violation> violation =
        taken.map(name -> clash(family, name, owners.getOrDefault(name, family)));
    wanted.forEach(name -> owners.putIfAbsent(name, family));
    return violation;
  }

  private static Violation clash(Family family, String name, Family owner) {
    if (owner.name().equals(family.name())) {
      return family
          .firstLine()
          .at(
              0,
              "metric family %s has begun before, in line %d"
                  .formatted(name, owner.firstLine().number()),
              "Put the metadata and all samples of a family together, metadata first, and use only"
                  + " the suffixes of its type");
    }
    return family
        .firstLine()
        .at(
            0,
            "the name %s clashes with the metric family %s (%s) of line %d"
                .formatted(name, owner.name(), owner.type(), owner.firstLine().number()),
            "Rename one of them");
  }
}
