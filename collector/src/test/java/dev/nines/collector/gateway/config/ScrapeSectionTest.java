package dev.nines.collector.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.collector.scrape.ScrapeTarget;
import dev.nines.slo.yaml.Diagnostic;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScrapeSectionTest {

  @Test
  void aJobIsWrittenAsForPrometheus() {
    ConfigReader.Outcome outcome =
        read(
            """
            honor_timestamps: false
            params: {module: [http_2xx]}
            authorization: {type: Bearer}
            tls_config: {insecure_skip_verify: true}
            sample_limit: 5000
            tenant_series_limit: 50
            label_limit: 30
            label_name_length_limit: 40
            label_value_length_limit: 50
            target_limit: 10
            follow_redirects: false
            static_configs: [{targets: [app1, "app2:81"]}]
            file_sd_configs: [{files: ["targets/*.yml"], refresh_interval: 1m}]
            dns_sd_configs: [{names: [_http._tcp.example.org]}, {names: [a.example], type: A, port: 80}]
            http_sd_configs: [{url: "http://sd/targets"}]
            relabel_configs:
              - {source_labels: [__address__], regex: "(.*):81", target_label: instance, replacement: "two-${1}"}
            metric_relabel_configs:
              - {action: labelmap, regex: customer_(.+), replacement: $1}
              - {action: drop, source_labels: [__name__], regex: go_.*}
            """);

    assertThat(outcome.diagnostics()).isEmpty();
    var scrape = outcome.config().orElseThrow().scrapes().getFirst();
    assertThat(scrape.targets().targets())
        .extracting(ScrapeTarget::name)
        .containsExactly("api/app1:80/metrics", "api/two-app2/metrics");
    assertThat(scrape.discoveries()).hasSize(4);
    assertThat(scrape.job().metricRelabeling().rules()).hasSize(2);
    assertThat(scrape.job().limits().tenantSeries()).isEqualTo(50);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          relabel_configs: [{action: repalce}]                              | action      | repalce
          relabel_configs: [{regex: "("}]                                   | regex       | regular expression
          relabel_configs: [{source_labels: [-a], target_label: c}]         | source_labels | label name
          relabel_configs: [{source_labels: [a]}]                           | relabel_configs[0] | target label
          relabel_configs: [{action: hashmod, target_label: a}]             | relabel_configs[0] | modulus
          relabel_configs: [{action: labeldrop, regex: a, target_label: b}] | target_label | no meaning
          relabel_configs: [{action: keepequal, target_label: b, regex: a}] | regex       | no meaning
          relabel_configs: [{action: uppercase, target_label: b, replacement: a}] | replacement | no meaning
          relabel_configs: [{action: lowercase, target_label: "${1}"}]      | target_label | label name
          relabel_configs: [{action: labelmap, replacement: "${"}]          | replacement | label name
          follow_redirects: true                                            | follow_redirects | not followed
          tls_config: {cert_file: nines.yml}                                | tls_config  | key
          file_sd_configs: [{files: ["*/a.json"]}]                          | files       | is not a path
          dns_sd_configs: [{names: [a], type: A}]                           | dns_sd_configs[0] | port
          http_sd_configs: [{url: "ftp://a"}]                               | url         | http
          sample_limit: 0                                                   | sample_limit | whole number
          body_size_limit: 0                                                | body_size_limit | from 1KB to 1GB
          body_size_limit: 2GB                                              | body_size_limit | from 1KB to 1GB
          body_size_limit: 10 parsecs                                       | body_size_limit | from 1KB to 1GB
          """)
  void whatIsWrongIsNamedWithItsField(String line, String field, String problem) {
    List<Diagnostic> diagnostics =
        read(line + "\nstatic_configs: [{targets: [a]}]\n").diagnostics();

    assertThat(diagnostics)
        .anySatisfy(
            each -> {
              assertThat(each.field()).contains(field);
              assertThat(each.problem()).contains(problem);
              assertThat(each.remedy()).isNotEmpty();
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{action: Keep, source_labels: [a], regex: b}",
        "{source_labels: [http.method], target_label: method}",
        "{action: labeldrop, regex: a, separator: ;, replacement: $1, modulus: 0}",
        "{action: lowercase, source_labels: [a], target_label: b, replacement: $1}",
        "{regex: , replacement: static, target_label: b}"
      })
  void relabellingIsAsLenientAsInPrometheus(String rule) {
    assertThat(
            read("relabel_configs: [%s]\nstatic_configs: [{targets: [a]}]\n".formatted(rule))
                .diagnostics())
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "10MB, 10485760",
    "10MiB, 10485760",
    "4096, 4096",
    "512KB, 524288",
    "1GB, 1073741824"
  })
  void theSizeOfABodyIsWrittenAsForPrometheus(String written, long bytes) {
    ConfigReader.Outcome outcome =
        read("body_size_limit: %s\nstatic_configs: [{targets: [a]}]\n".formatted(written));

    assertThat(outcome.diagnostics()).isEmpty();
    assertThat(outcome.config().orElseThrow().scrapes().getFirst().job().limits().bodyBytes())
        .isEqualTo(bytes);
  }

  @Test
  void aJobWithoutTargetsIsAnError() {
    assertThat(read("honor_labels: true\n").diagnostics())
        .singleElement()
        .satisfies(each -> assertThat(each.problem()).contains("has no targets"));
  }

  private static ConfigReader.Outcome read(String job) {
    return ConfigReader.read(
        "nines.yml",
        """
        tenants:
          database: {url: "jdbc:mariadb://db1/control", username: nines, query: SELECT 1}
        scrape_configs:
          - job_name: api
        """
            + job.indent(4),
        Path.of("").toAbsolutePath(),
        name -> null);
  }
}
