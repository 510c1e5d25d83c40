package dev.nines.demo.server;

import dev.nines.dashboards.grafana.Dashboards;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Prometheus, Alertmanager and Grafana, as far as they are installed, wired with the gateway by
/// the configuration that `deploy/` and `alerts/` ship.
public final class Monitoring implements AutoCloseable {

  private static final int ALERTMANAGER_PORT = 9693;
  private static final int PROMETHEUS_PORT = 9690;
  private static final int GRAFANA_PORT = 9630;

  private final ServerFolder folder;
  private final Optional<HttpServerProgram> alertmanager;
  private final Optional<HttpServerProgram> prometheus;
  private final Optional<HttpServerProgram> grafana;
  private final List<String> missing = new ArrayList<>();

  private Monitoring(ServerFolder folder, int gatewayPort) {
    this.folder = folder;
    int alertmanagerPort = Ports.preferred(ALERTMANAGER_PORT);
    int prometheusPort = Ports.preferred(PROMETHEUS_PORT);
    Map<String, String> addresses =
        Map.of(
            "nines:9610", local(gatewayPort),
            "alertmanager:9093", local(alertmanagerPort),
            "prometheus:9090", local(prometheusPort));
    this.alertmanager =
        installed("prometheus-alertmanager", "prometheus-alertmanager", "alertmanager")
            .map(program -> alertmanager(program, alertmanagerPort));
    this.prometheus =
        installed("prometheus", "prometheus")
            .map(program -> prometheus(program, prometheusPort, addresses));
    this.grafana =
        installed("grafana (from Grafana's own repository)", "grafana", "grafana-server")
            .flatMap(program -> grafana(program, Ports.preferred(GRAFANA_PORT), addresses));
  }

  /// Looks for what is installed; starts nothing yet.
  public static Monitoring find(ServerFolder folder, int gatewayPort) {
    return new Monitoring(folder, gatewayPort);
  }

  /// Starts what there is and returns when it is ready.
  public void start() {
    parts().forEach(HttpServerProgram::start);
  }

  @Override
  public void close() {
    parts().toList().reversed().forEach(HttpServerProgram::close);
  }

  /// What there is, by name: where it answers.
  public SortedMap<String, String> addresses() {
    var addresses = new TreeMap<String, String>();
    grafana.ifPresent(each -> addresses.put("Grafana", each.url()));
    prometheus.ifPresent(each -> addresses.put("Prometheus", each.url()));
    alertmanager.ifPresent(each -> addresses.put("Alertmanager", each.url()));
    return addresses;
  }

  /// Where alerts are sent, if Alertmanager is installed.
  public Optional<String> alertmanagerUrl() {
    return alertmanager.map(HttpServerProgram::url);
  }

  /// The Debian packages of what is not installed.
  public List<String> missing() {
    return List.copyOf(missing);
  }

  private Stream<HttpServerProgram> parts() {
    return Stream.of(alertmanager, prometheus, grafana).flatMap(Optional::stream);
  }

  private Optional<Path> installed(String debianPackage, String... names) {
    Optional<Path> program = Programs.find(names);
    if (program.isEmpty()) {
      missing.add(debianPackage);
    }
    return program;
  }

  private HttpServerProgram alertmanager(Path program, int port) {
    Path config = folder.data("alertmanager").resolve("alertmanager.yml");
    ServerFolder.writePrivately(config, Resources.text("alertmanager.yml"));
    return new HttpServerProgram(
        "alertmanager",
        List.of(
            program.toString(),
            "--config.file=" + config,
            "--storage.path=" + folder.data("alertmanager"),
            "--web.listen-address=" + local(port),
            "--cluster.listen-address="),
        folder,
        port,
        "/-/ready");
  }

  private HttpServerProgram prometheus(Path program, int port, Map<String, String> addresses) {
    copy("prometheus/prometheus.yml", addresses);
    copy("prometheus/rules/nines.yml", Map.of());
    Path config = folder.root().resolve("prometheus/prometheus.yml");
    return new HttpServerProgram(
        "prometheus",
        List.of(
            program.toString(),
            "--config.file=" + config,
            "--storage.tsdb.path=" + folder.data("prometheus/tsdb"),
            "--storage.tsdb.retention.time=15d",
            "--web.listen-address=" + local(port)),
        folder,
        port,
        "/-/ready");
  }

  private Optional<HttpServerProgram> grafana(
      Path program, int port, Map<String, String> addresses) {
    Optional<Path> home = grafanaHome(program);
    if (home.isEmpty()) {
      missing.add("grafana's conf/defaults.ini (it is not beside " + program + ")");
      return Optional.empty();
    }
    Path provisioning = folder.data("grafana/provisioning");
    Path dashboards = folder.data("grafana/dashboards");
    var here = Map.of("/etc/grafana/dashboards/nines", dashboards.toString());
    copy("grafana/provisioning/datasources/nines.yaml", addresses);
    copy("grafana/provisioning/dashboards/nines.yaml", here);
    for (String name : Dashboards.NAMES) {
      String file = name + ".json";
      ServerFolder.writePrivately(dashboards.resolve(file), Resources.text("grafana/" + file));
    }
    folder.secret("grafana-admin");
    var command = new ArrayList<String>();
    command.add("/usr/bin/env");
    command.addAll(
        List.of(
            "GF_SERVER_HTTP_ADDR=127.0.0.1",
            "GF_SERVER_HTTP_PORT=" + port,
            "GF_PATHS_DATA=" + folder.data("grafana"),
            "GF_PATHS_LOGS=" + folder.data("grafana"),
            "GF_PATHS_PROVISIONING=" + provisioning,
            "GF_SECURITY_ADMIN_PASSWORD__FILE=" + folder.secretFile("grafana-admin"),
            "GF_AUTH_ANONYMOUS_ENABLED=true",
            "GF_ANALYTICS_REPORTING_ENABLED=false",
            "GF_ANALYTICS_CHECK_FOR_UPDATES=false"));
    command.add(program.toString());
    if (program.endsWith("grafana")) {
      command.add("server");
    }
    command.add("--homepath=" + home.get());
    return Optional.of(new HttpServerProgram("grafana", command, folder, port, "/api/health"));
  }

  /// Where Grafana's own files are: Debian's place, or the folder that a tarball was unpacked to.
  private static Optional<Path> grafanaHome(Path program) {
    Path unpacked = program.toAbsolutePath().resolve("../..").normalize();
    return Stream.of(
            Path.of("/usr/share/grafana"), unpacked, unpacked.resolve("share").resolve("grafana"))
        .filter(folder -> Files.exists(folder.resolve("conf").resolve("defaults.ini")))
        .findFirst();
  }

  /// Copies a configuration file to the same place in the data folder.
  private void copy(String name, Map<String, String> replacements) {
    Path file = folder.root().resolve(name);
    folder.data(name.substring(0, name.lastIndexOf('/')));
    ServerFolder.writePrivately(file, replaced(Resources.text(name), replacements));
  }

  private static String local(int port) {
    return "127.0.0.1:" + port;
  }

  private static String replaced(String text, Map<String, String> replacements) {
    String result = text;
    for (Map.Entry<String, String> each : replacements.entrySet()) {
      result = result.replace(each.getKey(), each.getValue());
    }
    return result;
  }
}
