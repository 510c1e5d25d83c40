package dev.nines.dashboards.console;

import dev.nines.slo.model.Tenant;
import dev.nines.slo.model.TenantId;
import dev.nines.slo.verdict.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// All tenants as of one evaluation. Immutable and safe between threads; making one sorts it, so
/// the gateway makes one per evaluation, when somebody looks.
public final class Fleet {
  private final Instant at;
  private final List<TenantStatus> tenants;
  private final Map<TenantId, TenantStatus> byId = new HashMap<>();

  private Fleet(Instant at, List<TenantStatus> tenants) {
    this.at = at;
    this.tenants = tenants.stream().sorted(TenantStatus.WORST_FIRST).toList();
    this.tenants.forEach(status -> byId.put(status.tenant().id(), status));
  }

  /// @param at when it was evaluated
  /// @param tenants every tenant, judged or not
  /// @param verdicts what was judged; those of tenants that are gone are left out
  public static Fleet of(Instant at, Collection<Tenant> tenants, Collection<Verdict> verdicts) {
    Map<TenantId, List<SloStatus>> slos = new HashMap<>();
    for (Verdict verdict : verdicts) {
      slos.computeIfAbsent(verdict.tenant().id(), ignored -> new ArrayList<>())
          .add(SloStatus.of(verdict));
    }
    return new Fleet(
        at,
        tenants.stream()
            .map(tenant -> new TenantStatus(tenant, slos.getOrDefault(tenant.id(), List.of())))
            .toList());
  }

  /// When it was evaluated.
  public Instant at() {
    return at;
  }

  /// Every tenant, worst first.
  public List<TenantStatus> tenants() {
    return tenants;
  }

  /// The status of a tenant, empty if there is none of that id.
  public Optional<TenantStatus> tenant(TenantId id) {
    return Optional.ofNullable(byId.get(id));
  }
}
