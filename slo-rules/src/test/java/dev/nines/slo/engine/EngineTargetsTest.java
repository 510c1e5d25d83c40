package dev.nines.slo.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nines.slo.model.Objective;
import dev.nines.slo.model.Targets;
import dev.nines.slo.model.Targets.Scope;
import dev.nines.slo.verdict.Verdict;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Targets that change while a window runs.
class EngineTargetsTest {
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

  private static Objective changing(Instant from, String target) {
    return EngineRig.availability()
        .withTargets(
            new Targets(
                new BigDecimal("0.99"),
                Map.of(),
                Map.of(),
                List.of(
                    new Targets.Change(
                        new Scope.Tier("enterprise"), from, new BigDecimal(target)))));
  }

  private static Instant minute(int minute) {
    return EngineRig.START.plusSeconds(60L * minute);
  }

  @Test
  void aWindowAcrossTheChangeHasTheBudgetOfBothTargets() {
    rig.promise(changing(minute(30), "0.999"));

    rig.run(0, 39, 99, 1);
    Verdict verdict = rig.last();

    // minutes 0 to 29 at 1 %, 30 to 38 at 0.1 %, 100 events each
    assertThat(verdict.figures().total()).isEqualTo(3900);
    assertThat(verdict.errorBudgetRatio()).isCloseTo((30 * 0.01 + 9 * 0.001) / 39, within(1e-12));
  }

  @Test
  void aChangeThatIsEnteredAfterwardsHoldsForThePast() {
    rig.promise(EngineRig.availability());
    rig.run(0, 39, 99, 1);
    double before = rig.last().errorBudgetRatio();
    rig.promise(changing(minute(10), "0.999"));
    Verdict after = rig.tick(minute(39));

    assertThat(before).isEqualTo(0.001);
    assertThat(after.errorBudgetRatio()).isCloseTo((10 * 0.01 + 29 * 0.001) / 39, within(1e-12));
  }

  @Test
  void onceTheWindowHasLeftTheChangeBehindOneTargetIsLeft() {
    rig.promise(changing(minute(10), "0.999"));

    rig.run(0, 100, 99, 1);
    double fiveMinutes = rig.last().tiers().getFirst().shortBurn().low();

    assertThat(fiveMinutes).isCloseTo(0.01 / 0.001, within(1e-9));
  }
}
