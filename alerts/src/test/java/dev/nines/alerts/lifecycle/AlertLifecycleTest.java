package dev.nines.alerts.lifecycle;

import static dev.nines.alerts.lifecycle.Burns.NOON;
import static dev.nines.alerts.lifecycle.LifecycleRig.firing;
import static dev.nines.alerts.lifecycle.LifecycleRig.only;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.slo.verdict.Verdict;
import dev.nines.slo.window.Figures;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AlertLifecycleTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final LifecycleRig rig = new LifecycleRig();

  @Test
  void aBurnFiresWithLabelsForRouting() {
    var alert = only(firing(rig.step(Burns.outage("acme", MINUTE))));
    assertThat(alert.labels())
        .isEqualTo(
            Map.of(
                "alertname", "TenantSloBurn",
                "severity", "critical",
                "tenant", "acme",
                "tier", "enterprise",
                "service", "shop",
                "slo", "availability",
                "burn_tier", "fast"));
    assertThat(alert.startsAt()).isEqualTo(NOON);
  }

  @Test
  void aHealthyTenantIsQuiet() {
    assertThat(burns(rig.step(Burns.healthy("acme"), Burns.outage("globex", MINUTE))))
        .extracting(alert -> alert.label("tenant"))
        .containsExactly("globex");
  }

  @Test
  void allTiersOfABurnAreOneAlert() {
    assertThat(firing(rig.step(Burns.outage("acme", Duration.ofMinutes(30))))).hasSize(1);
  }

  @Test
  void aBurnKeepsItsBeginningWhileItFires() {
    rig.step(Burns.outage("acme", MINUTE));
    rig.pass(MINUTE);
    var alert = only(firing(rig.step(Burns.outage("acme", MINUTE.multipliedBy(2)))));
    assertThat(alert.startsAt()).isEqualTo(NOON);
  }

  @Test
  void escalationEndsTheOldLabelsAndKeepsTheBeginning() {
    rig.step(trickle());
    rig.pass(MINUTE);
    var told = rig.step(Burns.outage("acme", MINUTE));
    assertThat(only(firing(told)).label("burn_tier")).isEqualTo("fast");
    assertThat(only(firing(told)).startsAt()).isEqualTo(NOON);
    var ended = only(rig.resolved(told));
    assertThat(ended.label("burn_tier")).isEqualTo("slow");
    assertThat(ended.endsAt()).contains(rig.now());
    assertThat(rig.lifecycle().stats().fired()).isEqualTo(1);
  }

  @Test
  void aPageThatGetsFasterStaysTheSameAlert() {
    rig.step(partial());
    rig.pass(MINUTE);
    var told = rig.step(Burns.outage("acme", Duration.ofMinutes(30)));
    assertThat(only(firing(told)).label("burn_tier")).isEqualTo("medium");
    assertThat(only(firing(told)).annotations().get("description"))
        .contains("it alerts above 14.4 times");
    assertThat(rig.resolved(told)).isEmpty();
  }

  /// 0.8 % of all events bad for ever: every tier but the fast one.
  private static Verdict partial() {
    return failing(8);
  }

  /// 0.4 % of all events bad for ever: the slow and long tiers.
  private static Verdict trickle() {
    return failing(4);
  }

  private static Verdict failing(int perMille) {
    return Burns.judge(
        "acme",
        window -> {
          long minutes = window.toMinutes();
          return new Figures(
              minutes * (1_000 - perMille), minutes * perMille, 0, (int) minutes, 0, (int) minutes);
        });
  }

  @Test
  void aPageKeepsItsNameUntilItsLastPagingTierClears() {
    var outage = Duration.ofMinutes(10);
    rig.step(Burns.outage("acme", outage));
    rig.pass(Duration.ofMinutes(6));
    var fastCleared = rig.step(Burns.outage("acme", outage, Duration.ofMinutes(6)));
    assertThat(only(firing(fastCleared)).label("burn_tier")).isEqualTo("fast");
    assertThat(rig.resolved(fastCleared)).isEmpty();
  }

  @Test
  void whenOnlyTicketsAreLeftThePageEndsAndATicketGoesOn() {
    var outage = Duration.ofMinutes(10);
    rig.step(Burns.outage("acme", outage));
    rig.pass(Duration.ofMinutes(31));
    var told = rig.step(Burns.outage("acme", outage, Duration.ofMinutes(31)));
    assertThat(only(firing(told)).label("severity")).isEqualTo("warning");
    assertThat(only(firing(told)).label("burn_tier")).isEqualTo("slow");
    assertThat(only(rig.resolved(told)).label("severity")).isEqualTo("critical");
  }

  @Test
  void aBurnResolvesOnceEveryTierClears() {
    rig.step(Burns.outage("acme", MINUTE));
    rig.pass(Duration.ofSeconds(290));
    assertThat(firing(rig.step(Burns.outage("acme", MINUTE, Duration.ofSeconds(290))))).hasSize(1);
    rig.pass(Duration.ofSeconds(6));
    var told = rig.step(Burns.outage("acme", MINUTE, Duration.ofSeconds(296)));
    assertThat(firing(told)).isEmpty();
    assertThat(only(rig.resolved(told)).endsAt()).contains(rig.now());
  }

  @Test
  void missingMinutesNeitherFireNorResolve() {
    assertThat(firing(rig.step(Burns.blind("acme")))).isEmpty();
    rig.step(Burns.outage("acme", MINUTE));
    rig.pass(Duration.ofDays(4));
    assertThat(firing(rig.step(Burns.blind("acme")))).hasSize(1);
  }

  @Test
  void aPromiseThatWasNotJudgedKeepsItsAlert() {
    rig.step(Burns.outage("acme", MINUTE));
    rig.pass(Duration.ofHours(1));
    assertThat(firing(rig.step())).hasSize(1);
  }

  @Test
  void aPromiseThatIsWithdrawnResolves() {
    rig.step(Burns.outage("acme", MINUTE));
    rig.step(Burns.outage("globex", MINUTE));
    rig.step(); // two that burn wait for one tick
    rig.lifecycle().retain(key -> key.tenant().equals("acme"), rig.now());
    var told = rig.step();
    assertThat(only(firing(told)).label("tenant")).isEqualTo("acme");
    assertThat(only(rig.resolved(told)).label("tenant")).isEqualTo("globex");
  }

  @Test
  void aTenantsNewTierIsANewLabelOfTheSameBurn() {
    rig.step(Burns.outage("acme", MINUTE));
    rig.pass(MINUTE);
    var upgraded =
        Burns.judge(Burns.tenant("acme", "premium"), _ -> new Figures(9, 9, 0, 60, 0, 60));
    var told = rig.step(upgraded);
    assertThat(only(firing(told)).label("tier")).isEqualTo("premium");
    assertThat(only(firing(told)).startsAt()).isEqualTo(NOON);
    assertThat(only(rig.resolved(told)).label("tier")).isEqualTo("enterprise");
  }

  @Test
  void anEndedAlertIsToldForFifteenMinutes() {
    rig.step(Burns.outage("acme", MINUTE));
    rig.pass(Duration.ofMinutes(10));
    rig.step(Burns.outage("acme", MINUTE, Duration.ofMinutes(10)));
    rig.pass(Duration.ofMinutes(15));
    assertThat(rig.resolved(rig.step())).hasSize(1);
    rig.pass(Duration.ofSeconds(1));
    assertThat(rig.resolved(rig.step())).isEmpty();
    assertThat(rig.store().alerts()).isEmpty();
  }

  @Test
  void anAlertThatFiresAgainIsNoLongerToldAsEnded() {
    rig.step(Burns.outage("acme", MINUTE));
    rig.pass(Duration.ofMinutes(10));
    rig.step(Burns.outage("acme", MINUTE, Duration.ofMinutes(10)));
    rig.pass(MINUTE);
    var told = rig.step(Burns.outage("acme", MINUTE));
    assertThat(rig.resolved(told)).isEmpty();
    assertThat(only(firing(told)).startsAt()).isEqualTo(rig.now());
  }

  @Test
  void pagesComeBeforeTickets() {
    rig.step(trickle(), Burns.outage("globex", MINUTE));
    assertThat(rig.lifecycle().active())
        .extracting(alert -> alert.label("tenant"))
        .containsExactly("globex", "acme");
  }

  private static List<Alert> burns(List<Alert> told) {
    return told.stream().filter(alert -> alert.name().equals("TenantSloBurn")).toList();
  }
}
