package dev.nines.alerts.lifecycle;

import static dev.nines.alerts.lifecycle.Burns.NOON;
import static dev.nines.alerts.lifecycle.LifecycleRig.firing;
import static dev.nines.alerts.lifecycle.LifecycleRig.only;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Alerts that are about no burn.
class ConditionsTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final LifecycleRig rig = new LifecycleRig();

  @Test
  void aConditionFiresForAsLongAsItIsReported() {
    var down = Condition.sourceDown("mariadb", "db1", "connection refused", rig.now());
    rig.lifecycle().step(List.of(), List.of(down), rig.now(), true);
    rig.pass(MINUTE);
    var alert = only(firing(rig.lifecycle().step(List.of(), List.of(down), rig.now(), true)));
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
    assertThat(rig.resolved(rig.lifecycle().step(List.of(), List.of(), rig.now(), true)))
        .hasSize(1);
  }

  @Test
  void aConditionThatNobodyCanJudgeYetStaysAsItIs() {
    var down = Condition.sourceDown("mariadb", "db1", "connection refused", rig.now());
    rig.lifecycle().step(List.of(), List.of(down), rig.now(), true);
    rig.pass(MINUTE);

    var undecided =
        new AlertLifecycle(
            rig.store(),
            LifecycleRig.SETTINGS,
            (_, _) -> PageFacts.NONE,
            Maintenance.NONE,
            "NinesSourceDown"::equals,
            List::of);

    assertThat(only(firing(undecided.step(List.of(), List.of(), rig.now(), true))).startsAt())
        .isEqualTo(NOON);
  }

  @Test
  void theWatchdogHoldsOnlyIfItIsRenewed() {
    var first = watchdog(rig.step());
    assertThat(first.endsAt()).contains(NOON.plus(Duration.ofMinutes(4)));
    rig.pass(MINUTE);
    var second = watchdog(rig.step());
    assertThat(second.startsAt()).isEqualTo(NOON);
    assertThat(second.endsAt()).contains(rig.now().plus(Duration.ofMinutes(4)));
    assertThat(second.labels()).isEqualTo(first.labels());
  }

  @Test
  void aFrozenSourceKeepsItsBurnAndOpensATicket() {
    rig.step(Burns.outage("acme", MINUTE));
    assertThat(firing(rig.step(Burns.frozen("acme"))))
        .extracting(Alert::name)
        .containsExactlyInAnyOrder("TenantSloBurn", "SloFrozen");
    assertThat(firing(rig.step(Burns.healthy("acme")))).isEmpty();
  }

  private static Alert watchdog(List<Alert> told) {
    return only(told.stream().filter(alert -> alert.name().equals("Watchdog")).toList());
  }
}
