package dev.nines.demo.saas;

import dev.nines.slo.model.TenantId;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// Which faults are on. The API asks it at each request; the console's panel and the faults' own
/// HTTP port set it.
///
/// Safe between threads. [#set] works on the database and the listeners before it returns, and must
/// not be called on an event loop.
public final class Faults {

  private final SortedSet<TenantId> tenants;
  private final Effects effects;
  private volatile Map<Fault, Set<TenantId>> on = Map.of();

  /// @param tenants those that there are
  /// @param effects how faults that are more than a slow or failing request come about
  public Faults(Collection<TenantId> tenants, Effects effects) {
    this.tenants = new TreeSet<>(tenants);
    this.effects = effects;
  }

  /// Whether a fault is on for a tenant, by itself or with all the others.
  boolean isOn(Fault fault, TenantId tenant) {
    return on.getOrDefault(fault, Set.of()).contains(tenant);
  }

  /// All faults and for whom they are on, in the order of [Fault].
  public List<Status> list() {
    Map<Fault, Set<TenantId>> now = on;
    return Arrays.stream(Fault.values())
        .map(fault -> new Status(fault, new TreeSet<>(now.getOrDefault(fault, Set.of()))))
        .toList();
  }

  /// Turns a fault on or off, for one tenant or for all. What is so already stays so.
  ///
  /// @throws IllegalArgumentException if there is no such tenant, or the fault is not for one
  /// @throws EffectFailed if it did not come about; it is then off as before, or still on
  public synchronized void set(Fault fault, Optional<TenantId> tenant, boolean turnOn) {
    tenant.ifPresent(one -> requirePossible(fault, one));
    Set<TenantId> concerned = tenant.<Set<TenantId>>map(Set::of).orElse(tenants);
    Set<TenantId> before = on.getOrDefault(fault, Set.of());
    var after = new TreeSet<>(before);
    if (turnOn) {
      after.addAll(concerned);
    } else {
      after.removeAll(concerned);
    }
    var next = new EnumMap<Fault, Set<TenantId>>(Fault.class);
    next.putAll(on);
    next.put(fault, Set.copyOf(after));
    switch (fault) {
      case SLOW_QUERIES, API_ERRORS -> {}
      case DATABASE_DOWN, DATABASE_SERVER_DOWN, EVERYTHING_DOWN -> effects.reach(outage(next));
    }
    on = Map.copyOf(next);
  }

  /// The tenants that a fault can be limited to.
  public SortedSet<TenantId> tenants() {
    return tenants;
  }

  private static Outage outage(Map<Fault, Set<TenantId>> on) {
    return new Outage(
        on.getOrDefault(Fault.DATABASE_DOWN, Set.of()),
        !on.getOrDefault(Fault.DATABASE_SERVER_DOWN, Set.of()).isEmpty(),
        !on.getOrDefault(Fault.EVERYTHING_DOWN, Set.of()).isEmpty());
  }

  private void requirePossible(Fault fault, TenantId tenant) {
    if (!tenants.contains(tenant)) {
      throw new IllegalArgumentException(
          "There is no tenant '%s'. Tenants: %s".formatted(tenant, tenants));
    }
    if (!fault.perTenant()) {
      throw new IllegalArgumentException(
          "%s is for all tenants: leave the tenant out".formatted(fault.text()));
    }
  }

  /// A fault and for whom it is on.
  public record Status(Fault fault, SortedSet<TenantId> on) {}

  /// What shall be out of order.
  ///
  /// @param locked tenants whose database access is refused
  /// @param serverDown whether the database server stands still
  /// @param everythingDown whether the API and the database server stand still
  public record Outage(Set<TenantId> locked, boolean serverDown, boolean everythingDown) {}

  /// How faults that are more than a slow or failing request come about.
  public interface Effects {

    /// Brings this about, and puts in order what is not in it.
    ///
    /// @throws EffectFailed if that could not be reached
    void reach(Outage outage);
  }

  /// A fault could not be turned on or off.
  public static final class EffectFailed extends RuntimeException {
    public EffectFailed(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
