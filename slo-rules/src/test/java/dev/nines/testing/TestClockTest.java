package dev.nines.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TestClockTest {

  private final TestClock clock = TestClock.at("2026-03-01T12:00:00Z");

  @Test
  void standsStillUntilMoved() {
    assertThat(clock.instant()).isEqualTo("2026-03-01T12:00:00Z");
    assertThat(clock.instant()).isEqualTo("2026-03-01T12:00:00Z");
  }

  @Test
  void stepsForwardsAndBackwards() {
    clock.advance(Duration.ofMinutes(5));
    assertThat(clock.advance(Duration.ofSeconds(-1))).isEqualTo("2026-03-01T12:04:59Z");
  }

  @Test
  void isPutAtAnyInstant() {
    clock.set(Instant.EPOCH);
    assertThat(clock.instant()).isEqualTo(Instant.EPOCH);
  }
}
