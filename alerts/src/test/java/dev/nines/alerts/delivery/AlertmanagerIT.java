package dev.nines.alerts.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nines.alerts.lifecycle.Alert;
import dev.nines.alerts.lifecycle.AlertLifecycle;
import dev.nines.alerts.lifecycle.AlertSettings;
import dev.nines.alerts.lifecycle.Burns;
import dev.nines.alerts.lifecycle.Maintenance;
import dev.nines.alerts.lifecycle.PageFacts;
import dev.nines.alerts.store.SqliteAlertStore;
import dev.nines.slo.verdict.Verdict;
import dev.nines.testing.AlertmanagerServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Verdicts to a real Alertmanager: lifecycle, SQLite store and delivery together.
class AlertmanagerIT {
  private static final String SILENT =
      """
      route:
        receiver: nobody
      receivers:
        - name: nobody
      """;
  private static final Verdict OUTAGE = Burns.outage("acme", Duration.ofMinutes(1));
  private static final Verdict HEALTHY = Burns.healthy("acme");

  private final AtomicReference<Duration> ourClockAhead = new AtomicReference<>(Duration.ZERO);
  private final InstantSource clock = () -> Instant.now().plus(ourClockAhead.get());
  private final List<AutoCloseable> open = new ArrayList<>();
  private final List<String> acknowledged = new CopyOnWriteArrayList<>();
  private final AlertmanagerServer server = opened(AlertmanagerServer.start(SILENT));

  @TempDir private Path folder;
  private AlertLifecycle lifecycle;
  private AlertDelivery delivery;

  @AfterEach
  void close() throws Exception {
    for (var each : open.reversed()) {
      each.close();
    }
  }

