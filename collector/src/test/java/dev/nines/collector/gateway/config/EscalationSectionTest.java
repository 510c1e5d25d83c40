package dev.nines.collector.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.slo.yaml.Diagnostic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EscalationSectionTest {
  @TempDir private Path folder;

  @BeforeEach
  void writeNamedFiles() throws IOException {
    Files.writeString(folder.resolve("tenants.yml"), "");
    Files.writeString(folder.resolve("secret"), "s");
  }

  @Test
  void everyKindOfSinkIsRead() {
    var outcome =
        read(
            """
            escalation:
              sinks:
                - {name: chat, slack: {url_file: secret}}
                - {name: hook, webhook: {url: "https://hooks.example/in", secret_file: secret}}
                - {name: pager, pagerduty: {routing_key_file: secret}}
                - name: mail
                  email:
                    {host: mail, from: n@example.com, to: [a@example.com], login: {username: n, password_file: secret},
                     tls_config: {ca_file: secret}}
                - name: phone
                  sms: {url: "https://sms.example/in", form: {To: "+49", Body: "{text}"}, username: u, password_file: secret}
              steps:
                - {sink: chat, severities: [critical, warning]}
                - {after: 5m, sink: mail}
                - {after: 15m, sink: phone}
            """);
    assertThat(outcome.diagnostics()).isEmpty();
    var escalation = outcome.config().orElseThrow().escalation();
    assertThat(escalation.sinks())
        .extracting(Escalation.Sink::name)
        .containsExactly("chat", "hook", "pager", "mail", "phone");
    assertThat(escalation.steps())
        .contains(
            new Escalation.Step(Duration.ZERO, "chat", Set.of("critical", "warning")),
            new Escalation.Step(Duration.ofMinutes(5), "mail", Set.of("critical")));
  }

  @Test
  void aStepNamesASinkThatThereIs() {
    var outcome =
        read(
            """
            escalation:
              sinks: [{name: chat, slack: {url_file: secret}}]
              steps: [{sink: chatt}]
            """);
    assertThat(outcome.diagnostics())
        .extracting(Diagnostic::render)
        .singleElement()
        .asString()
        .contains("nines.yml:4", "Did you mean 'chat'?");
  }

  @Test
  void aSinkHasOneKind() {
    var outcome = read("escalation: {sinks: [{name: chat}], steps: []}\n");
    assertThat(outcome.diagnostics())
        .extracting(Diagnostic::problem)
        .containsExactly("the sink has 0 kinds");
  }

  @Test
  void aPasswordIsNotSentWithoutTls() {
    var outcome =
        read(
            """
            escalation:
              sinks:
                - name: mail
                  email: {host: m, security: none, from: a@b, to: [c@d], login: {username: n, password_file: secret}}
              steps: []
            """);
    assertThat(outcome.diagnostics())
        .extracting(Diagnostic::problem)
        .containsExactly("sends a password without TLS");
  }

  private ConfigReader.Outcome read(String section) {
    return ConfigReader.read(
        "nines.yml", "tenants: {file: tenants.yml}\n" + section, folder, _ -> null);
  }
}
