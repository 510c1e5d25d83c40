package dev.nines.collector.business;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CircuitBreakerTest {
  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

  private final CircuitBreaker breaker = new CircuitBreaker();

  @Test
  void twoFailuresAreForgiven() {
    breaker.failed(NOON);
    breaker.failed(NOON);
    assertThat(breaker.allows(NOON)).isTrue();
  }

  @Test
  void threeInARowOpenItForAMinuteAndThenOneMayTry() {
    open();
    assertThat(breaker.allows(NOON.plusSeconds(59))).isFalse();
    assertThat(breaker.allows(NOON.plusSeconds(60))).isTrue();
    assertThat(breaker.allows(NOON.plusSeconds(60))).isFalse();
  }

  @Test
  void aFailedTryDoublesThePauseUpToHalfAnHour() {
    open();
    Instant now = NOON;
    for (long minutes : new long[] {1, 2, 4, 8, 16, 30, 30}) {
      assertThat(breaker.allows(now.plus(Duration.ofMinutes(minutes)).minusMillis(1))).isFalse();
      now = now.plus(Duration.ofMinutes(minutes));
      assertThat(breaker.allows(now)).isTrue();
      breaker.failed(now);
    }
  }

  @Test
  void aSuccessClosesIt() {
    open();
    breaker.succeeded();
    assertThat(breaker.allows(NOON)).isTrue();
    breaker.failed(NOON);
    assertThat(breaker.allows(NOON)).isTrue();
  }

  private void open() {
    for (int i = 0; i < CircuitBreaker.FAILURES; i++) {
      breaker.failed(NOON);
    }
  }
}