  @Test
  void aBurnIsThereWithItsLabelsUntilItEnds() throws Exception {
    startGateway();
    var begin = Instant.now();
    tick(OUTAGE, Burns.healthy("globex"));
    var alert = awaitBurn();
    assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(5));
    assertThat(new ObjectMapper().writeValueAsString(alert.get("labels")))
        .isEqualTo(
            """
            {"alertname":"TenantSloBurn","burn_tier":"fast","service":"shop","severity":"critical",\
            "slo":"availability","tenant":"acme","tier":"enterprise"}\
            """);
    assertThat(alert.get("annotations").get("summary").asText()).contains("Acme Corp");
    assertThat(alert.get("generatorURL").asText()).contains("/tenants/acme");
    assertThat(names()).containsExactlyInAnyOrder("TenantSloBurn", "Watchdog");
    tick(HEALTHY);
    await().untilAsserted(() -> assertThat(names()).containsExactly("Watchdog"));
  }

  @Test
  void theNextProcessKeepsTheBeginning() {
    startGateway();
    tick(OUTAGE);
    var startsAt = awaitBurn().get("startsAt").asText();
    killGateway();
    server.stop(); // forgets all, so the beginning can only come from our store
    server.restart();
    startGateway();
    tick(Burns.blind("acme"));
    assertThat(awaitBurn().get("startsAt").asText()).isEqualTo(startsAt);
  }

  @Test
  void anAlertmanagerThatRestartedHearsAgain() {
    startGateway();
    tick(OUTAGE);
    var startsAt = awaitBurn().get("startsAt").asText();
    server.stop();
    tick(OUTAGE, Burns.outage("globex", Duration.ofMinutes(1)));
    tick(OUTAGE, Burns.outage("globex", Duration.ofMinutes(1))); // two that burn wait for one tick
    await().until(() -> delivery.stats().getFirst().failedRequests() > 0);
    server.restart();
    await().untilAsserted(() -> assertThat(names()).hasSize(3));
    assertThat(awaitBurn().get("startsAt").asText()).isEqualTo(startsAt);
  }

  @Test
  void thePairAgreesOnTheBeginningAndKeepsItWhenOneIsGone() {
    startGateway();
    tick(OUTAGE);
    var startsAt = awaitBurn().get("startsAt").asText();
    var first = delivery;
    startGateway("other.db");
    await()
        .untilAsserted(
            () -> {
              tick(Burns.outage("acme", Duration.ofMinutes(2)));
              assertThat(lifecycle.active())
                  .extracting(Alert::startsAt)
                  .hasToString("[" + startsAt + "]");
            });
    first.close(Duration.ofNanos(1)); // killed
    server.stop(); // forgets all, so the beginning can only come from the one that is left
    server.restart();
    tick(OUTAGE);
    assertThat(awaitBurn().get("startsAt").asText()).isEqualTo(startsAt);
    tick(HEALTHY);
    await().untilAsserted(() -> assertThat(names()).containsExactly("Watchdog"));
  }

  @Test
  void whoeverSilencesAnAlertIsOnIt() throws Exception {
    startGateway();
    tick(OUTAGE);
    awaitBurn();
    silence("acme", "ann");
    tick(OUTAGE, Burns.outage("globex", Duration.ofMinutes(1))); // something to ask about anew
    tick(OUTAGE, Burns.outage("globex", Duration.ofMinutes(1)));
    await().untilAsserted(() -> assertThat(acknowledged).hasSize(1));
    var burn = lifecycle.active().stream().filter(each -> each.label("tenant").equals("acme"));
    assertThat(acknowledged).containsExactly(burn.findFirst().orElseThrow().id() + " ann");
  }

  private void silence(String tenant, String who) throws Exception {
    var now = Instant.now();
    var body =
        """
        {"matchers": [{"name": "tenant", "value": "%s", "isRegex": false, "isEqual": true}],
         "startsAt": "%s", "endsAt": "%s", "createdBy": "%s", "comment": "looking at it"}
        """
            .formatted(tenant, now, now.plusSeconds(600), who);
    try (var http = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(URI.create(server.url() + "/api/v2/silences"))
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(body))
              .build();
      assertThat(http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void aGatewayTenMinutesAheadStillFiresAndResolves() {
    clockIsOffBy(Duration.ofMinutes(10));
  }

  @Test
  void aGatewayTenMinutesBehindStillFiresAndResolves() {
    clockIsOffBy(Duration.ofMinutes(-10));
  }

  private void clockIsOffBy(Duration ahead) {
    ourClockAhead.set(ahead);
    startGateway();
    tick(OUTAGE);
    awaitBurn();
    tick(HEALTHY);
    await().untilAsserted(() -> assertThat(names()).containsExactly("Watchdog"));
    assertThat(delivery.stats().getFirst().refused()).isZero();
  }

  @Test
  void escalationReplacesTheTicketByThePage() {
    startGateway();
    tick(Burns.outage("acme", Duration.ofMinutes(10), Duration.ofMinutes(31)));
    assertThat(awaitBurn().get("labels").get("severity").asText()).isEqualTo("warning");
    tick(OUTAGE);
    await()
        .untilAsserted(
            () -> {
              assertThat(names()).hasSize(2);
              assertThat(burn().orElseThrow().get("labels").get("severity").asText())
                  .isEqualTo("critical");
            });
  }

  private void startGateway() {
    startGateway("nines.db");
  }

  private void startGateway(String database) {
    var store = opened(new SqliteAlertStore(folder.resolve(database)));
    delivery =
        new AlertDelivery(
            List.of(new AlertmanagerTarget(URI.create(server.url()), new Credentials.None())),
            DeliverySettings.every(Duration.ofSeconds(1)).withResend(Duration.ofSeconds(5)),
            clock,
            (alert, who) -> acknowledged.add(alert + " " + who));
    var present = delivery;
    lifecycle =
        new AlertLifecycle(
            store,
            new AlertSettings(
                "https://runbooks.example/{alertname}.md",
                "https://nines.example/tenants/{tenant}",
                "https://nines.example/?slo={slo}"),
            (_, _) -> PageFacts.NONE,
            Maintenance.NONE,
            _ -> false,
            present::held);
    open.add(() -> present.close(Duration.ofMillis(1)));
  }

  /// What kill −9 leaves: the database as it was committed, nothing told any more.
  private void killGateway() {
    delivery.close(Duration.ofNanos(1));
  }

  private void tick(Verdict... verdicts) {
    delivery.tell(lifecycle.step(List.of(verdicts), List.of(), clock.instant(), true));
  }

  private JsonNode awaitBurn() {
    return await().until(this::burn, Optional::isPresent).orElseThrow();
  }

  private Optional<JsonNode> burn() {
    return alerts().stream()
        .filter(alert -> alert.get("labels").get("tenant") != null)
        .filter(alert -> alert.get("labels").get("tenant").asText().equals("acme"))
        .findFirst();
  }

  private List<String> names() {
    return alerts().stream().map(alert -> alert.get("labels").get("alertname").asText()).toList();
  }

  /// What the server says is active now.
  private List<JsonNode> alerts() {
    try (var http = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(URI.create(server.url() + "/api/v2/alerts?active=true")).build();
      var body = http.send(request, HttpResponse.BodyHandlers.ofString()).body();
      var alerts = new ArrayList<JsonNode>();
      new ObjectMapper().readTree(body).forEach(alerts::add);
      return alerts;
    } catch (IOException e) {
      return List.of(); // being restarted
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private <T extends AutoCloseable> T opened(T resource) {
    open.add(resource);
    return resource;
  }
}
