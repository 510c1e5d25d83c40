package dev.nines.collector.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import at.favre.lib.crypto.bcrypt.BCrypt;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A running gateway with passwords, which Sentry tells of issues of two tenants.
class SentryWebhookIT {
  private static final String SECRET = "sentrys-client-secret";
  private static final String PASSWORD = "geheim";
  private static final String TOKEN = "a-token-of-acme-with-at-least-32-characters";

  @TempDir private static Path folder;
  private static GatewayRig rig;
  private static Gateway gateway;
  private static HttpClient client;

  @BeforeAll
  static void start() throws Exception {
    client = HttpClient.newHttpClient();
    rig = new GatewayRig(folder);
    rig.write("tenants.yml", "tenants: [{id: acme, name: Acme}, {id: globex, name: Globex}]");
    rig.write("secret", SECRET + "\n");
    rig.write(
        "nines.yml",
        """
        tenants: {file: tenants.yml}
        evaluation_interval: 1s
        sentry_webhook: {secret_file: secret}
        """);
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(TOKEN.getBytes(StandardCharsets.UTF_8));
    rig.write(
        "web.yml",
        """
        basic_auth_users: {anna: "%s"}
        tenant_tokens: [{tenant: acme, sha256: %s}]
        """
            .formatted(
                BCrypt.withDefaults().hashToString(4, PASSWORD.toCharArray()),
                HexFormat.of().formatHex(digest)));
    gateway = rig.start();
    rig.awaitReady();
  }

  @AfterAll
  static void stop() {
    rig.close();
    client.close();
  }

  @Test
  void whatIsNotSignedOrNotToBeReadIsRefused() throws Exception {
    String body = alert("acme", "of-nobody");
    assertThat(deliver("event_alert", body, "")).startsWith("401 ");
    assertThat(deliver("event_alert", body, signature(body + " "))).startsWith("401 ");
    assertThat(deliver("event_alert", "{}", signature("{}")))
        .isEqualTo("400 data.event: is missing");
    String large = "x".repeat(1_020_000);
    assertThat(deliver("event_alert", large, signature(large))).startsWith("413 ");
    assertThat(rig.get("/hooks/sentry", TOKEN).statusCode()).isEqualTo(405);
    assertThat(rig.get("/tenants/acme", TOKEN).body()).doesNotContain("of-nobody");
  }

  @Test
  void aTenantSeesItsOwnIssuesAndNoneOfAnother() throws Exception {
    for (String tenant : new String[] {"acme", "globex", "stranger"}) {
      String body = alert(tenant, "Error seen by " + tenant);
      assertThat(deliver("event_alert", body, signature(body))).isEqualTo("200 noted");
      assertThat(deliver("event_alert", body, signature(body))).isEqualTo("200 nothing new");
    }
    for (String page : new String[] {"/tenants/acme", "/alerts"}) {
      assertThat(rig.get(page, TOKEN).body())
          .as(page)
          .contains("Error seen by acme", "in shop@2.4.1")
          .doesNotContain("globex", "stranger");
    }
    assertThat(asOperator("/tenants/globex"))
        .contains("Error seen by globex")
        .doesNotContain("Error seen by acme", "Error seen by stranger");
    assertThat(asOperator("/alerts")).contains("Error seen by acme", "Error seen by stranger");
    assertThat(asOperator("/metrics/tenants"))
        .contains(
            "nines_sentry_issues_total{project=\"shop-api\",kind=\"alert\",tenant=\"globex\",} 1.0",
            "nines_sentry_issues_total{project=\"shop-api\",kind=\"alert\",} 1.0")
        .doesNotContain("stranger");
  }

  @Test
  void otherResourcesAreTakenWithoutANote() throws Exception {
    String body = "{\"action\": \"created\", \"data\": {\"installation\": {}}}";
    assertThat(deliver("installation", body, signature(body))).isEqualTo("200 nothing new");
  }

  private static String alert(String tenant, String title) {
    return """
    {"action": "triggered", "data": {"triggered_rule": "Often",
     "event": {"event_id": "%s", "title": "%s", "release": "shop@2.4.1",
      "tags": [["tenant", "%s"]],
      "url": "https://sentry.io/api/0/projects/test-org/shop-api/events/1/"}}}
    """
        .formatted(tenant, title, tenant);
  }

  private static String asOperator(String path) throws Exception {
    String login = "anna:" + PASSWORD;
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + path))
            .header(
                "Authorization",
                "Basic "
                    + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  private static String deliver(String resource, String body, String signature) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + "/hooks/sentry"))
            .header("Content-Type", "application/json")
            .header("Sentry-Hook-Resource", resource)
            .POST(HttpRequest.BodyPublishers.ofString(body));
    if (!signature.isEmpty()) {
      request.header("Sentry-Hook-Signature", signature);
    }
    HttpResponse<String> response =
        client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    return response.statusCode() + " " + response.body().strip();
  }

  private static String signature(String body) throws Exception {
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
  }
}
