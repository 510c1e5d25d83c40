package dev.nines.collector.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TenantWaitsTest {
  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
  private static final QueueName QUEUE = new QueueName("bull", "shared", Optional.empty());
  private static final Map<String, Duration> ACME_WAITS = Map.of("acme", Duration.ofSeconds(9));

  private final TenantWaits waits = new TenantWaits();

  @Test
  void whoNoLongerWaitsHasWaitedForNothing() {
    waits.of(QUEUE, ACME_WAITS, true, NOON);

    assertThat(waits.of(QUEUE, Map.of(), true, NOON.plusSeconds(15)))
        .isEqualTo(Map.of("acme", Duration.ZERO));
  }

  @Test
  void ofAQueueThatWasNotLookedAtInWholeNothingIsSaidOfTheRest() {
    waits.of(QUEUE, ACME_WAITS, true, NOON);

    assertThat(waits.of(QUEUE, Map.of("globex", Duration.ofSeconds(1)), false, NOON))
        .isEqualTo(Map.of("globex", Duration.ofSeconds(1)));
  }

  @Test
  void whoSentNoJobForAnHourIsForgotten() {
    waits.of(QUEUE, ACME_WAITS, true, NOON);

    assertThat(waits.of(QUEUE, Map.of(), true, NOON.plusSeconds(3601))).isEmpty();
  }
}
