package dev.nines.collector.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.collector.gateway.http.WebConfig;
import dev.nines.slo.model.TenantId;
import dev.nines.slo.yaml.Diagnostic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebConfigReaderTest {
  private static final String BCRYPT =
      "$2y$10$QOauhQNbBCuQDKes6eFzPeMqBSjb7Mr5DUmpZ/VcEd00UAV/LDeSi";

  @TempDir private Path folder;

  @Test
  void anEmptyFileLetsEverybodyInAsInPrometheus() {
    assertThat(valid("").requiresAuthentication()).isFalse();
  }

  @Test
  void usersAreTakenWithTheirHashes() {
    WebConfig config = valid("basic_auth_users: {anna: '" + BCRYPT + "'}");

    assertThat(config.passwordHashes()).containsOnlyKeys("anna").containsValue(BCRYPT);
    assertThat(config.requiresAuthentication()).isTrue();
  }

  @Test
  void aTokenOfATenantAlsoClosesThePort() {
    String digest = "ab".repeat(32);
    WebConfig config = valid("tenant_tokens: [{tenant: acme, sha256: " + digest + "}]");

    assertThat(config.tenantTokens())
        .containsExactly(new WebConfig.TenantToken(new TenantId("acme"), digest));
    assertThat(config.requiresAuthentication()).isTrue();
  }

  @Test
  void aCertificateNeedsItsKey() throws IOException {
    Files.writeString(folder.resolve("cert.pem"), "");
    Files.writeString(folder.resolve("key.pem"), "");

    WebConfig config = valid("tls_server_config: {cert_file: cert.pem, key_file: key.pem}");
    assertThat(config.tls().orElseThrow().certificate()).isEqualTo(folder.resolve("cert.pem"));
    assertThat(errors("tls_server_config: {cert_file: cert.pem}").getFirst()).contains("key_file");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          basic_auth_users: {anna: secret}                     | is not a bcrypt hash | htpasswd -nBC 10 anna
          tenant_tokens: [{tenant: acme, sha256: secret}]      | is not the SHA-256 digest of a token | openssl rand -hex 32
          tenant_tokens: [{tenant: 'a b', sha256: x}]          | 'a b' is not a tenant's id | as the tenants' list does
          tenant_tokens: [{tenant: acme}]                      | sha256 | missing
          http_server_config: {http2: true}                    | http_server_config | is not a known field
          tls_server_config: {cert_file: gone, key_file: gone} | no readable file | correct the path
          """)
  void whatIsWrongIsSaidWithPlaceAndRemedy(String text, String problem, String remedy) {
    assertThat(String.join("\n", errors(text)))
        .contains("web.yml:1:")
        .containsIgnoringCase(problem)
        .containsIgnoringCase(remedy);
  }

  @Test
  void aFileThatIsNotThereIsAnErrorAndNotAnOpenDoor() {
    WebConfigReader.Outcome read = WebConfigReader.read(folder.resolve("gone.yml"));

    assertThat(read.config()).isEmpty();
    assertThat(read.diagnostics().getFirst().render()).contains("gone.yml", "cannot be read");
  }

  private WebConfig valid(String text) {
    WebConfigReader.Outcome read = read(text);
    assertThat(read.diagnostics()).isEmpty();
    return read.config().orElseThrow();
  }

  private List<String> errors(String text) {
    WebConfigReader.Outcome read = read(text);
    assertThat(read.config()).isEmpty();
    return read.diagnostics().stream().map(Diagnostic::render).toList();
  }

  private WebConfigReader.Outcome read(String text) {
    try {
      return WebConfigReader.read(Files.writeString(folder.resolve("web.yml"), text));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
