package dev.nines.slo.model;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Which share of good events was promised to whom, and since when. A tenant's own target goes
/// before that of its tier, and this before everybody's. Immutable.
///
/// @param everybody promised to all who were promised nothing else, in [0, 1)
/// @param byTier targets of tiers that were promised another share
/// @param byTenant targets of tenants that were promised another share than their tier, by the
///   tenant's id
/// @param changes what holds from an instant on, in the place of the above; in any order
public record Targets(
    BigDecimal everybody,
    Map<String, BigDecimal> byTier,
    Map<String, BigDecimal> byTenant,
    List<Change> changes) {

  /// Whose target it is.
  public sealed interface Scope {
    /// All who were promised nothing else.
    record Everybody() implements Scope {}

    /// The tenants of a tier.
    record Tier(String name) implements Scope {}

    /// One tenant.
    record Single(String tenant) implements Scope {}
  }

  /// A target with its effective date.
  ///
  /// @param scope whose it is
  /// @param from the first instant at which it holds, until the next change of the same scope
  /// @param target the share of good events promised, in [0, 1)
  public record Change(Scope scope, Instant from, BigDecimal target) {}

  public Targets {
    byTier = Map.copyOf(byTier);
    byTenant = Map.copyOf(byTenant);
    changes = changes.stream().sorted(Comparator.comparing(Change::from)).toList();
  }

  /// The same for everybody and for ever.
  public static Targets of(BigDecimal target) {
    return new Targets(target, Map.of(), Map.of(), List.of());
  }

  /// Every target that anybody was, is or will be promised.
  public Set<BigDecimal> all() {
    var all = new HashSet<>(byTier.values());
    all.addAll(byTenant.values());
    all.add(everybody);
    changes.forEach(change -> all.add(change.target()));
    return all;
  }

  /// What a tenant was promised, one after the other.
  ///
  /// @param tenant its id
  /// @param tier its tier
  public TargetHistory of(String tenant, String tier) {
    if (changes.isEmpty()) {
      return TargetHistory.constant(before(tenant, tier));
    }
    var steps = new ArrayList<TargetHistory.Change>();
    BigDecimal first = before(tenant, tier);
    BigDecimal last = first;
    var instants = new TreeSet<Instant>();
    changes.forEach(change -> instants.add(change.from()));
    for (Instant instant : instants) {
      BigDecimal target = at(instant, tenant, tier);
      if (target.compareTo(last) != 0) {
        steps.add(new TargetHistory.Change(instant, target));
        last = target;
      }
    }
    return new TargetHistory(first, steps);
  }

  /// These targets as they are at an instant, without what came before and comes later.
  public Targets asOf(Instant instant) {
    if (changes.isEmpty()) {
      return this;
    }
    var tiers = new HashMap<>(byTier);
    var tenants = new HashMap<>(byTenant);
    BigDecimal all = everybody;
    for (Change change : changes) {
      if (change.from().isAfter(instant)) {
        break;
      }
      switch (change.scope()) {
        case Scope.Everybody() -> all = change.target();
        case Scope.Tier(String name) -> tiers.put(name, change.target());
        case Scope.Single(String tenant) -> tenants.put(tenant, change.target());
      }
    }
    return new Targets(all, tiers, tenants, List.of());
  }

  private BigDecimal before(String tenant, String tier) {
    return Optional.ofNullable(byTenant.get(tenant))
        .or(() -> Optional.ofNullable(byTier.get(tier)))
        .orElse(everybody);
  }

  private BigDecimal at(Instant instant, String tenant, String tier) {
    return asOf(instant).before(tenant, tier);
  }
}
