package dev.nines.collector.gateway;

import dev.nines.collector.gateway.config.GatewayConfig;
import dev.nines.collector.gateway.config.GatewayConfig.ControlDatabase;
import dev.nines.collector.gateway.config.Secrets;
import dev.nines.collector.tenant.DatabaseTenants;
import dev.nines.collector.tenant.FileTenants;
import dev.nines.collector.tenant.RememberedTenants;
import dev.nines.collector.tenant.TenantList;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// `tenants`: the lists that a configuration names. The file comes last, so that it corrects what
/// the control database says.
final class TenantLists {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private TenantLists() {}

  /// The lists alone, with nothing kept.
  static List<TenantList> of(GatewayConfig.Tenants tenants) {
    var lists = new ArrayList<TenantList>();
    tenants.database().ifPresent(database -> lists.add(list(database)));
    tenants.file().ifPresent(file -> lists.add(new FileTenants(file)));
    return lists;
  }

  /// @param storage where the control database's tenants are kept for the next start
  static List<TenantList> of(GatewayConfig.Tenants tenants, Storage storage) {
    var lists = new ArrayList<TenantList>();
    tenants
        .database()
        .ifPresent(
            database ->
                lists.add(new RememberedTenants(list(database), storage.tenants(database))));
    tenants.file().ifPresent(file -> lists.add(new FileTenants(file)));
    return lists;
  }

  private static DatabaseTenants list(ControlDatabase database) {
    return new DatabaseTenants(
        new DatabaseTenants.Settings(
            "the control database",
            database.jdbcUrl(),
            database.login().username(),
            Secrets.password(database.login()),
            database.query(),
            TIMEOUT));
  }
}
