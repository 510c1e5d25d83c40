package dev.nines.slo.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.slo.model.AlertPolicy;
import dev.nines.slo.model.MissingPolicy;
import dev.nines.slo.model.Objective;
import dev.nines.slo.window.Figures;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Tiers that fire only after they have burned for a while.
class EnduranceTest {
  private static final Objective AFTER_TWO_MINUTES =
      Fixtures.objective(
          "0.999",
          MissingPolicy.LEFT_OUT,
          new AlertPolicy(
              true, true, Set.of(), List.of(), Map.of("fast", Duration.ofMinutes(2)), 1, 3, 0.95));
  private static final Figures BURNS = Fixtures.measured(0, 100, 60);
  private static final Figures HEALTHY = Fixtures.measured(100, 0, 60);

  private final Judge judge = new Judge();
  private final Endurance endurance = new Endurance();

  private List<String> firing(Figures figures, int second) {
    Verdict verdict =
        judge.judge(
            AFTER_TWO_MINUTES,
            Fixtures.ACME,
            _ -> figures,
            Fixtures.NOON.plusSeconds(second),
            false);
    return endurance.watch(verdict, verdict.at()).tiers().stream()
        .filter(TierReading::crosses)
        .map(reading -> reading.tier().name())
        .toList();
  }

  @Test
  void aTierFiresOnceItHasBurnedForLongEnough() {
    assertThat(firing(BURNS, 0)).contains("medium").doesNotContain("fast");
    assertThat(firing(BURNS, 119)).doesNotContain("fast");
    assertThat(firing(BURNS, 120)).contains("fast");
  }

  @Test
  void aBurnThatPausesBeginsAnew() {
    firing(BURNS, 0);
    firing(HEALTHY, 60);

    assertThat(firing(BURNS, 120)).doesNotContain("fast");
    assertThat(firing(BURNS, 240)).contains("fast");
  }

  @Test
  void withoutAnEnduranceATierFiresAtOnce() {
    assertThat(
            judge
                .judge(Fixtures.objective("0.999"), Fixtures.ACME, _ -> BURNS, Fixtures.NOON, false)
                .tiers())
        .allMatch(TierReading::crosses);
  }
}
