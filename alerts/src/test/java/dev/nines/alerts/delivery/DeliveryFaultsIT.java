package dev.nines.alerts.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.nines.alerts.delivery.FaultyRelay.Fault;
import dev.nines.alerts.lifecycle.AlertLifecycle;
import dev.nines.alerts.lifecycle.AlertSettings;
import dev.nines.alerts.lifecycle.Burns;
import dev.nines.alerts.lifecycle.MemoryAlertStore;
import dev.nines.slo.verdict.Verdict;
import dev.nines.testing.AlertmanagerServer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Whatever happens on the way to a real Alertmanager: whoever it notifies hears of one beginning
/// and of one end.
class DeliveryFaultsIT {
  private static final Duration OUTAGE = Duration.ofMinutes(1);
  private static final Duration QUIET = Duration.ofMillis(2_500); // two of its group intervals
  private static final DeliverySettings SETTINGS =
      new DeliverySettings(
          Duration.ofSeconds(1),
          Duration.ofSeconds(2),
          Duration.ofMillis(300),
          Duration.ofMillis(50),
          Duration.ofMillis(200),
          Duration.ofSeconds(5),
          256,
          10_000);

  private final List<AutoCloseable> open = new ArrayList<>();
  private final WebhookReceiver pager = opened(new WebhookReceiver());
  private final AlertmanagerServer alertmanager =
      opened(AlertmanagerServer.startWithWebhook(pager.url()));

  /// A gateway with one tenant, on a way of its own.
  private final class Gateway {
    final String tenant;
    private final Fault fault;
    private final FaultyRelay relay = opened(new FaultyRelay(alertmanager.url()));
    private final InstantSource clock;
    private final AlertLifecycle lifecycle =
        new AlertLifecycle(
            new MemoryAlertStore(),
            new AlertSettings("http://n/{alertname}", "http://n/{tenant}", "http://n/"));
    private final AlertDelivery delivery;

    Gateway(String tenant, Fault fault, Duration clockAhead) {
      this.tenant = tenant;
      this.fault = fault;
      this.clock = () -> Instant.now().plus(clockAhead);
      this.delivery = new AlertDelivery(List.of(relay.target()), SETTINGS, clock);
      open.add(() -> delivery.close(Duration.ofMillis(1)));
    }

    /// Tells something while the fault is there.
    void tell(Verdict verdict) {
      relay.does(fault);
      delivery.tell(lifecycle.step(List.of(verdict), List.of(), clock.instant(), true));
    }

    boolean hasFailed(int times) {
      return fault == Fault.NONE || relay.faults() >= times;
    }

    void recover() {
      relay.does(Fault.NONE);
    }
  }

  @AfterEach
  void close() throws Exception {
    for (var each : open.reversed()) {
      each.close();
    }
  }

  @Test
  void afterEachFaultThereIsOneBeginningAndOneEnd() {
    var gateways = new ArrayList<Gateway>();
    for (var fault : Fault.values()) {
      gateways.add(new Gateway(fault.name().toLowerCase(Locale.ROOT), fault, Duration.ZERO));
    }
    gateways.add(new Gateway("clock_ahead", Fault.NONE, Duration.ofMinutes(10)));
    gateways.add(new Gateway("clock_behind", Fault.NONE, Duration.ofMinutes(-10)));

    gateways.forEach(each -> each.tell(Burns.outage(each.tenant, OUTAGE)));
    await().until(() -> gateways.stream().allMatch(each -> each.hasFailed(2)));
    gateways.forEach(Gateway::recover);
    await().untilAsserted(() -> everyTenantHeard(gateways, "firing"));

    gateways.forEach(each -> each.tell(Burns.healthy(each.tenant)));
    await().until(() -> gateways.stream().allMatch(each -> each.hasFailed(4)));
    gateways.forEach(Gateway::recover);
    await().untilAsserted(() -> everyTenantHeard(gateways, "firing", "resolved"));
    await().during(QUIET).untilAsserted(() -> everyTenantHeard(gateways, "firing", "resolved"));
  }

  @Test
  void anAlertmanagerThatEndedAndIsBackTellsNobodyTwice() {
    var gateway = List.of(new Gateway("acme", Fault.NONE, Duration.ZERO));
    gateway.getFirst().tell(Burns.outage("acme", OUTAGE));
    await().untilAsserted(() -> everyTenantHeard(gateway, "firing"));
    alertmanager.stop();
    await().until(() -> gateway.getFirst().delivery.stats().getFirst().failedRequests() > 0);
    alertmanager.restart();
    await().during(QUIET).untilAsserted(() -> everyTenantHeard(gateway, "firing"));
    gateway.getFirst().tell(Burns.healthy("acme"));
    await().untilAsserted(() -> everyTenantHeard(gateway, "firing", "resolved"));
  }

  private void everyTenantHeard(List<Gateway> gateways, String... statuses) {
    assertThat(gateways)
        .allSatisfy(
            each ->
                assertThat(pager.statusesOf(each.tenant))
                    .as(each.tenant)
                    .containsExactly(statuses));
  }

  private <T extends AutoCloseable> T opened(T resource) {
    open.add(resource);
    return resource;
  }
}
