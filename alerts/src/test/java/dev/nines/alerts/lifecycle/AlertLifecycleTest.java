package dev.nines.alerts.lifecycle;

import static dev.nines.alerts.lifecycle.Burns.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.slo.verdict.Verdict;
import dev.nines.slo.window.Figures;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class AlertLifecycleTest {
  private static final AlertSettings SETTINGS =
      new AlertSettings(
          "https://runbooks.example/{alertname}.md",
          "https://nines.example/tenants/{tenant}",
          "https://nines.example/?slo={slo}");
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final MemoryAlertStore store = new MemoryAlertStore();
  private AlertLifecycle lifecycle = new AlertLifecycle(store, SETTINGS);
  private Instant now = NOON;

  @Test
  void aBurnFiresWithLabelsForRouting() {
    var alert = only(firing(step(Burns.outage("acme", MINUTE))));
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
    assertThat(burns(step(Burns.healthy("acme"), Burns.outage("globex", MINUTE))))
        .extracting(alert -> alert.label("tenant"))
        .containsExactly("globex");
  }

  @Test
  void allTiersOfABurnAreOneAlert() {
    assertThat(firing(step(Burns.outage("acme", Duration.ofMinutes(30))))).hasSize(1);
  }

  @Test
  void aBurnKeepsItsBeginningWhileItFires() {
    step(Burns.outage("acme", MINUTE));
    pass(MINUTE);
    var alert = only(firing(step(Burns.outage("acme", MINUTE.multipliedBy(2)))));
    assertThat(alert.startsAt()).isEqualTo(NOON);
  }

  @Test
  void escalationEndsTheOldLabelsAndKeepsTheBeginning() {
    step(trickle());
    pass(MINUTE);
    var told = step(Burns.outage("acme", MINUTE));
    assertThat(only(firing(told)).label("burn_tier")).isEqualTo("fast");
    assertThat(only(firing(told)).startsAt()).isEqualTo(NOON);
    var ended = only(resolved(told));
    assertThat(ended.label("burn_tier")).isEqualTo("slow");
    assertThat(ended.endsAt()).contains(now);
    assertThat(lifecycle.stats().fired()).isEqualTo(1);
  }

  /// 0.4 % of all events bad for ever: the slow and long tiers.
  private static Verdict trickle() {
    return Burns.judge(
        "acme",
        window -> {
          long minutes = window.toMinutes();
          return new Figures(minutes * 996, minutes * 4, 0, (int) minutes, 0, (int) minutes);
        });
  }

  @Test
  void aPageKeepsItsNameUntilItsLastPagingTierClears() {
    var outage = Duration.ofMinutes(10);
    step(Burns.outage("acme", outage));
    pass(Duration.ofMinutes(6));
    var fastCleared = step(Burns.outage("acme", outage, Duration.ofMinutes(6)));
    assertThat(only(firing(fastCleared)).label("burn_tier")).isEqualTo("fast");
    assertThat(resolved(fastCleared)).isEmpty();
  }

  @Test
  void whenOnlyTicketsAreLeftThePageEndsAndATicketGoesOn() {
    var outage = Duration.ofMinutes(10);
    step(Burns.outage("acme", outage));
    pass(Duration.ofMinutes(31));
    var told = step(Burns.outage("acme", outage, Duration.ofMinutes(31)));
    assertThat(only(firing(told)).label("severity")).isEqualTo("warning");
    assertThat(only(firing(told)).label("burn_tier")).isEqualTo("slow");
    assertThat(only(resolved(told)).label("severity")).isEqualTo("critical");
  }

  @Test
  void aBurnResolvesOnceEveryTierClears() {
    step(Burns.outage("acme", MINUTE));
    pass(Duration.ofSeconds(290));
    assertThat(firing(step(Burns.outage("acme", MINUTE, Duration.ofSeconds(290))))).hasSize(1);
    pass(Duration.ofSeconds(6));
    var told = step(Burns.outage("acme", MINUTE, Duration.ofSeconds(296)));
    assertThat(firing(told)).isEmpty();
    assertThat(only(resolved(told)).endsAt()).contains(now);
  }

  @Test
  void missingMinutesNeitherFireNorResolve() {
    assertThat(firing(step(Burns.blind("acme")))).isEmpty();
    step(Burns.outage("acme", MINUTE));
    pass(Duration.ofDays(4));
    assertThat(firing(step(Burns.blind("acme")))).hasSize(1);
  }

  @Test
  void aPromiseThatWasNotJudgedKeepsItsAlert() {
    step(Burns.outage("acme", MINUTE));
    pass(Duration.ofHours(1));
    assertThat(firing(step())).hasSize(1);
  }

  @Test
  void aFrozenSourceKeepsItsBurnAndOpensATicket() {
    step(Burns.outage("acme", MINUTE));
    assertThat(firing(step(Burns.frozen("acme"))))
        .extracting(Alert::name)
        .containsExactlyInAnyOrder("TenantSloBurn", "SloFrozen");
    assertThat(firing(step(Burns.healthy("acme")))).isEmpty();
  }

  @Test
  void aPromiseThatIsWithdrawnResolves() {
    step(Burns.outage("acme", MINUTE));
    step(Burns.outage("globex", MINUTE));
    step(); // two that burn wait for one tick
    lifecycle.retain(key -> key.tenant().equals("acme"), now);
    var told = step();
    assertThat(only(firing(told)).label("tenant")).isEqualTo("acme");
    assertThat(only(resolved(told)).label("tenant")).isEqualTo("globex");
  }

  @Test
  void aTenantsNewTierIsANewLabelOfTheSameBurn() {
    step(Burns.outage("acme", MINUTE));
    pass(MINUTE);
    var upgraded =
        Burns.judge(Burns.tenant("acme", "premium"), _ -> new Figures(9, 9, 0, 60, 0, 60));
    var told = step(upgraded);
    assertThat(only(firing(told)).label("tier")).isEqualTo("premium");
    assertThat(only(firing(told)).startsAt()).isEqualTo(NOON);
    assertThat(only(resolved(told)).label("tier")).isEqualTo("enterprise");
  }

  @Test
  void anEndedAlertIsToldForFifteenMinutes() {
    step(Burns.outage("acme", MINUTE));
    pass(Duration.ofMinutes(10));
    step(Burns.outage("acme", MINUTE, Duration.ofMinutes(10)));
    pass(Duration.ofMinutes(15));
    assertThat(resolved(step())).hasSize(1);
    pass(Duration.ofSeconds(1));
    assertThat(resolved(step())).isEmpty();
    assertThat(store.alerts()).isEmpty();
  }

  @Test
  void anAlertThatFiresAgainIsNoLongerToldAsEnded() {
    step(Burns.outage("acme", MINUTE));
    pass(Duration.ofMinutes(10));
    step(Burns.outage("acme", MINUTE, Duration.ofMinutes(10)));
    pass(MINUTE);
    var told = step(Burns.outage("acme", MINUTE));
    assertThat(resolved(told)).isEmpty();
    assertThat(only(firing(told)).startsAt()).isEqualTo(now);
  }

  @Test
  void theNextProcessGoesOnWhereThisOneStopped() {
    step(Burns.outage("acme", MINUTE));
    restart();
    pass(MINUTE);
    var told = step(Burns.blind("acme"));
    assertThat(only(firing(told)).startsAt()).isEqualTo(NOON);
    assertThat(only(firing(told)).annotations()).containsKey("summary");
  }

  @Test
  void theNextProcessStillTellsWhatEnded() {
    step(Burns.outage("acme", MINUTE));
    pass(Duration.ofMinutes(10));
    step(Burns.outage("acme", MINUTE, Duration.ofMinutes(10)));
    restart();
    assertThat(resolved(step(Burns.healthy("acme")))).hasSize(1);
  }

  @Test
  void onlyChangesOfStateAreWritten() {
    for (int tick = 0; tick < 10; tick++) {
      step(Burns.outage("acme", MINUTE.plusSeconds(tick)));
      pass(Duration.ofSeconds(15));
    }
    assertThat(store.writes()).isEqualTo(1);
  }

  @Test
  void aBrokenStoreDelaysNoPageAndMarksIt() {
    store.breakDown(true);
    var alert = only(firing(step(Burns.outage("acme", MINUTE))));
    assertThat(alert.annotations()).containsKey("undurable");
    assertThat(lifecycle.stats().storeError()).contains("disk on fire");
    assertThat(lifecycle.stats().storeFailures()).isEqualTo(2); // reading, then writing
  }

  @Test
  void aStoreThatWorksAgainGetsWhatItMissed() {
    step();
    store.breakDown(true);
    step(Burns.outage("acme", MINUTE));
    store.breakDown(false);
    pass(MINUTE);
    var alert = only(firing(step(Burns.outage("acme", MINUTE))));
    assertThat(alert.annotations()).doesNotContainKey("undurable");
    assertThat(lifecycle.stats().storeError()).isEmpty();
    assertThat(store.alerts()).extracting(each -> each.alert().startsAt()).containsExactly(NOON);
  }

  @Test
  void aStoreThatIsReadLateGivesTheEarlierBeginning() {
    step(Burns.outage("acme", MINUTE));
    restart();
    pass(MINUTE);
    store.breakDown(true);
    assertThat(only(firing(step(Burns.outage("acme", MINUTE)))).startsAt()).isEqualTo(now);
    store.breakDown(false);
    pass(MINUTE);
    assertThat(only(firing(step(Burns.outage("acme", MINUTE)))).startsAt()).isEqualTo(NOON);
  }

  @Test
  void anUndurableLedgerIsMarkedToo() {
    var told = lifecycle.step(List.of(Burns.outage("acme", MINUTE)), List.of(), now, false);
    assertThat(only(firing(told)).annotations()).containsKey("undurable");
  }

  @Test
  void aLedgerThatStaysUndurableForAMinuteIsAnAlertOfItsOwn() {
    assertThat(lifecycle.step(List.of(), List.of(), now, false)).hasSize(1);
    pass(MINUTE);
    assertThat(only(firing(lifecycle.step(List.of(), List.of(), now, false))).labels())
        .isEqualTo(
            Map.of(
                "alertname", "NinesLedgerUndurable", "severity", "critical", "service", "nines"));
    assertThat(firing(step())).isEmpty();
  }

  @Test
  void aConditionFiresForAsLongAsItIsReported() {
    var down = Condition.sourceDown("mariadb", "db1", "connection refused", now);
    lifecycle.step(List.of(), List.of(down), now, true);
    pass(MINUTE);
    var alert = only(firing(lifecycle.step(List.of(), List.of(down), now, true)));
    assertThat(alert.labels())
        .isEqualTo(
            Map.of(
                "alertname", "NinesSourceDown",
                "severity", "warning",
                "service", "nines",
                "source", "mariadb",
                "target", "db1"));
    assertThat(alert.annotations().get("description")).startsWith("connection refused. Since");
    assertThat(alert.startsAt()).isEqualTo(NOON);
    assertThat(resolved(lifecycle.step(List.of(), List.of(), now, true))).hasSize(1);
  }

  @Test
  void underMaintenanceNoBurnBeginsUntilItIsOver() {
    var covered = new AtomicBoolean(true);
    lifecycle =
        new AlertLifecycle(
            store,
            SETTINGS,
            (_, _) -> PageFacts.NONE,
            (promise, _) -> covered.get() && promise.tenant().equals("acme"),
            _ -> false);
    var outage = List.of(Burns.outage("acme", Duration.ofMinutes(1)));
    lifecycle.step(outage, List.of(), NOON, true);
    assertThat(lifecycle.active()).isEmpty();
    covered.set(false);
    lifecycle.step(outage, List.of(), NOON.plusSeconds(15), true);
    assertThat(lifecycle.active())
        .extracting(Alert::startsAt)
        .containsExactly(NOON.plusSeconds(15));
  }

  @Test
  void whatFiresAlreadyGoesOnUnderMaintenanceAndEnds() {
    var covered = new AtomicBoolean();
    lifecycle =
        new AlertLifecycle(
            store, SETTINGS, (_, _) -> PageFacts.NONE, (_, _) -> covered.get(), _ -> false);
    var outage = List.of(Burns.outage("acme", Duration.ofMinutes(1)));
    lifecycle.step(outage, List.of(), NOON, true);
    covered.set(true);
    lifecycle.step(outage, List.of(), NOON.plusSeconds(15), true);
    assertThat(lifecycle.active()).hasSize(1);
    lifecycle.step(List.of(Burns.healthy("acme")), List.of(), NOON.plusSeconds(30), true);
    assertThat(lifecycle.active()).isEmpty();
  }

  @Test
  void aConditionThatNobodyCanJudgeYetStaysAsItIs() {
    var down = Condition.sourceDown("mariadb", "db1", "connection refused", now);
    lifecycle.step(List.of(), List.of(down), now, true);
    pass(MINUTE);

    var undecided =
        new AlertLifecycle(
            store, SETTINGS, (_, _) -> PageFacts.NONE, Maintenance.NONE, "NinesSourceDown"::equals);

    assertThat(only(firing(undecided.step(List.of(), List.of(), now, true))).startsAt())
        .isEqualTo(NOON);
  }

  @Test
  void theWatchdogHoldsOnlyIfItIsRenewed() {
    var first = watchdog(step());
    assertThat(first.endsAt()).contains(NOON.plus(Duration.ofMinutes(4)));
    pass(MINUTE);
    var second = watchdog(step());
    assertThat(second.startsAt()).isEqualTo(NOON);
    assertThat(second.endsAt()).contains(now.plus(Duration.ofMinutes(4)));
    assertThat(second.labels()).isEqualTo(first.labels());
  }

  @Test
  void pagesComeBeforeTickets() {
    step(trickle(), Burns.outage("globex", MINUTE));
    assertThat(lifecycle.active())
        .extracting(alert -> alert.label("tenant"))
        .containsExactly("globex", "acme");
  }

  private static Alert watchdog(List<Alert> told) {
    return only(told.stream().filter(alert -> alert.name().equals("Watchdog")).toList());
  }

  private List<Alert> step(Verdict... verdicts) {
    return lifecycle.step(List.of(verdicts), List.of(), now, true);
  }

  private void pass(Duration time) {
    now = now.plus(time);
  }

  private void restart() {
    lifecycle = new AlertLifecycle(store, SETTINGS);
  }

  private static List<Alert> burns(List<Alert> told) {
    return told.stream().filter(alert -> alert.name().equals("TenantSloBurn")).toList();
  }

  private static List<Alert> firing(List<Alert> told) {
    return told.stream()
        .filter(alert -> alert.endsAt().isEmpty() && !alert.name().equals("Watchdog"))
        .toList();
  }

  private List<Alert> resolved(List<Alert> told) {
    return told.stream().filter(alert -> alert.isResolved(now)).toList();
  }

  private static Alert only(List<Alert> alerts) {
    assertThat(alerts).hasSize(1);
    return alerts.getFirst();
  }
}
