package dev.nines.demo;

import dev.nines.demo.saas.Provisioning;
import dev.nines.demo.server.ServerFolder;
import dev.nines.slo.model.Objective;
import dev.nines.slo.spec.SpecReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The configuration file that the demo writes for the gateway: an ordinary `nines.yml`, so that it
/// is an example of how to write one.
final class GatewayConfiguration {

  private static final List<String> PACKS = List.of("saas-core", "api", "business", "cost");

  private GatewayConfiguration() {}

  /// What the configuration promises.
  static List<Objective> objectives() {
    return SpecReader.read(PACKS, List.of(), SpecReader.References.MUST_RESOLVE).objectives();
  }

  /// The gateway's `--storage.path`.
  static Path storage(ServerFolder folder) {
    return folder.data("gateway").resolve("data");
  }

  /// Writes `nines.yml` and the files of secrets that it names.
  ///
  /// @return the configuration file
  static Path write(ServerFolder folder, Addresses addresses) throws IOException {
    Path home = folder.data("gateway");
    secret(home, folder, GatewayAccounts.MEASURING);
    secret(home, folder, GatewayAccounts.CONTROL);
    Path config = home.resolve("nines.yml");
    Files.writeString(config, text(config, addresses));
    return config;
  }

  private static String text(Path config, Addresses addresses) {
    return """
    # The gateway of the demo. To start it by hand, while the demo does not run:
    #   ./nines run --config.file %s --storage.path %s
    external_url: http://127.0.0.1:%d
    evaluation_interval: 5s
    packs: %s

    tenants:
      database:
        url: %s%s
        username: %s
        password_file: %s.password
        query: >-
          SELECT id, name, tier, contract_value, time_zone AS zone, language,
          report_recipients, onboarded_at, db_name AS `database`, db_user AS database_user
          FROM tenants WHERE active

    # Trial conversion, revenue and spend: the queries of the packs named above.
    business:
      control:
        url: %s%s
        username: %s
        password_file: %s.password

    # Still there when the SaaS and its databases are gone: who cannot reach this is blind himself.
    reference:
      tcp: ["%s"]

    scrape_configs:
      - job_name: api
        scrape_interval: 5s
        honor_labels: true
        static_configs:
          - targets: ["%s"]

    probes:
      - name: health
        url: %s/t/{tenant.id}/health
        interval: 5s
        timeout: 2s
        allow_networks: [127.0.0.0/8]
        expect:
          json: ['$.status == "ok"']

    mariadb:
      - name: demo
        url: %s
        username: %s
        password_file: %s.password
        interval: 5s
        isolation:
          interval: 15s
          trusted_accounts: [nines_demo_admin] # builds the tenants' databases
    %s\
    """
        .formatted(
            config,
            config.resolveSibling("data"),
            addresses.consolePort,
            PACKS,
            addresses.jdbcUrl,
            Provisioning.CONTROL_SCHEMA,
            GatewayAccounts.CONTROL,
            GatewayAccounts.CONTROL,
            addresses.jdbcUrl,
            Provisioning.CONTROL_SCHEMA,
            GatewayAccounts.CONTROL,
            GatewayAccounts.CONTROL,
            addresses.reference,
            addresses.api.getAuthority(),
            addresses.api,
            addresses.jdbcUrl,
            GatewayAccounts.MEASURING,
            GatewayAccounts.MEASURING,
            addresses.alertmanager.map("\nalertmanagers:\n  - url: %s\n"::formatted).orElse(""));
  }

  private static void secret(Path home, ServerFolder folder, String name) {
    ServerFolder.writePrivately(home.resolve(name + ".password"), folder.secret(name));
  }

  /// What the gateway is to reach, and where it is reached.
  ///
  /// @param consolePort the gateway's own port
  /// @param api the base address of the SaaS
  /// @param jdbcUrl the database server, without a schema
  /// @param reference `host:port` of something that does not depend on the SaaS
  /// @param alertmanager where alerts are sent; without it they are shown in the console only
  record Addresses(
      int consolePort, URI api, String jdbcUrl, String reference, Optional<String> alertmanager) {}
}
