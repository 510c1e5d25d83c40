package dev.nines.alerts.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nines.alerts.lifecycle.AlertLifecycle;
import dev.nines.alerts.lifecycle.AlertSettings;
import dev.nines.alerts.lifecycle.Burns;
import dev.nines.alerts.lifecycle.MemoryAlertStore;
import dev.nines.slo.verdict.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What reaches the person on call, through a real Alertmanager with the shipped routes and
/// inhibitions.
class FleetIT {
  private static final int TENANTS = 2_000;
  private static final Duration TICK = Duration.ofSeconds(15);
  private static final Duration OUTAGE = Duration.ofMinutes(1);

  private final GeneratedAlertmanager alertmanager = new GeneratedAlertmanager();
  private final List<JsonNode> pages = alertmanager.pager().posts();
  private final AlertLifecycle lifecycle =
      new AlertLifecycle(
          new MemoryAlertStore(),
          new AlertSettings("http://n/{alertname}", "http://n/{tenant}", "http://n/"));
  private final AlertDelivery delivery = alertmanager.delivery(TICK);
  private Instant now = Instant.now();

  @AfterEach
  void close() {
    delivery.close(Duration.ofMillis(1));
    alertmanager.close();
  }

  @Test
  void twoThousandTenantsAtOnceAreOnePage() {
    twoThousandTenantsAreOnePageFor(Duration.ofSeconds(8)); // the pager's group_wait, and a margin
  }

  @Test
  @Tag("nightly")
  void andTheyStayOneForAMinute() {
    twoThousandTenantsAreOnePageFor(Duration.ofMinutes(1));
  }

  private void twoThousandTenantsAreOnePageFor(Duration deadline) {
    tick(outage(TENANTS));
    tick(outage(TENANTS));
    await().until(() -> !pages.isEmpty());
    await().during(deadline).atMost(deadline.multipliedBy(2)).until(() -> pages.size() == 1);
    assertThat(delivery.stats().getFirst().sent()).isGreaterThan(TENANTS);
    var page = pages.getFirst();
    assertThat(page.get("commonLabels").get("alertname").asText()).isEqualTo("ServiceSloBurnFleet");
    assertThat(page.get("commonAnnotations").get("summary").asText())
        .contains("for 2,000 tenants at once");
  }

  @Test
  void aTenantThatFailsAloneIsPaged() {
    tick(outage(1));
    await().until(() -> pages.size() == 1);
    assertThat(pages.getFirst().get("commonLabels").get("tenant").asText()).isEqualTo("t0");
  }

  @Test
  void aTenantThatIsHitMuchWorseIsPagedBesideTheFleet() {
    tick(outage(9));
    tick(outage(9));
    var worse = new ArrayList<>(outage(9));
    worse.set(9, Burns.outage("t9", Duration.ofMinutes(5)));
    tick(worse);
    tick(worse);
    await().atMost(Duration.ofSeconds(20)).until(() -> pages.size() >= 2);
    assertThat(pages)
        .extracting(page -> page.get("commonLabels").path("tenant").asText())
        .containsExactlyInAnyOrder("", "t9");
  }

  @Test
  @Tag("nightly")
  void whenTheFleetEndsThoseThatStillBurnArePagedWithinAMinute() {
    tick(outage(9));
    tick(outage(9));
    await().atMost(Duration.ofSeconds(20)).until(() -> pages.size() == 1);
    tick(outage(1));
    await().atMost(Duration.ofSeconds(75)).until(() -> told("t0"));
  }

  private boolean told(String tenant) {
    return pages.stream()
        .anyMatch(page -> page.get("commonLabels").path("tenant").asText().equals(tenant));
  }

  private static List<Verdict> outage(int tenants) {
    var verdicts = new ArrayList<Verdict>();
    for (int tenant = 0; tenant < TENANTS; tenant++) {
      verdicts.add(
          tenant < tenants ? Burns.outage("t" + tenant, OUTAGE) : Burns.healthy("t" + tenant));
    }
    return verdicts;
  }

  private void tick(List<Verdict> verdicts) {
    delivery.tell(lifecycle.step(verdicts, List.of(), now, true));
    now = now.plusSeconds(1);
  }
}
