package dev.nines.collector.mariadb;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IncreaseTest {

  @Test
  void slowOnesAreCertainWhereNoneRanInsideProcedures() {
    assertThat(between(counters(10, 1, 0, 0), counters(30, 4, 0, 0)))
        .isEqualTo(new Increase(20, 3, 0));
  }

  @Test
  void asManySlowOnesAreInDoubtAsRanInsideProcedures() {
    assertThat(between(counters(10, 1, 5, 5), counters(30, 7, 7, 7)))
        .isEqualTo(new Increase(20, 4, 2));
  }

  @Test
  void ofThoseInDoubtThereAreNoMoreThanTheClientSent() {
    assertThat(between(counters(10, 1, 5, 5), counters(11, 6, 9, 9)))
        .isEqualTo(new Increase(1, 1, 1));
  }

  @Test
  void whatRanInsideWhileTheSlowOnesWereReadIsInDoubtOnBothSides() {
    UserCounters first = counters(10, 1, 5, 5);
    UserCounters second = counters(20, 2, 5, 6);
    UserCounters third = counters(30, 3, 6, 6);
    assertThat(between(first, second)).isEqualTo(new Increase(10, 0, 1));
    assertThat(between(second, third)).isEqualTo(new Increase(10, 0, 1));
  }

  private static Increase between(UserCounters earlier, UserCounters later) {
    return Increase.between(earlier, later);
  }

  private static UserCounters counters(long statements, long slow, long before, long after) {
    return new UserCounters(statements, statements, 0, slow, true, new Inside(before, after));
  }
}
