package dev.nines.collector.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.nines.collector.scrape.ExpiredTarget;
import dev.nines.collector.scrape.FaultServer;
import dev.nines.collector.scrape.FaultServer.Fault;
import dev.nines.testing.FreePort;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// What `nines doctor` says of targets, of the OTLP receiver and of what is passed on.
class DoctorTelemetryIT {
  private static final String SLO =
      """
      apiVersion: openslo/v1
      kind: SLO
      metadata: {name: a, annotations: {nines.dev/group-by: tenant}}
      spec:
        service: shop
        indicator: {metadata: {name: a}, spec: {ratioMetric: {
          bad: {metricSource: {type: Prometheus, spec: {query: 'sum by (tenant) (increase(a_total[5m]))'}}},
          total: {metricSource: {type: Prometheus, spec: {query: 'sum by (tenant) (increase(a_total[5m]))'}}}}}}
        timeWindow: [{duration: 30d, isRolling: true}]
        budgetingMethod: Occurrences
        objectives: [{target: 0.99}]
      ---
      apiVersion: openslo/v1
      kind: SLO
      metadata: {name: fast, annotations: {nines.dev/group-by: tenant}}
      spec:
        service: shop
        indicator: {metadata: {name: fast}, spec: {ratioMetric: {
          good: {metricSource: {type: Prometheus, spec: {query: 'sum by (tenant) (increase(t_bucket{le="0.5"}[5m]))'}}},
          total: {metricSource: {type: Prometheus, spec: {query: 'sum by (tenant) (increase(t_count[5m]))'}}}}}}
        timeWindow: [{duration: 30d, isRolling: true}]
        budgetingMethod: Occurrences
        objectives: [{target: 0.99}]
      """;

  private static final String HISTOGRAM =
      """
      # TYPE t histogram
      t_bucket{tenant="acme",le="0.25"} 1
      t_bucket{tenant="acme",le="1"} 2
      t_bucket{tenant="acme",le="+Inf"} 2
      t_count{tenant="acme"} 2
      """;

  @TempDir private static Path folder;
  private static FaultServer targets;
  private static ExpiredTarget expired;
  private static HttpServer backend;
  private static String said;

  @BeforeAll
  static void askTheDoctor() throws Exception {
    targets = new FaultServer();
    expired = new ExpiredTarget(folder);
    backend = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    answer("/good/v1/traces", 200);
    answer("/good/write", 204);
    answer("/locked/v1/traces", 401);
    answer("/nowhere/write", 404);
    answer("/histogram", 200, HISTOGRAM);
    backend.start();
    said = doctor();
  }

  @AfterAll
  static void stop() {
    targets.close();
    expired.close();
    backend.stop(0);
  }

  @ParameterizedTest
  @EnumSource
  void everyFaultOfATargetIsNamed(Fault fault) {
    String sign = fault.state.equals("OK") ? "ok " : "PROBLEM ";
    String job = fault.path().substring(1);

    assertThat(said.lines().filter(line -> line.contains("scrape " + job)))
        .singleElement()
        .asString()
        .startsWith(sign)
        .contains(fault.reason);
  }

  @ParameterizedTest
  @CsvSource({"dead, no answer", "expired, validity check failed"})
  void aTargetThatCannotBeConnectedToIsNamedWithTheReason(String job, String reason) {
    assertThat(said.lines().filter(line -> line.contains("scrape " + job)))
        .singleElement()
        .asString()
        .startsWith("PROBLEM ")
        .contains(reason);
  }

  @Test
  void aDestinationThatTakesAnEmptyRequestIsWell() {
    assertThat(said).contains("forward tempo %s/good/v1/traces: takes".formatted(base()));
    assertThat(said).contains("forward store %s/good/write: takes".formatted(base()));
  }

  @Test
  void aDestinationThatDoesNotIsNamedWithItsRemedy() {
    assertThat(said)
        .contains("PROBLEM  forward vendor")
        .contains("HTTP 401")
        .contains("name a headers_file")
        .contains("PROBLEM  forward wrong")
        .contains("--web.enable-remote-write-receiver")
        .contains("PROBLEM  forward dead")
        .contains("start it, correct the address");
  }

  @Test
  void aThresholdThatIsNoBucketIsNamedWithTheLinesThatAddIt() {
    assertThat(said)
        .contains("advice   thresholds: fast: t_bucket has no bucket le=\"0.5\"")
        .contains("buckets: [0.25, 0.5, 1]");
  }

  @Test
  void aPortThatSomethingElseUsesIsNamed() {
    assertThat(said)
        .contains("is free to listen on")
        .containsPattern("PROBLEM  otlp: 127.0.0.1:\\d+ cannot be listened on");
  }

  private static void answer(String path, int status) {
    answer(path, status, "");
  }

  private static void answer(String path, int status, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    backend.createContext(
        path,
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
  }

  private static String base() {
    return "http://127.0.0.1:" + backend.getAddress().getPort();
  }

  private static String doctor() throws IOException {
    var jobs = new StringBuilder();
    for (Fault fault : Stream.of(Fault.values()).toList()) {
      jobs.append(
          "  - {job_name: %s, metrics_path: %s, scrape_interval: 3s, scrape_timeout: 3s, body_size_limit_bytes: 100000, static_configs: [{targets: ['%s']}]}\n"
              .formatted(fault.path().substring(1), fault.path(), targets.address()));
    }
    jobs.append(
        "  - {job_name: histogram, metrics_path: /histogram, honor_labels: true, static_configs: [{targets: ['127.0.0.1:%d']}]}\n"
            .formatted(backend.getAddress().getPort()));
    jobs.append(
        "  - {job_name: dead, static_configs: [{targets: ['127.0.0.1:%d']}]}\n"
            .formatted(FreePort.find()));
    jobs.append(
        "  - {job_name: expired, scheme: https, metrics_path: /expired, tls_config: {ca_file: '%s'}, static_configs: [{targets: ['%s']}]}\n"
            .formatted(expired.authority(), expired.address()));
    Files.writeString(folder.resolve("tenants.yml"), "tenants: [{id: acme}]");
    Files.writeString(folder.resolve("slo.yml"), SLO);
    Path config =
        Files.writeString(
            folder.resolve("nines.yml"),
            """
            tenants: {file: tenants.yml}
            rules: [slo.yml]
            scrape_configs:
            %s
            otlp: {http_listen_address: "127.0.0.1:%d", grpc_listen_address: "127.0.0.1:%d"}
            forward:
              otlp:
                - {name: tempo, endpoint: "%s/good", signals: [traces]}
                - {name: vendor, endpoint: "%s/locked", signals: [traces]}
              remote_write:
                - {name: store, url: "%s/good/write", metrics: [up]}
                - {name: wrong, url: "%s/nowhere/write", metrics: [up]}
                - {name: dead, url: "http://127.0.0.1:%d/write", metrics: [up]}
            """
                .formatted(
                    jobs,
                    FreePort.find(),
                    backend.getAddress().getPort(),
                    base(),
                    base(),
                    base(),
                    base(),
                    FreePort.find()));
    var out = new StringWriter();
    Main.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(out))
        .execute("doctor", "--config.file", config.toString(), "--storage.path", folder.toString());
    return out.toString();
  }
}
