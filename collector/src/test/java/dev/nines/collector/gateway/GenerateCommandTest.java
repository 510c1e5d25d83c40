package dev.nines.collector.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class GenerateCommandTest {
  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final CommandLine nines =
      Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));

  private int generate(String... arguments) {
    var all = new ArrayList<>(List.of("generate", arguments[0], "--out"));
    all.add(folder.resolve("new/folder").toString());
    all.addAll(List.of(arguments).subList(1, arguments.length));
    return nines.execute(all.toArray(String[]::new));
  }

  @Test
  void rulesForTheShippedPromisesNeedNoConfiguration() throws IOException {
    assertThat(generate("prometheus")).isZero();
    assertThat(folder.resolve("new/folder/nines-slo.yml"))
        .content()
        .contains("slo: tenant-availability", "burn_tier: fast", "http://localhost:9610");
    assertThat(out.toString()).contains("nines-slo.yml").contains("nines-thresholds.yml");
  }

  @Test
  void ofAConfigurationItTakesThePromisesAndAddresses() throws IOException {
    Files.writeString(
        folder.resolve("slo.yaml"),
        """
        apiVersion: openslo/v1
        kind: SLO
        metadata: {name: checkout, labels: {team: [payments]}}
        spec:
          service: shop
          indicator:
            metadata: {name: checkouts}
            spec:
              ratioMetric:
                counter: true
                bad: {metricSource: {type: Prometheus, spec: {query: 'sum by (tenant) (increase(failed_total[{{.window}}]))'}}}
                total: {metricSource: {type: Prometheus, spec: {query: 'sum by (tenant) (increase(all_total[{{.window}}]))'}}}
          timeWindow: [{duration: 28d, isRolling: true}]
          budgetingMethod: Occurrences
          objectives: [{target: 0.995}]
        """);
    Files.writeString(folder.resolve("tenants.yml"), "[]");
    var config =
        Files.writeString(
            folder.resolve("nines.yml"),
            """
            external_url: https://nines.example
            tenants: {file: tenants.yml}
            rules: [slo.yaml]
            """);
    assertThat(generate("prometheus", "--config.file", config.toString(), "--events", "queries"))
        .as(err.toString())
        .isZero();
    assertThat(folder.resolve("new/folder/nines-slo.yml"))
        .content()
        .contains("increase(failed_total[5m])", "> 13.44", "https://nines.example/runbooks/")
        .doesNotContain("tenant-availability");
  }

  @Test
  void whatIsWrongWithTheConfigurationIsTold() throws IOException {
    var config = Files.writeString(folder.resolve("nines.yml"), "rules: [no-such.yaml]\n");
    assertThat(generate("alertmanager", "--config.file", config.toString())).isOne();
    assertThat(err.toString()).contains("nines.yml:1").contains("no-such.yaml");
  }

  @Test
  void alertmanagerGetsItsTemplatesAndTheWordsOfPages() {
    assertThat(generate("alertmanager", "--receivers", "slack,email", "--zone", "Asia/Tokyo"))
        .isZero();
    assertThat(folder.resolve("new/folder/alertmanager.yml"))
        .content()
        .contains("location: 'Asia/Tokyo'", "\n    slack_configs:", "\n    #| pagerduty_configs:");
    assertThat(folder.resolve("new/folder/nines.tmpl")).isNotEmptyFile();
    assertThat(folder.resolve("new/folder/page-templates.yml")).isNotEmptyFile();
  }

  @Test
  void aZoneThatAlertmanagerDoesNotKnowIsAUsageError() {
    assertThat(generate("alertmanager", "--zone", "+02:00")).isEqualTo(2);
    assertThat(err.toString()).contains("expected a region such as Europe/Berlin");
  }

  @Test
  void grafanaGetsTheShippedDashboardsAndHowToFindThem() {
    assertThat(
            generate(
                "grafana",
                "--prometheus-url",
                "https://prometheus.example",
                "--dashboards-path",
                "/srv/dashboards"))
        .isZero();
    assertThat(folder.resolve("new/folder/dashboards/fleet.json")).isNotEmptyFile();
    assertThat(folder.resolve("new/folder/provisioning/datasources/nines.yaml"))
        .content()
        .contains("uid: nines-prometheus", "url: https://prometheus.example\n");
    assertThat(folder.resolve("new/folder/provisioning/dashboards/nines.yaml"))
        .content()
        .contains("path: /srv/dashboards\n");
  }

  @Test
  void aFolderThatCannotBeWrittenIsTold() throws IOException {
    Files.writeString(folder.resolve("new"), "a file");
    assertThat(generate("grafana")).isOne();
    assertThat(err.toString()).contains("cannot be written");
  }

  @Test
  void whatToGenerateMustBeSaid() {
    assertThat(nines.execute("generate")).isEqualTo(2);
    assertThat(nines.execute("generate", "prometheus")).isEqualTo(2);
  }
}
