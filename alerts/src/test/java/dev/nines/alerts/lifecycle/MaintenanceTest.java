package dev.nines.alerts.lifecycle;

import static dev.nines.alerts.lifecycle.Burns.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class MaintenanceTest {
  private final LifecycleRig rig = new LifecycleRig();

  @Test
  void underMaintenanceNoBurnBeginsUntilItIsOver() {
    var covered = new AtomicBoolean(true);
    var lifecycle =
        new AlertLifecycle(
            rig.store(),
            LifecycleRig.SETTINGS,
            (_, _) -> PageFacts.NONE,
            (promise, _) -> covered.get() && promise.tenant().equals("acme"),
            _ -> false,
            List::of);
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
    var lifecycle =
        new AlertLifecycle(
            rig.store(),
            LifecycleRig.SETTINGS,
            (_, _) -> PageFacts.NONE,
            (_, _) -> covered.get(),
            _ -> false,
            List::of);
    var outage = List.of(Burns.outage("acme", Duration.ofMinutes(1)));
    lifecycle.step(outage, List.of(), NOON, true);
    covered.set(true);
    lifecycle.step(outage, List.of(), NOON.plusSeconds(15), true);
    assertThat(lifecycle.active()).hasSize(1);
    lifecycle.step(List.of(Burns.healthy("acme")), List.of(), NOON.plusSeconds(30), true);
    assertThat(lifecycle.active()).isEmpty();
  }
}
