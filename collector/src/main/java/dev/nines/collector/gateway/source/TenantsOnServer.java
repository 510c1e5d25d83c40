package dev.nines.collector.gateway.source;

import dev.nines.collector.database.ServerTenants;
import dev.nines.collector.isolation.Layout;
import dev.nines.collector.tenant.TenantDirectory;
import dev.nines.slo.model.Tenant;
import dev.nines.slo.model.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The tenants whose database is on one server: those whose label [#SERVER_LABEL] names it, and
/// those that do not say where they are. One that moved away belongs here for some minutes more:
/// its application's last statements are run on the old server. Safe between threads.
final class TenantsOnServer implements ServerTenants {

  /// The label by which a tenant says on which of several database servers it is.
  static final String SERVER_LABEL = "server";

  private static final Duration STAYS_AFTER_MOVE = Duration.ofMinutes(10);

  private final TenantDirectory directory;
  private final String server;
  private final InstantSource clock;
  private final Map<TenantId, Instant> lastHere = new ConcurrentHashMap<>();

  /// @param directory all tenants
  /// @param server the server's name in the configuration
  TenantsOnServer(TenantDirectory directory, String server, InstantSource clock) {
    this.directory = directory;
    this.server = server;
    this.clock = clock;
  }

  @Override
  public Collection<TenantId> tenants() {
    Instant now = clock.instant();
    lastHere.values().removeIf(last -> last.plus(STAYS_AFTER_MOVE).isBefore(now));
    List<TenantId> tenants =
        directory.tenants().stream()
            .filter(tenant -> tenant.databaseUser().isPresent() || tenant.database().isPresent())
            .filter(this::isHere)
            .map(Tenant::id)
            .toList();
    tenants.forEach(tenant -> lastHere.put(tenant, now));
    return tenants;
  }

  @Override
  public Collection<Layout.Home> homes() {
    return directory.tenants().stream()
        .filter(tenant -> tenant.databaseUser().isPresent() || tenant.database().isPresent())
        .filter(this::isHere)
        .map(tenant -> new Layout.Home(tenant.id(), tenant.database(), tenant.databaseUser()))
        .toList();
  }

  @Override
  public Optional<TenantId> byUser(String databaseUser) {
    return directory.byDatabaseUser(databaseUser).filter(this::isOrWasHere).map(Tenant::id);
  }

  @Override
  public Optional<TenantId> bySchema(String schema) {
    return directory.byDatabase(schema).filter(this::isOrWasHere).map(Tenant::id);
  }

  private boolean isOrWasHere(Tenant tenant) {
    return isHere(tenant) || lastHere.containsKey(tenant.id());
  }

  private boolean isHere(Tenant tenant) {
    return tenant.labels().getOrDefault(SERVER_LABEL, server).equals(server);
  }
}
