package dev.nines.collector.otlp.tenant;

import java.util.Set;

/// Who sent a request.
///
/// @param name for metrics and logs
/// @param tenants the tenants that it may speak for; empty means all
public record Sender(String name, Set<String> tenants) {
  /// Anyone, where no authentication is asked for.
  public static final Sender ANYONE = new Sender("anyone", Set.of());

  public Sender {
    tenants = Set.copyOf(tenants);
  }

  /// Whether it may send what belongs to a tenant.
  public boolean maySpeakFor(String tenant) {
    return tenants.isEmpty() || tenants.contains(tenant);
  }
}
