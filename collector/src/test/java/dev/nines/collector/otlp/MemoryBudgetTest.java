package dev.nines.collector.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MemoryBudgetTest {
  private final MemoryBudget budget = new MemoryBudget(800);

  private int taken(String sender, int times) {
    int taken = 0;
    for (int i = 0; i < times; i++) {
      taken += budget.reserve(sender, 10) ? 10 : 0;
    }
    return taken;
  }

  @Test
  void aSenderThatIsAloneLeavesRoomForTheNext() {
    assertThat(taken("flood", 1000)).isEqualTo(700);

    assertThat(taken("quiet", 10)).isEqualTo(100);
  }

  @Test
  void inACrowdNobodyTakesMoreThanAnEqualShare() {
    taken("quiet", 1);

    assertThat(taken("flood", 1000)).isEqualTo(400);
    assertThat(taken("quiet", 1000)).isEqualTo(390);
  }

  @Test
  void whatIsGivenBackCanBeTakenAgain() {
    taken("flood", 1000);
    budget.release("flood", 700);

    assertThat(budget.heldBytes()).isZero();
    assertThat(taken("flood", 1000)).isEqualTo(700);
    assertThat(budget.refusals()).isPositive();
  }
}
