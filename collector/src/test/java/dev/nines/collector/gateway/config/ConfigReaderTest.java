package dev.nines.collector.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.nines.collector.mariadb.IsolationSettings;
import dev.nines.collector.mariadb.NeighbourSettings;
import dev.nines.collector.mariadb.TenantPasswords;
import dev.nines.collector.queue.QueueTarget;
import dev.nines.slo.yaml.Diagnostic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigReaderTest {
  private static final String MINIMAL = "tenants: {file: tenants.yml}\n";

  @TempDir private Path folder;

  @BeforeEach
  void writeNamedFiles() throws IOException {
    Files.writeString(folder.resolve("tenants.yml"), "");
    Files.writeString(folder.resolve("password"), "secret");
  }

  @Test
  void theTenantsAreAllThatMustBeSaid() {
    GatewayConfig config = valid(MINIMAL);

    assertThat(config.tenants().file()).hasValue(folder.resolve("tenants.yml"));
    assertThat(config.evaluationInterval()).isEqualTo(Duration.ofSeconds(15));
    assertThat(config.retention()).isEqualTo(Duration.ofDays(396));
    assertThat(config.rules()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "packs: [cost]                                                   | 'cost'   | Add business",
        "packs: [queues, realtime]\\nprobes: [{name: p, url: 'http://a'}] | 'queues' | Add queues",
      })
  void aPackThatNothingMeasuresIsWarnedOf(String written, String pack, String remedy) {
    ConfigReader.Outcome outcome = read(MINIMAL + written.translateEscapes());

    assertThat(outcome.config()).isPresent();
    assertThat(outcome.diagnostics())
        .singleElement()
        .satisfies(each -> assertThat(each.level()).isEqualTo(Diagnostic.Level.WARNING))
        .satisfies(each -> assertThat(each.render()).contains(pack).contains(remedy));
  }

  @Test
  void noTableOfMigrationsIsAChoice() {
    GatewayConfig config =
        valid(
            MINIMAL
                + """
                mariadb:
                  - name: db1
                    url: jdbc:mariadb://db1:3306/
                    username: nines
                    password_file: password
                    isolation: {migration_table: ""}
                """);

    assertThat(config.mariadbs().getFirst().isolation())
        .hasValueSatisfying(each -> assertThat(each.migrationTable()).isEmpty());
  }

  @Test
  void everySectionIsRead() {
    GatewayConfig config =
        valid(
            """
            external_url: https://nines.example.com
            evaluation_interval: 5s
            retention: 400d
            tenants:
              refresh_interval: 1m
              database:
                url: jdbc:mariadb://db1:3306/control
                username: nines
                password_file: password
                query: SELECT id FROM tenants
            reference: {tcp: ["1.1.1.1:443"], timeout: 1s}
            scrape_configs:
              - job_name: api
                scrape_interval: 10s
                scrape_timeout: 5s
                metrics_path: /internal/metrics
                scheme: https
                honor_labels: true
                basic_auth: {username: nines, password_file: password}
                static_configs:
                  - targets: ["api1:3000", "api2:3000"]
                    labels: {env: prod}
            probes:
              - name: health
                url: http://api/t/{tenant.id}/health
                interval: 15s
                timeout: 4s
                allow_networks: [10.0.0.0/8]
                expect:
                  status: [200, 204]
                  latency_below: 2s
                  json: ['$.status == "ok"']
            mariadb:
              - name: main
                url: jdbc:mariadb://db1:3306/
                username: gw
                password_file: password
                attribution: schema
                threshold: 50ms
                ring_cost_percent: 1.5
                isolation:
                  interval: 1m
                  trusted_accounts: [backup@localhost]
                  shared_schemas: [reference]
                  migration_table: schema_history
                  drift_grace: 30m
                  neighbours:
                    password_files: passwords/{tenant.id}
                    interval: 2m
                    attempts: 3
            queues:
              - name: jobs
                addresses: ["redis1:6379", "redis2:6379"]
                sentinel_primary: main
                username: gw
                password_file: password
                tls: true
                prefixes: ["t:{tenant}"]
                tenant_pattern: ^(?<tenant>[a-z]+)-
            business:
              control: {url: "jdbc:mariadb://db1/control", username: nines, password_file: password}
              queries:
                - name: revenue
                  query: SELECT tier, SUM(euros) AS value FROM clients GROUP BY tier
                  labels: [tier]
                  interval: 10m
                  max_age: 1d
            alertmanagers: [{url: "http://am:9093"}]
            telemetry: {otlp_endpoint: "http://otel:4318", trace_sample_percent: 10}
            """);

    assertThat(config.scrapes().getFirst().targets().targets())
        .extracting(each -> each.url().toString(), each -> each.labels().get("env"))
        .containsExactly(
            tuple("https://api1:3000/internal/metrics", "prod"),
            tuple("https://api2:3000/internal/metrics", "prod"));
    assertThat(config.probes().getFirst().maxLatency()).hasValue(Duration.ofSeconds(2));
    assertThat(config.mariadbs().getFirst().sharedUser()).isTrue();
    assertThat(config.mariadbs().getFirst().threshold()).isEqualTo(Duration.ofMillis(50));
    assertThat(config.mariadbs().getFirst().ringCostRatio()).isEqualByComparingTo("0.015");
    assertThat(config.queues().getFirst().topology())
        .isEqualTo(
            new QueueTarget.Topology.Sentinel(
                List.of(new QueueTarget.Node("redis1", 6379), new QueueTarget.Node("redis2", 6379)),
                "main"));
    assertThat(config.business().queries().getFirst().interval()).isEqualTo(Duration.ofMinutes(10));
    assertThat(config.business().queries().getFirst().values()).containsExactly("value");
    assertThat(config.mariadbs().getFirst().isolation())
        .hasValue(
            new IsolationSettings(
                Duration.ofMinutes(1),
                Set.of("backup@localhost"),
                Set.of("reference"),
                "schema_history",
                Duration.ofMinutes(30),
                Optional.of(
                    new NeighbourSettings(
                        new TenantPasswords.InFiles(folder.resolve("passwords/{tenant.id}")),
                        Duration.ofMinutes(2),
                        3))));
    assertThat(config.telemetry().traceSampleRatio()).isEqualTo(0.1);
  }

  @Test
  void allErrorsAreToldAtOnceEachWithPlaceFieldAndRemedy() {
    List<Diagnostic> diagnostics =
        invalid(
            """
            evaluation_intervall: 5s
            tenants: {}
            probes:
              - name: health
                interval: fast
            alertmanagers: [{url: "ftp://am"}]
            """);

    assertThat(diagnostics.stream().map(Diagnostic::render))
        .containsExactly(
            "nines.yml:1:1: error: evaluation_intervall: is not a known field. Did you mean"
                + " 'evaluation_interval'? Write it so, or remove it.",
            "nines.yml:2:10: error: tenants: names no tenants. Add 'file' or 'database' below it.",
            "nines.yml:4:5: error: probes[0].url: is missing. Add the field 'url'.",
            "nines.yml:5:15: error: probes[0].interval: is not a duration: 'fast'. Write it like"
                + " 15s, 5m or 1h30m.",
            "nines.yml:6:23: error: alertmanagers[0].url: is not an http or https address without"
                + " credentials: 'ftp://am'. Write it like https://host:port/path and credentials"
                + " in fields of their own.");
  }

  @Test
  void aVariableOfTheEnvironmentIsFilledIn() {
    assertThat(valid(MINIMAL + "runbook_url: https://${HOST}/$$r\n").runbookUrl().orElseThrow())
        .isEqualTo("https://wiki.example/$r");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          runbook_url: ${NOT_SET}                     | the environment variable NOT_SET is not set
          trace_url: https://tempo.example/             | the address has no {trace_id}
          retention: 1h                               | must be between 1d and 3660d
          rules: [missing.yaml]                       | no readable file at
          mariadb: [{name: m, url: 'jdbc:mysql://x', username: u}] | is not a MariaDB address
          mariadb: [{name: m, url: 'jdbc:mariadb://x/?password=p', username: u}] | carries credentials
          probes: [{name: a, url: 'tcp://x:1'}, {name: a, url: 'tcp://y:1'}] | the name 'a' is used twice
          telemetry: {trace_sample_percent: 101}      | must be a whole number from 0 to 100
          """)
  void whatMakesNoSenseIsRefused(String line, String problem) {
    assertThat(invalid(MINIMAL + line + "\n"))
        .singleElement()
        .satisfies(each -> assertThat(each.problem()).contains(problem))
        .satisfies(each -> assertThat(each.line()).isEqualTo(2));
  }

  @Test
  void aFileThatDoesNotExistIsSaid() {
    ConfigReader.Outcome outcome = ConfigReader.read(folder.resolve("nowhere.yml"));

    assertThat(outcome.config()).isEmpty();
    assertThat(outcome.diagnostics().getFirst().problem()).contains("cannot be read");
  }

  @Test
  void anEmptyFileIsSaid() {
    assertThat(invalid("").getFirst().problem()).isEqualTo("the file is empty");
  }

  @ParameterizedTest
  @CsvSource({"15s, PT15S", "1h30m, PT1H30M", "100ms, PT0.1S", "396d, PT9504H", "2m5s, PT2M5S"})
  void durationsAreWrittenAsInPrometheus(String text, Duration expected) {
    assertThat(Values.parseDuration(text)).hasValue(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "15", "s", "1.5s", "-1s", "1s1m", "99999999999999999999s"})
  void anythingElseIsNoDuration(String text) {
    assertThat(Values.parseDuration(text)).isEmpty();
  }

  private GatewayConfig valid(String text) {
    ConfigReader.Outcome outcome = read(text);
    assertThat(outcome.diagnostics()).isEmpty();
    return outcome.config().orElseThrow();
  }

  private List<Diagnostic> invalid(String text) {
    ConfigReader.Outcome outcome = read(text);
    assertThat(outcome.config()).isEmpty();
    return outcome.diagnostics();
  }

  private ConfigReader.Outcome read(String text) {
    return ConfigReader.read(
        "nines.yml", text, folder, name -> name.equals("HOST") ? "wiki.example" : null);
  }
}
