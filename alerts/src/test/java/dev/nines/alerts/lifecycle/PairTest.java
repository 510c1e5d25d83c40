package dev.nines.alerts.lifecycle;

import static dev.nines.alerts.lifecycle.Burns.NOON;
import static dev.nines.alerts.lifecycle.LifecycleRig.firing;
import static dev.nines.alerts.lifecycle.LifecycleRig.only;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.slo.verdict.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Two gateways that see the same burn agree on one beginning and one tier.
class PairTest {
  private static final Instant EARLIER = NOON.minusSeconds(9);

  private final MemoryAlertStore store = new MemoryAlertStore();
  private List<Alert> told = List.of();
  private final AlertLifecycle lifecycle =
      new AlertLifecycle(
          store,
          LifecycleRig.SETTINGS,
          (_, _) -> PageFacts.NONE,
          Maintenance.NONE,
          _ -> false,
          () -> told);

  @Test
  void theEarlierBeginningHolds() {
    step(NOON);
    told = List.of(ofOther("acme", "critical", "fast", EARLIER));
    assertThat(step(NOON.plusSeconds(15)).startsAt()).isEqualTo(EARLIER);
    told = List.of();
    assertThat(step(NOON.plusSeconds(30)).startsAt()).isEqualTo(EARLIER);
    assertThat(store.alerts()).extracting(each -> each.alert().startsAt()).containsExactly(EARLIER);
  }

  @Test
  void theTierOfTheEarlierOneHolds() {
    step(NOON);
    told = List.of(ofOther("acme", "critical", "medium", EARLIER));
    var all = lifecycle.step(List.of(outage()), List.of(), NOON.plusSeconds(15), true);
    assertThat(only(firing(all)).label("burn_tier")).isEqualTo("medium");
    assertThat(all)
        .filteredOn(alert -> alert.isResolved(NOON.plusSeconds(15)))
        .extracting(alert -> alert.label("burn_tier"))
        .containsExactly("fast");
    assertThat(step(NOON.plusSeconds(30)).label("burn_tier")).isEqualTo("medium");
  }

  @Test
  void aLaterBeginningIsNotTaken() {
    step(NOON);
    told = List.of(ofOther("acme", "critical", "medium", NOON.plusSeconds(3)));
    var alert = step(NOON.plusSeconds(15));
    assertThat(alert.startsAt()).isEqualTo(NOON);
    assertThat(alert.label("burn_tier")).isEqualTo("fast");
  }

  @Test
  void aTicketLendsThePageNoBeginning() {
    step(NOON);
    told = List.of(ofOther("acme", "warning", "slow", EARLIER));
    assertThat(step(NOON.plusSeconds(15)).startsAt()).isEqualTo(NOON);
  }

  @Test
  void whatOnlyTheOtherSeesDoesNotFireHere() {
    told = List.of(ofOther("globex", "critical", "fast", EARLIER));
    assertThat(step(NOON).label("tenant")).isEqualTo("acme");
  }

  private Alert step(Instant now) {
    return only(firing(lifecycle.step(List.of(outage()), List.of(), now, true)));
  }

  private static Verdict outage() {
    return Burns.outage("acme", Duration.ofMinutes(1));
  }

  private static Alert ofOther(String tenant, String severity, String tier, Instant startsAt) {
    var labels = new TreeMap<String, String>();
    labels.put("alertname", "TenantSloBurn");
    labels.put("service", "shop");
    labels.put("slo", "availability");
    labels.put("tenant", tenant);
    labels.put("tier", "enterprise");
    labels.put("severity", severity);
    labels.put("burn_tier", tier);
    return new Alert(
        labels, new TreeMap<>(), startsAt, Optional.of(startsAt.plus(Duration.ofMinutes(4))));
  }
}
