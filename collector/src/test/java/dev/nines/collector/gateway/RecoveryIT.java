package dev.nines.collector.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// A page ends at a real Alertmanager when the burn is over, and not before.
///
/// The `fast` tier clears when its short window, the minute that runs and the five before it, holds
/// at most 1.44 % bad checks. To see this without waiting for five minutes, the outage lies in the
/// past when the gateway starts: 58 of the 60 checks of one minute, which is 1.6 % of the hour. As
/// that minute is still in the short window the tier fires; the instant at which it leaves is the
/// one at which the tier clears.
@Execution(ExecutionMode.CONCURRENT) // it waits most of the time
class RecoveryIT {
  private static final long BAD = 58;
  private static final int SHORT_WINDOW_MINUTES = 5;

  /// Time for the servers to start and the alert to fire, before the bad minute leaves.
  private static final Duration ROOM_TO_FIRE = Duration.ofSeconds(25);

  /// An evaluation and the way to Alertmanager and its notification, on a busy machine.
  private static final Duration ON_THE_WAY = Duration.ofSeconds(10);

  @TempDir private Path path;

  @Test
  void aPageEndsWhenTheBadMinuteHasLeftTheShortWindow() throws Exception {
    long badMinute = PastMinutes.minuteOf(Instant.now().plus(ROOM_TO_FIRE)) - SHORT_WINDOW_MINUTES;
    Instant leavesAt = Instant.ofEpochSecond((badMinute + SHORT_WINDOW_MINUTES + 1) * 60);
    try (var line = new AvailabilityLine(path, Duration.ofSeconds(1), Map.of(badMinute, BAD));
        Gateway _ = line.folder.start()) {
      await()
          .atMost(ROOM_TO_FIRE)
          .until(() -> line.pager.firing("acme", AvailabilityLine.SLO).isPresent());

      await()
          .atMost(Duration.between(Instant.now(), leavesAt).plus(ON_THE_WAY))
          .until(() -> line.pager.resolved("acme", AvailabilityLine.SLO).isPresent());

      Pager.Page resolved = line.pager.resolved("acme", AvailabilityLine.SLO).orElseThrow();
      assertThat(resolved.receivedAt()).isBetween(leavesAt, leavesAt.plus(ON_THE_WAY));
      assertThat(line.pager.burns(line.folder)).isEmpty();
      assertThat(line.pager.pages()).extracting(Pager.Page::tenant).containsOnly("acme");
    }
  }
}
