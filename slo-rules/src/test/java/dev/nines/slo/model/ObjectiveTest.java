package dev.nines.slo.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ObjectiveTest {

  @Test
  void aTierMayHaveATargetOfItsOwn() {
    Objective objective = objective("0.99", Map.of("enterprise", new BigDecimal("0.999")), "q");

    assertThat(objective.targets().of("acme", "enterprise").first()).isEqualByComparingTo("0.999");
    assertThat(objective.targets().of("acme", "trial").first()).isEqualByComparingTo("0.99");
  }

  @Test
  void theErrorBudgetIsExact() {
    assertThat(
            objective("0.999", Map.of(), "q")
                .targets()
                .of("a", "b")
                .errorBudgetRatio(Instant.EPOCH))
        .isEqualTo(0.001);
  }

  @Test
  void aTargetOfOneIsRefused() {
    assertThatThrownBy(() -> objective("1", Map.of(), "q"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("below 1");
  }

  @Test
  void aChangedQueryStartsANewGenerationAndAChangedTargetDoesNot() {
    Objective before = objective("0.999", Map.of(), "q");

    assertThat(objective("0.99", Map.of(), "q").generation()).isEqualTo(before.generation());
    assertThat(objective("0.999", Map.of(), "other").generation())
        .isNotEqualTo(before.generation());
  }

  @Test
  void aGenerationIsTheSameInEveryProcess() {
    assertThat(objective("0.999", Map.of(), "q").generation()).isEqualTo("1d0187c0");
  }

  private static Objective objective(String target, Map<String, BigDecimal> byTier, String query) {
    return new Objective(
        "slo",
        "service",
        "SLO",
        "",
        new Indicator.Ratio(Indicator.Counted.BAD, query, "total", Optional.empty()),
        "tenant",
        new BigDecimal(target),
        byTier,
        new BudgetWindow.Rolling(Duration.ofDays(30)),
        new BudgetingMethod.Occurrences(),
        MissingPolicy.LEFT_OUT,
        AlertPolicy.DEFAULT,
        Map.of(),
        "test:1");
  }
}
