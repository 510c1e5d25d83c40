package dev.nines.alerts.lifecycle;

import static dev.nines.alerts.lifecycle.Burns.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.slo.verdict.Verdict;
import dev.nines.slo.window.Figures;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FleetTest {
  private static final AlertSettings SETTINGS =
      new AlertSettings(
          "https://runbooks.example/{alertname}.md",
          "https://nines.example/tenants/{tenant}",
          "https://nines.example/?service={service}&slo={slo}");
  private static final int TENANTS = 20;

  private final MemoryAlertStore store = new MemoryAlertStore();
  private AlertLifecycle lifecycle = new AlertLifecycle(store, SETTINGS);
  private Instant now = NOON;

  @Test
  void aTenantThatBurnsAloneIsPagedAtOnce() {
    assertThat(tick(burning(1))).containsExactly("TenantSloBurn");
  }

  @Test
  void twoThatBeginTogetherWaitOneTick() {
    assertThat(tick(burning(2))).isEmpty();
    assertThat(tick(burning(2))).containsExactly("TenantSloBurn", "TenantSloBurn");
    assertThat(lifecycle.active()).extracting(Alert::startsAt).containsOnly(NOON);
  }

  @Test
  void aPageWaitsOneTickEvenIfItIsNotJudgedThen() {
    tick(burning(2));
    assertThat(tick(List.of())).hasSize(2);
  }

  @Test
  void manyThatBeginTogetherAreTheFleetsPageFirst() {
    assertThat(tick(burning(TENANTS))).containsExactly("ServiceSloBurnFleet");
    var second = tick(burning(TENANTS));
    assertThat(second).hasSize(TENANTS + 1).startsWith("ServiceSloBurnFleet");
  }

  @Test
  void theFirstTwoOfManyAreNotPagedBeforeTheFleet() {
    tick(burning(2));
    assertThat(tick(burning(TENANTS))).startsWith("ServiceSloBurnFleet");
  }

  @Test
  void aNewMemberOfAFiringFleetDoesNotWait() {
    tick(burning(6));
    tick(burning(6));
    assertThat(tick(burning(7))).hasSize(8);
  }

  @Test
  void theFleetsPageSaysWhoAndHowMuch() {
    tick(burning(TENANTS));
    var fleet = lifecycle.active().getFirst();
    assertThat(fleet.labels())
        .isEqualTo(
            Map.of(
                "alertname", "ServiceSloBurnFleet",
                "severity", "critical",
                "service", "shop",
                "slo", "availability"));
    assertThat(fleet.annotations())
        .containsEntry(
            "summary", "shop: Availability is losing its error budget for 20 tenants at once")
        .containsEntry(
            "description",
            """
            Users of shop are hit. What should hold: The shop opens and answers.
            20 of 20 tenants burn fast enough to page; their own pages are held back.
            Contracts at risk: €2,400,000 a year.
            Most valuable first: t0 (enterprise), t1 (enterprise), t10 (enterprise), t11 (enterprise), \
            t12 (enterprise), t13 (enterprise), t14 (enterprise), t15 (enterprise), t16 (enterprise), \
            t17 (enterprise) and 10 more.\
            """)
        .containsEntry("contract_value_at_risk", "€2,400,000 a year")
        .containsEntry("dashboard_url", "https://nines.example/?service=shop&slo=availability");
  }

  @Test
  void membersThatRecoverDropOutAndTheFleetEndsWithMostOfThem() {
    tick(burning(6));
    tick(burning(6));
    assertThat(tick(burning(3))).hasSize(4).startsWith("ServiceSloBurnFleet");
    assertThat(tick(burning(2))).containsExactly("TenantSloBurn", "TenantSloBurn");
  }

  @Test
  void aFleetEndsWhenItsMembersAreWithdrawn() {
    tick(burning(6));
    tick(burning(6));
    lifecycle.retain(_ -> false, now);
    assertThat(tick(List.of())).isEmpty();
  }

  @Test
  void aFleetSurvivesARestart() {
    tick(burning(6));
    tick(burning(6));
    lifecycle = new AlertLifecycle(store, SETTINGS);
    assertThat(tick(List.of())).hasSize(7).startsWith("ServiceSloBurnFleet");
    assertThat(lifecycle.active().getFirst().startsAt()).isEqualTo(NOON);
  }

  @Test
  void aTenantThatIsHitMuchWorseIsMarked() {
    var verdicts = new ArrayList<Verdict>();
    for (int tenant = 0; tenant < 10; tenant++) {
      verdicts.add(failing("t" + tenant, tenant == 3 ? 600 : 30));
    }
    tick(verdicts);
    tick(verdicts);
    assertThat(lifecycle.active().stream().filter(alert -> !alert.label("outlier").isEmpty()))
        .extracting(alert -> alert.label("tenant"))
        .containsExactly("t3");
  }

  @Test
  void ticketsMakeNoFleet() {
    var verdicts = new ArrayList<Verdict>();
    for (int tenant = 0; tenant < TENANTS; tenant++) {
      verdicts.add(failing("t" + tenant, 4));
    }
    assertThat(tick(verdicts)).hasSize(TENANTS).containsOnly("TenantSloBurn");
  }

  /// So many of a thousand events bad, for ever.
  private static Verdict failing(String tenant, int perMille) {
    return Burns.judge(
        tenant,
        window -> {
          int minutes = (int) window.toMinutes();
          return new Figures(
              minutes * (1_000L - perMille), minutes * (long) perMille, 0, minutes, 0, minutes);
        });
  }

  private static List<Verdict> burning(int tenants) {
    var verdicts = new ArrayList<Verdict>();
    for (int tenant = 0; tenant < TENANTS; tenant++) {
      verdicts.add(
          tenant < tenants
              ? Burns.outage("t" + tenant, Duration.ofMinutes(1))
              : Burns.healthy("t" + tenant));
    }
    return verdicts;
  }

  /// The names of what fires after this tick, in the order told.
  private List<String> tick(List<Verdict> verdicts) {
    var told = lifecycle.step(verdicts, List.of(), now, true);
    now = now.plusSeconds(15);
    return told.stream().filter(alert -> alert.endsAt().isEmpty()).map(Alert::name).toList();
  }
}
