package dev.nines.alerts.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nines.alerts.lifecycle.Alert;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// One tenant's trouble breaks several promises: what the person on call gets of it through a real
/// Alertmanager with the generated configuration.
class GroupingIT {
  private final GeneratedAlertmanager alertmanager = new GeneratedAlertmanager();
  private final List<JsonNode> pages = alertmanager.pager().posts();
  private final AlertDelivery delivery = alertmanager.delivery(Duration.ofSeconds(15));

  @AfterEach
  void close() {
    delivery.close(Duration.ofMillis(1));
    alertmanager.close();
  }

  @Test
  void promisesOfOneTenantAndServiceThatBurnTogetherAreOnePage() {
    delivery.tell(List.of(burn("acme", "availability"), burn("acme", "errors")));
    await().until(() -> !pages.isEmpty() && !alertmanager.chat().posts().isEmpty());
    assertThat(pages.getFirst().get("alerts")).hasSize(2);
    var message = alertmanager.chat().posts().getFirst().at("/attachments/0");
    assertThat(message.get("title").asText())
        .isEqualTo("acme: 2 promises of shop burn: availability, errors");
    assertThat(message.get("text").asText())
        .contains("availability of acme fails.", "errors of acme fails.")
        .contains("Runbook: https://n.example/runbooks/TenantSloBurn");
    await().during(Duration.ofSeconds(1)).until(() -> pages.size() == 1);
  }

  @Test
  void otherTenantsArePagedForThemselves() {
    delivery.tell(List.of(burn("acme", "availability"), burn("globex", "availability")));
    await().until(() -> pages.size() == 2);
    await()
        .untilAsserted(
            () ->
                assertThat(alertmanager.chat().posts())
                    .extracting(post -> post.at("/attachments/0/title").asText())
                    .containsExactlyInAnyOrder("acme: availability", "globex: availability"));
  }

  @Test
  @Tag("nightly")
  void onePromiseMoreIsToldUnderTheSameKeyWithinAMinute() {
    delivery.tell(List.of(burn("acme", "availability")));
    await().until(() -> pages.size() == 1);
    delivery.tell(List.of(burn("acme", "availability"), burn("acme", "errors")));
    await().atMost(Duration.ofSeconds(75)).until(() -> pages.size() == 2);
    assertThat(Stream.of(0, 1).map(page -> pages.get(page).get("groupKey")).distinct()).hasSize(1);
  }

  private static Alert burn(String tenant, String slo) {
    return new Alert(
        new TreeMap<>(
            Map.of(
                "alertname", "TenantSloBurn",
                "severity", "critical",
                "burn_tier", "fast",
                "tenant", tenant,
                "tier", "enterprise",
                "service", "shop",
                "slo", slo)),
        new TreeMap<>(
            Map.of(
                "summary",
                tenant + ": " + slo,
                "description",
                "%s of %s fails.".formatted(slo, tenant),
                "runbook_url",
                "https://n.example/runbooks/TenantSloBurn")),
        Instant.now(),
        Optional.empty());
  }
}
