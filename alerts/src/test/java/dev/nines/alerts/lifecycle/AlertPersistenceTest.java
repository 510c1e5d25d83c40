package dev.nines.alerts.lifecycle;

import static dev.nines.alerts.lifecycle.Burns.NOON;
import static dev.nines.alerts.lifecycle.LifecycleRig.firing;
import static dev.nines.alerts.lifecycle.LifecycleRig.only;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What outlives a restart, and what a broken disk does.
class AlertPersistenceTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final LifecycleRig rig = new LifecycleRig();

  @Test
  void theNextProcessGoesOnWhereThisOneStopped() {
    rig.step(Burns.outage("acme", MINUTE));
    rig.restart();
    rig.pass(MINUTE);
    var told = rig.step(Burns.blind("acme"));
    assertThat(only(firing(told)).startsAt()).isEqualTo(NOON);
    assertThat(only(firing(told)).annotations()).containsKey("summary");
  }

  @Test
  void theNextProcessStillTellsWhatEnded() {
    rig.step(Burns.outage("acme", MINUTE));
    rig.pass(Duration.ofMinutes(10));
    rig.step(Burns.outage("acme", MINUTE, Duration.ofMinutes(10)));
    rig.restart();
    assertThat(rig.resolved(rig.step(Burns.healthy("acme")))).hasSize(1);
  }

  @Test
  void onlyChangesOfStateAreWritten() {
    for (int tick = 0; tick < 10; tick++) {
      rig.step(Burns.outage("acme", MINUTE.plusSeconds(tick)));
      rig.pass(Duration.ofSeconds(15));
    }
    assertThat(rig.store().writes()).isEqualTo(1);
  }

  @Test
  void aBrokenStoreDelaysNoPageAndMarksIt() {
    rig.store().breakDown(true);
    var alert = only(firing(rig.step(Burns.outage("acme", MINUTE))));
    assertThat(alert.annotations()).containsKey("undurable");
    assertThat(rig.lifecycle().stats().storeError()).contains("disk on fire");
    assertThat(rig.lifecycle().stats().storeFailures()).isEqualTo(2); // reading, then writing
  }

  @Test
  void aStoreThatWorksAgainGetsWhatItMissed() {
    rig.step();
    rig.store().breakDown(true);
    rig.step(Burns.outage("acme", MINUTE));
    rig.store().breakDown(false);
    rig.pass(MINUTE);
    var alert = only(firing(rig.step(Burns.outage("acme", MINUTE))));
    assertThat(alert.annotations()).doesNotContainKey("undurable");
    assertThat(rig.lifecycle().stats().storeError()).isEmpty();
    assertThat(rig.store().alerts())
        .extracting(each -> each.alert().startsAt())
        .containsExactly(NOON);
  }

  @Test
  void aStoreThatIsReadLateGivesTheEarlierBeginning() {
    rig.step(Burns.outage("acme", MINUTE));
    rig.restart();
    rig.pass(MINUTE);
    rig.store().breakDown(true);
    assertThat(only(firing(rig.step(Burns.outage("acme", MINUTE)))).startsAt())
        .isEqualTo(rig.now());
    rig.store().breakDown(false);
    rig.pass(MINUTE);
    assertThat(only(firing(rig.step(Burns.outage("acme", MINUTE)))).startsAt()).isEqualTo(NOON);
  }

  @Test
  void anUndurableLedgerIsMarkedToo() {
    var told =
        rig.lifecycle().step(List.of(Burns.outage("acme", MINUTE)), List.of(), rig.now(), false);
    assertThat(only(firing(told)).annotations()).containsKey("undurable");
  }

  @Test
  void aLedgerThatStaysUndurableForAMinuteIsAnAlertOfItsOwn() {
    assertThat(rig.lifecycle().step(List.of(), List.of(), rig.now(), false)).hasSize(1);
    rig.pass(MINUTE);
    assertThat(only(firing(rig.lifecycle().step(List.of(), List.of(), rig.now(), false))).labels())
        .isEqualTo(
            Map.of(
                "alertname", "NinesLedgerUndurable", "severity", "critical", "service", "nines"));
    assertThat(firing(rig.step())).isEmpty();
  }
}
