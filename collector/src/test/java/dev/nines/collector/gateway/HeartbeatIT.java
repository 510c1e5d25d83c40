package dev.nines.collector.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A running gateway that is told of signs of life and of deploys.
class HeartbeatIT {
  @TempDir private Path folder;
  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void signsAndDeploysAreTakenFromThoseWhoMayAndShown() throws Exception {
    try (var place = new GatewayFolder(folder)) {
      place.write("tenants.yml", "tenants:\n  - {id: acme, onboarded_at: 2026-01-01}\n");
      place.write("token", "geheim\n");
      place.configure(
          """
          evaluation_interval: 1s
          tenants: {file: tenants.yml}
          heartbeats:
            - {id: backup, every: 6h, token_file: token}
            - {id: drill, every: 30d}
          deploys: {token_file: token}
          """);
      try (Gateway gateway = place.start()) {
        assertThat(post(gateway, "/heartbeat/backup", "", "geheim")).isEqualTo("200 noted");
        assertThat(post(gateway, "/heartbeat/backup", "", "wrong")).startsWith("401 ");
        assertThat(post(gateway, "/heartbeat/unknown", "", "geheim")).startsWith("404 ");
        assertThat(post(gateway, "/heartbeat/drill?outcome=failed", "", "")).isEqualTo("200 noted");

        String deploy = "{\"service\": \"api\", \"version\": \"1.4.2\"}";
        assertThat(post(gateway, "/deploys", deploy, "")).startsWith("401 ");
        assertThat(post(gateway, "/deploys", "{}", "geheim"))
            .isEqualTo("400 version: is missing, say what was deployed");
        assertThat(post(gateway, "/deploys", deploy, "geheim")).isEqualTo("201 noted");
        assertThat(post(gateway, "/deploys", "x".repeat(9000), "geheim")).startsWith("413 ");
        assertThat(place.get(gateway, "/deploys")).contains("\"version\":\"1.4.2\"");

        await()
            .atMost(Duration.ofSeconds(40))
            .untilAsserted(
                () ->
                    assertThat(place.get(gateway, "/metrics")).contains("nines_alerts_firing 1.0"));
        assertThat(place.get(gateway, "/metrics/tenants"))
            .contains(
                "nines_deploy_timestamp_seconds{",
                "nines_heartbeat_overdue{heartbeat=\"backup\",} 0.0");
      }
    }
  }

  private String post(Gateway gateway, String path, String body, String token)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + path))
            .POST(HttpRequest.BodyPublishers.ofString(body));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    HttpResponse<String> response =
        client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    return response.statusCode() + " " + response.body().strip();
  }
}
