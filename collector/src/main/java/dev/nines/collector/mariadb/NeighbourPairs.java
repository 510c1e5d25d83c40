package dev.nines.collector.mariadb;

import dev.nines.collector.isolation.Layout;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/// Whose login is tried on whose schema: every tenant in turn, with another neighbour each time
/// round, until each was tried on each. The order hangs on the clock alone, so a restart does not
/// begin with the same ones again.
final class NeighbourPairs {

  /// An attempt.
  ///
  /// @param tenant has a user
  /// @param neighbour has a schema
  record Pair(Layout.Home tenant, Layout.Home neighbour) {}

  private NeighbourPairs() {}

  /// The attempts of the round that an instant belongs to.
  ///
  /// @param homes those without a schema or user of their own are left out
  /// @param interval how long a round lasts
  /// @param attempts how many there are in a round, at most
  static List<Pair> of(Collection<Layout.Home> homes, Instant at, Duration interval, int attempts) {
    List<Layout.Home> complete =
        homes.stream()
            .filter(home -> home.schema().isPresent() && home.user().isPresent())
            .sorted(Comparator.comparing(home -> home.tenant().value()))
            .toList();
    int tenants = complete.size();
    if (tenants < 2) {
      return List.of();
    }
    long all = (long) tenants * (tenants - 1);
    long first = Math.floorDiv(at.toEpochMilli(), interval.toMillis()) * attempts;
    var pairs = new ArrayList<Pair>();
    for (long number = first; number < first + Math.min(attempts, all); number++) {
      int tenant = (int) Math.floorMod(number, (long) tenants);
      int further = 1 + (int) Math.floorMod(Math.floorDiv(number, (long) tenants), tenants - 1L);
      pairs.add(new Pair(complete.get(tenant), complete.get((tenant + further) % tenants)));
    }
    return pairs;
  }
}
