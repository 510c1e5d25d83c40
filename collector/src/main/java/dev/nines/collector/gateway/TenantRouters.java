package dev.nines.collector.gateway;

import dev.nines.slo.model.TenantId;
import io.vertx.ext.web.Router;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// The routers of the tenants that have tokens, each made when it is first asked for. There are as
/// many as the web configuration ever named tenants.
///
/// @param made by tenant
/// @param make a router of one tenant
record TenantRouters(Map<TenantId, Router> made, Function<TenantId, Router> make)
    implements Function<TenantId, Router> {

  TenantRouters(Function<TenantId, Router> make) {
    this(new ConcurrentHashMap<>(), make);
  }

  @Override
  public Router apply(TenantId tenant) {
    return made.computeIfAbsent(tenant, make);
  }
}
