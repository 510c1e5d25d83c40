package dev.nines.collector.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.alerts.lifecycle.Condition;
import dev.nines.slo.model.Severity;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConditionBoardTest {
  private static final Condition LEAK =
      new Condition("Leak", Severity.CRITICAL, Map.of("subject", "evil"), "summary", "description");

  private final ConditionBoard board = new ConditionBoard();

  @Test
  void nothingIsDecidedUntilWhoIsExpectedHasSpoken() {
    board.expect("db1", Set.of("Leak"));
    assertThat(board.isUndecided("Leak")).isTrue();
    assertThat(board.isUndecided("Other")).isFalse();

    board.report("db1", List.of());
    assertThat(board.isUndecided("Leak")).isFalse();
  }

  @Test
  void aLaterWordReplacesTheEarlierOne() {
    board.expect("db1", Set.of("Leak"));
    board.report("db1", List.of(LEAK));
    assertThat(board.conditions()).containsExactly(LEAK);

    board.expect("db1", Set.of("Leak")); // as at a reload
    assertThat(board.conditions()).containsExactly(LEAK);

    board.report("db1", List.of());
    assertThat(board.conditions()).isEmpty();
  }

  @Test
  void whoIsGoneTakesItsWordAlong() {
    board.expect("db1", Set.of("Leak"));
    board.report("db1", List.of(LEAK));

    board.retain(List.of());
    board.report("db1", List.of(LEAK)); // a reading that ended late

    assertThat(board.conditions()).isEmpty();
  }
}
