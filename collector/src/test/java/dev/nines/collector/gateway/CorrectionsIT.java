package dev.nines.collector.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What people enter while the gateway runs: corrections and exclusions.
class CorrectionsIT {
  private static final Instant HOUR_AGO =
      Instant.now().truncatedTo(ChronoUnit.MINUTES).minusSeconds(3600);

  @TempDir private static Path folder;
  private static GatewayRig rig;

  @BeforeAll
  static void start() throws StartException {
    rig = new GatewayRig(folder);
    rig.write("tenants.yml", "tenants: [{id: acme, name: Acme}]");
    rig.write(
        "corrections.yml",
        """
        corrections:
          - id: from-file
            tenant: acme
            slo: tenant-availability
            from: %s
            set: {good: 3, bad: 1}
            reason: the provider's own books
            author: ops
            entered: %s
        """
            .formatted(HOUR_AGO.minusSeconds(60), HOUR_AGO));
    rig.write(
        "nines.yml",
        """
        tenants: {file: tenants.yml}
        corrections: corrections.yml
        evaluation_interval: 1s
        """);
    rig.start();
    rig.awaitReady();
  }

  @AfterAll
  static void stop() {
    rig.close();
  }

  private static String correction(String id, String slo, String change) {
    return """
    {"id": "%s", "tenant": "acme", "slo": "%s", "from": "%s", %s,
     "reason": "a broken probe", "author": "anna"}
    """
        .formatted(id, slo, HOUR_AGO, change);
  }

  private static void awaitTrail(String... expected) {
    await()
        .atMost(Duration.ofSeconds(15))
        .untilAsserted(
            () -> assertThat(rig.get("/api/v1/corrections", "").body()).contains(expected));
  }

  @Test
  void aCorrectionOfTheFileIsEnteredOnce() {
    awaitTrail(
        "\"id\":\"from-file\"",
        "\"status\":\"recorded\"",
        "\"added\":{\"good\":3,\"bad\":1,\"doubtful\":0}");

    rig.send("POST", "/-/reload", "");

    assertThat(rig.get("/api/v1/corrections", "").body()).containsOnlyOnce("from-file");
  }

  @Test
  void aCorrectionIsTakenByRequestAndShownWithWhatBecameOfIt() {
    HttpResponse<String> taken =
        rig.post(
            "/api/v1/corrections",
            correction("mine", "tenant-availability", "\"set\": {\"good\": 100}"));
    rig.post("/api/v1/corrections", correction("no-slo", "nothing", "\"countAs\": \"good\""));

    assertThat(taken.statusCode()).isEqualTo(202);
    awaitTrail(
        "\"id\":\"mine\"",
        "\"added\":{\"good\":100,\"bad\":0,\"doubtful\":0}",
        "no SLO of this name is judged for this tenant");
    await()
        .atMost(Duration.ofSeconds(15))
        .until(
            () ->
                rig.get("/api/v1/slos?tenant=acme", "")
                    .body()
                    .contains("\"sliRatio\":" + 103.0 / 104));
  }

  @Test
  void whatCannotBeIsRefusedAtOnce() {
    String twice = correction("twice", "tenant-availability", "\"add\": {\"good\": 0}");
    rig.post("/api/v1/corrections", twice);

    assertThat(rig.post("/api/v1/corrections", twice).statusCode()).isEqualTo(409);
    HttpResponse<String> wrong =
        rig.post("/api/v1/corrections", correction("w", "s", "\"countAs\": \"fine\""));
    assertThat(wrong.statusCode()).isEqualTo(400);
    assertThat(wrong.body()).contains("countAs").contains("must be one of");
    assertThat(rig.post("/api/v1/corrections", "").statusCode()).isEqualTo(400);
    String future =
        correction("future", "tenant-availability", "\"countAs\": \"good\"")
            .replace(HOUR_AGO.toString(), HOUR_AGO.plusSeconds(7200).toString());
    assertThat(rig.post("/api/v1/corrections", future).body()).contains("lies in the future");
  }

  @Test
  void anExclusionIsEnteredShownAndWithdrawn() {
    String exclusion =
        """
        {"id": "upgrade", "class": "maintenance", "reason": "MariaDB", "author": "anna",
         "from": "%s", "to": "%s"}
        """
            .formatted(HOUR_AGO, HOUR_AGO.plusSeconds(600));

    assertThat(rig.post("/api/v1/exclusions", exclusion).statusCode()).isEqualTo(201);
    assertThat(rig.post("/api/v1/exclusions", exclusion).statusCode()).isEqualTo(409);
    assertThat(rig.get("/api/v1/exclusions", "").body()).contains("\"id\":\"upgrade\"");
    assertThat(rig.send("DELETE", "/api/v1/exclusions/upgrade", "").statusCode()).isEqualTo(400);
    assertThat(rig.send("DELETE", "/api/v1/exclusions/upgrade?author=ben", "").body())
        .contains("\"withdrawnBy\":\"ben\"");
    assertThat(rig.send("DELETE", "/api/v1/exclusions/upgrade?author=ben", "").statusCode())
        .isEqualTo(404);
  }
}
