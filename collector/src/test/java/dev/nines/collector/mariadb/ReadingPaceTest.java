package dev.nines.collector.mariadb;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ReadingPaceTest {
  private static final long MILLI = 1_000_000;

  private final ReadingPace pace =
      new ReadingPace(new MariaDbTarget.Ring(true, Duration.ofSeconds(1), 0.02));

  @Test
  void theFirstReadingIsDueAtOnce() {
    assertThat(pace.due(-5)).isTrue();
  }

  @Test
  void aCheapReadingIsRepeatedEachInterval() {
    pace.took(0, 5 * MILLI);
    assertThat(pace.due(800 * MILLI)).isFalse();
    assertThat(pace.due(1_000 * MILLI)).isTrue();
  }

  @Test
  void aDearReadingIsRepeatedAsRarelyAsItsBudgetDemands() {
    pace.took(0, 100 * MILLI);
    assertThat(pace.due(4_900 * MILLI)).isFalse();
    assertThat(pace.due(5_000 * MILLI)).isTrue();
  }

  @Test
  void oneOutlierDoesNotSetThePace() {
    pace.took(0, 10 * MILLI);
    pace.took(1_000 * MILLI, 1_110 * MILLI);
    assertThat(pace.costSeconds()).isEqualTo(0.04);
  }

  @Test
  void evenTheDearestReadingIsTriedEachMinute() {
    pace.took(0, 5_000 * MILLI);
    assertThat(pace.due(60_000 * MILLI)).isTrue();
  }
}
