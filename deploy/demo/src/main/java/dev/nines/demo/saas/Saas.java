package dev.nines.demo.saas;

import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;

/// The running SaaS: its API and the port for its faults.
public final class Saas implements AutoCloseable {

  private final Faults faults;
  private final TenantDatabases databases;
  private final SaasApi api;
  private final FaultsApi faultsApi;
  private final Settings settings;

  private Saas(
      Vertx vertx,
      Settings settings,
      DatabaseAddress address,
      Passwords passwords,
      Optional<DatabaseServer> server) {
    this.settings = settings;
    var toggled = new Toggled();
    this.faults =
        new Faults(
            settings.tenants.stream().map(DemoTenant::id).toList(),
            new Outages(address, server, settings.tenants, toggled::open, toggled::close));
    this.databases = new TenantDatabases(settings.tenants, address, passwords);
    this.api =
        new SaasApi(vertx, settings.host, settings.port, databases, faults, settings.tenants);
    toggled.api = Optional.of(api);
    api.open();
    this.faultsApi = new FaultsApi(vertx, settings.host, settings.faultsPort, faults);
  }

  /// Opens the API and the faults' port. The databases are expected to be provisioned.
  ///
  /// @param server the database server, if the SaaS may stop it
  public static Saas start(
      Vertx vertx,
      Settings settings,
      DatabaseAddress address,
      Passwords passwords,
      Optional<DatabaseServer> server) {
    return new Saas(vertx, settings, address, passwords, server);
  }

  /// The faults that can be turned on.
  public Faults faults() {
    return faults;
  }

  /// Where the API is, without a trailing slash.
  public String url() {
    return "http://%s:%d".formatted(settings.host, settings.port);
  }

  /// Where the faults are.
  public String faultsUrl() {
    return "http://%s:%d/faults".formatted(settings.host, settings.faultsPort);
  }

  /// Refuses new requests, answers those under way, and lets go of the databases. The database
  /// server is left as it is.
  @Override
  public void close() {
    faultsApi.close();
    api.close();
    api.drain();
    databases.close();
  }

  /// @param host the address to listen on; the faults' port has no authentication
  /// @param port of the API
  /// @param faultsPort of the faults
  /// @param tenants who is served
  public record Settings(String host, int port, int faultsPort, List<DemoTenant> tenants) {}

  /// The API and its faults need each other; this is the end that is tied last.
  private static final class Toggled {
    private volatile Optional<SaasApi> api = Optional.empty();

    void open() {
      api.ifPresent(SaasApi::open);
    }

    void close() {
      api.ifPresent(SaasApi::close);
    }
  }
}
