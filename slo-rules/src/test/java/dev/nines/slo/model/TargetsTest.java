package dev.nines.slo.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.slo.model.Targets.Change;
import dev.nines.slo.model.Targets.Scope;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetsTest {
  private static final Targets TARGETS =
      new Targets(
          new BigDecimal("0.99"),
          Map.of("gold", new BigDecimal("0.999")),
          Map.of("acme", new BigDecimal("0.9999")),
          List.of(
              change(new Scope.Tier("gold"), "2026-07-01", "0.9995"),
              change(new Scope.Everybody(), "2026-03-01", "0.995"),
              change(new Scope.Single("acme"), "2026-05-01", "0.98"),
              change(new Scope.Single("initech"), "2026-04-01", "0.999")));

  private static Change change(Scope scope, String day, String target) {
    return new Change(scope, midnight(day), new BigDecimal(target));
  }

  private static Instant midnight(String day) {
    return Instant.parse(day + "T00:00:00Z");
  }

  @ParameterizedTest(name = "{0} of tier {1} on {2}: {3}")
  @CsvSource({
    "hooli,   basic, 2026-02-28, 0.99",
    "hooli,   basic, 2026-03-01, 0.995",
    "hooli,   gold,  2026-06-30, 0.999",
    "hooli,   gold,  2026-07-01, 0.9995",
    "acme,    gold,  2026-04-30, 0.9999",
    "acme,    gold,  2026-08-01, 0.98",
    "initech, gold,  2026-03-31, 0.999",
    "initech, basic, 2026-03-31, 0.995",
    "initech, basic, 2026-04-01, 0.999",
  })
  void theNarrowestPromiseInForceHolds(String tenant, String tier, String day, String target) {
    assertThat(TARGETS.of(tenant, tier).at(midnight(day))).isEqualByComparingTo(target);
  }

  @Test
  void aChangeThatChangesNothingForATenantIsNone() {
    assertThat(TARGETS.of("hooli", "gold").changes()).hasSize(1);
    assertThat(TARGETS.of("initech", "gold").isConstant()).isTrue();
  }

  @Test
  void aMinuteIsJudgedByTheTargetThatHeldAtItsBeginning() {
    var change =
        new TargetHistory.Change(Instant.parse("2026-07-01T00:00:30Z"), new BigDecimal("0.9"));

    assertThat(change.minute() * 60)
        .isEqualTo(Instant.parse("2026-07-01T00:01:00Z").getEpochSecond());
  }

  @Test
  void asOfAnInstantThereAreNoDates() {
    Targets then = TARGETS.asOf(midnight("2026-06-01"));

    assertThat(then.changes()).isEmpty();
    assertThat(then.everybody()).isEqualByComparingTo("0.995");
    assertThat(then.byTenant()).containsOnlyKeys("acme", "initech");
  }
}
