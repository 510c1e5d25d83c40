package dev.nines.demo;

import dev.nines.demo.saas.Provisioning;
import dev.nines.demo.server.ServerFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The configuration file that the demo writes for the gateway: an ordinary `nines.yml`, so that it
/// is an example of how to write one.
final class GatewayConfiguration {

  private GatewayConfiguration() {}

  /// Writes `nines.yml` and the files of secrets that it names.
  ///
  /// @return the configuration file
  static Path write(
      ServerFolder folder,
      int consolePort,
      String apiUrl,
      String jdbcUrl,
      Optional<String> alertmanagerUrl)
      throws IOException {
    Path data = folder.data("gateway");
    Files.createDirectories(data);
    Path measuring = secret(data, folder, GatewayAccounts.MEASURING);
    Path control = secret(data, folder, GatewayAccounts.CONTROL);
    String api = apiUrl.substring(apiUrl.indexOf("//") + 2);
    String text =
        """
        # The gateway of the demo. Start it by hand with: nines run --config.file %s
        external_url: http://127.0.0.1:%d
        evaluation_interval: 5s
        tenants:
          database:
            url: %s%s
            username: %s
            password_file: %s
            query: >-
              SELECT id, name, tier, contract_value, time_zone AS zone, language,
              report_recipients, onboarded_at, db_name AS `database`, db_user AS database_user
              FROM tenants WHERE active
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
            password_file: %s
            interval: 5s
        %s
        """
            .formatted(
                data.resolve("nines.yml"),
                consolePort,
                jdbcUrl,
                Provisioning.CONTROL_SCHEMA,
                GatewayAccounts.CONTROL,
                control.getFileName(),
                api,
                apiUrl,
                jdbcUrl,
                GatewayAccounts.MEASURING,
                measuring.getFileName(),
                alertmanagerUrl.map("alertmanagers: [{url: \"%s\"}]"::formatted).orElse(""));
    Path config = data.resolve("nines.yml");
    Files.writeString(config, text);
    return config;
  }

  private static Path secret(Path data, ServerFolder folder, String name) throws IOException {
    Path file = data.resolve(name + ".password");
    ServerFolder.writePrivately(file, folder.secret(name));
    return file;
  }
}
