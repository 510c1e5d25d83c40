package dev.nines.collector.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.collector.probe.Ask;
import dev.nines.collector.probe.ProbeSettings;
import dev.nines.slo.yaml.Diagnostic;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProbeSectionTest {
  @TempDir Path folder;

  @BeforeEach
  void files() throws Exception {
    Files.writeString(folder.resolve("tenants.yml"), "tenants: []\n");
    Files.writeString(folder.resolve("headers"), "Authorization: Bearer s3cret\n\n");
  }

  @Test
  void everythingOfARequestCanBeWritten() {
    ProbeSettings probe =
        probe(
            """
            name: create
            url: https://{tenant.slug}.example.com/orders
            method: POST
            headers: {Content-Type: application/json}
            headers_file: headers
            body: '{"dry_run": true}'
            http_version: "2"
            follow_redirects: 2
            body_limit_bytes: 1000000
            interval: 30s
            timeout: 5s
            retries: 1
            tls_config: {server_name: inner.example, warn_before: 30d}
            allow_networks: [10.0.0.0/8]
            expect:
              status: [201, 4xx, 300-302]
              headers: {content-type: json}
              json: ['$.total >= 0', '$.state =~ "^ok"']
              body_matches: [order]
              body_not_matches: [error]
              body_min_bytes: 2
              body_max_bytes: 900
              latency_below: 500ms
            """);
    assertThat(probe.tls().warnBefore()).isEqualTo(Duration.ofDays(30));
    assertThat(probe.retries()).isEqualTo(1);
    assertThat(probe.ask())
        .isInstanceOfSatisfying(
            Ask.Http.class,
            http -> {
              assertThat(http.http2()).isTrue();
              assertThat(http.headers()).containsEntry("Authorization", "Bearer s3cret");
              assertThat(http.statuses().contains(404)).isTrue();
              assertThat(http.statuses().contains(200)).isFalse();
              assertThat(http.expected().json()).hasSize(2);
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{name: a, url: 'tcp://db:3306'} | Connection",
        "{name: a, url: 'tls://mail:465', expect: {answer: '^220'}} | Connection",
        "{name: a, url: 'dns:///acme.example.com', type: MX, expect: {answers: ['^10 ']}} | Dns",
        "{name: a, url: 'wss://h/', messages: {send: '{nonce}', count: 5, latency_below: 100ms}} |"
            + " WebSocket",
        "{name: a, url: 'https://h/events', kind: sse, messages: {sent_at: $.at}} | EventStream",
        "{name: a, url: 'https://h/'} | Http"
      })
  void theSchemeSaysTheKind(String probe, String kind) {
    assertThat(probe(probe).ask().getClass().getSimpleName()).isEqualTo(kind);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{name: a, url: 'ftp://h/'} | is no URL to probe",
        "{name: a, url: 'tcp://h'} | is no URL to probe",
        "{name: a, url: 'tcp://h:1', kind: sse} | does not fit to the scheme",
        "{name: a, url: 'tcp://h:1', method: GET} | is not a known field",
        "{name: a, url: 'http://h/', expect: {status: [700]}} | is no set of HTTP statuses",
        "{name: a, url: 'http://h/', expect: {json: ['$.a < \"x\"']}} | is no JSON assertion",
        "{name: a, url: 'http://h/', expect: {body_matches: ['(']}} | is no regular expression",
        "{name: a, url: 'http://h/', allow_networks: [lan]} | lan",
        "{name: a, url: 'http://h/', timeout: 6s, retries: 2} | has no room for 2 more attempts of"
            + " up to 6s",
        "{name: a, url: 'ws://h/', messages: {latency_below: 1s}} | nothing says when",
        "{name: a, url: 'http://h/', tls_config: {cert_file: headers}} | needs its key"
      })
  void whatMakesNoSenseIsRefused(String probe, String problem) {
    assertThat(read(probe).diagnostics())
        .extracting(Diagnostic::problem)
        .singleElement()
        .asString()
        .contains(problem);
  }

  private ProbeSettings probe(String text) {
    ConfigReader.Outcome outcome = read(text);
    assertThat(outcome.diagnostics()).isEmpty();
    return outcome.config().orElseThrow().probes().getFirst();
  }

  private ConfigReader.Outcome read(String probe) {
    String item = probe.strip().replace("\n", "\n    ");
    String file = "tenants: {file: tenants.yml}\nprobes:\n  - " + item + "\n";
    return ConfigReader.read("nines.yml", file, folder, _ -> null);
  }
}
