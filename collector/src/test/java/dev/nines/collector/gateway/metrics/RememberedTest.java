package dev.nines.collector.gateway.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RememberedTest {
  private Instant now = Instant.EPOCH;
  private final AtomicInteger asked = new AtomicInteger();
  private final Remembered<Integer> remembered =
      new Remembered<>(asked::incrementAndGet, Duration.ofMinutes(1), () -> now);

  @Test
  void itIsFoundOutAnewOnlyWhenItIsOld() {
    assertThat(remembered.get()).isEqualTo(1);
    now = now.plusSeconds(59);
    assertThat(remembered.get()).isEqualTo(1);
    now = now.plusSeconds(1);
    assertThat(remembered.get()).isEqualTo(2);
  }
}
