package dev.nines.collector.tenant;

import dev.nines.slo.model.Tenant;
import dev.nines.slo.model.TenantId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/// All tenants at one moment, with the ways to find one. Immutable.
///
/// What two tenants claim (a database, a database user) belongs to neither: a guess could show one
/// customer the figures of another.
///
/// @param byId the tenants, sorted by id
/// @param byDatabase whose a database is
/// @param byDatabaseUser whose a database user is
/// @param conflicts what is claimed twice, for people
record TenantIndex(
    Map<TenantId, Tenant> byId,
    Map<String, Tenant> byDatabase,
    Map<String, Tenant> byDatabaseUser,
    List<String> conflicts) {

  static final TenantIndex EMPTY = of(List.of());

  /// @param tenants of two with the same id the later one counts
  static TenantIndex of(Collection<Tenant> tenants) {
    var byId = new TreeMap<TenantId, Tenant>();
    tenants.forEach(tenant -> byId.put(tenant.id(), tenant));
    var conflicts = new ArrayList<String>();
    return new TenantIndex(
        Collections.unmodifiableMap(byId),
        owners(byId.values(), Tenant::database, "database", conflicts),
        owners(byId.values(), Tenant::databaseUser, "database user", conflicts),
        conflicts);
  }

  private static Map<String, Tenant> owners(
      Collection<Tenant> tenants,
      Function<Tenant, Optional<String>> property,
      String what,
      List<String> conflicts) {
    var owners = new HashMap<String, Tenant>();
    Set<String> contested = new HashSet<>();
    for (Tenant tenant : tenants) {
      property
          .apply(tenant)
          .ifPresent(
              name -> {
                Tenant other = owners.putIfAbsent(name, tenant);
                if (other != null) {
                  contested.add(name);
                  conflicts.add(
                      "%s '%s' is claimed by the tenants %s and %s and counts for neither; give each its own"
                          .formatted(what, name, other.id(), tenant.id()));
                }
              });
    }
    contested.forEach(owners::remove);
    return Map.copyOf(owners);
  }
}
