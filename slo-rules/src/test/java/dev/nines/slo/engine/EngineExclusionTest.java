package dev.nines.slo.engine;

import static dev.nines.slo.engine.EngineRig.START;
import static dev.nines.slo.engine.EngineRig.firing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.slo.exclusion.Exclusion;
import dev.nines.slo.exclusion.Exclusions;
import dev.nines.slo.exclusion.Schedule;
import dev.nines.slo.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The same history, with and without planned maintenance.
class EngineExclusionTest {
  @TempDir private Path folder;
  private EngineRig rig;

  @BeforeEach
  void open() throws IOException {
    rig = new EngineRig(folder);
  }

  @AfterEach
  void close() throws IOException {
    rig.close();
  }

  @Test
  void anOutageWithinMaintenanceBurnsNothing() {
    rig.exclusions = maintenance(60, 80);

    Verdict verdict = run(60, 80, 79);

    assertThat(firing(verdict)).isEmpty();
    assertThat(verdict.figures().bad()).isZero();
    assertThat(verdict.figures().expectedMinutes()).isEqualTo(60);
  }

  @Test
  void anOutageThatGoesOnCountsFromTheEndOfTheMaintenance() {
    rig.exclusions = maintenance(60, 80);

    Verdict verdict = run(60, 90, 85);

    assertThat(verdict.figures().bad()).isEqualTo(6 * 4);
    assertThat(firing(verdict)).contains("fast");
  }

  @Test
  void maintenanceThatIsEnteredAfterwardsTakesTheBurnBack() {
    Verdict before = run(60, 80, 79);
    rig.exclusions = maintenance(60, 80);
    Verdict after = rig.tick(START.plusSeconds(79 * 60 + 59));

    assertThat(firing(before)).contains("fast");
    assertThat(firing(after)).isEmpty();
    assertThat(after.figures().bad()).isZero();
  }

  @Test
  void maintenanceThatIsWithdrawnLetsItCountAgain() {
    rig.exclusions = maintenance(60, 80);
    run(60, 80, 79);
    rig.exclusions = Exclusions.NONE;

    assertThat(rig.tick(START.plusSeconds(79 * 60 + 59)).figures().bad()).isEqualTo(80);
  }

  @Test
  void afterARestartItIsLeftOutAsBefore() throws IOException {
    rig.exclusions = maintenance(60, 80);
    Verdict before = run(60, 80, 100);
    Exclusions maintenance = rig.exclusions;
    close();
    open();
    rig.exclusions = maintenance;

    Verdict after = rig.tick(START.plusSeconds(100 * 60 + 46));

    assertThat(after.figures()).isEqualTo(before.figures());
  }

  /// Probes each 15 s from minute 0 on, all bad from one minute to another.
  private Verdict run(int outageFrom, int outageTo, int lastMinute) {
    for (int second = 0; second < (lastMinute + 1) * 60; second += 15) {
      boolean down = second >= outageFrom * 60 && second < outageTo * 60;
      Instant at = START.plusSeconds(second);
      rig.probe(at, down ? 0 : 1, down ? 1 : 0);
      rig.tick(at.plusMillis(100));
    }
    return rig.last();
  }

  private static Exclusions maintenance(int fromMinute, int toMinute) {
    return new Exclusions(
        List.of(
            new Exclusion(
                "upgrade",
                "maintenance",
                "MariaDB 11.8",
                "ops",
                START,
                Optional.empty(),
                List.of(),
                List.of(),
                new Schedule.Once(
                    START.plusSeconds(fromMinute * 60L), START.plusSeconds(toMinute * 60L)))));
  }
}
