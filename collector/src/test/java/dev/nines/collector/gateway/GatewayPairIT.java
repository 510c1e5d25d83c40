package dev.nines.collector.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Two gateways that measure the same, each with a ledger of its own, and a real Alertmanager that
/// tells at once: one page with one beginning while they come and go, and one end.
///
/// The outage lies in the past when they start, as in [RecoveryIT], so that its end need not be
/// waited for.
@Execution(ExecutionMode.CONCURRENT) // it waits most of the time
class GatewayPairIT {
  private static final long BAD = 58;
  private static final int SHORT_WINDOW_MINUTES = 5;
  private static final Duration ROOM_TO_ACT = Duration.ofSeconds(45);
  private static final Duration ON_THE_WAY = Duration.ofSeconds(10);

  @TempDir private Path path;

  @Test
  void thePairPagesOnceKeepsThePageWhenOneDiesAndEndsItOnce() throws Exception {
    long badMinute = PastMinutes.minuteOf(Instant.now().plus(ROOM_TO_ACT)) - SHORT_WINDOW_MINUTES;
    Instant leavesAt = Instant.ofEpochSecond((badMinute + SHORT_WINDOW_MINUTES + 1) * 60);
    Map<Long, Long> bad = Map.of(badMinute, BAD);
    try (var line = new AvailabilityLine(path, Duration.ofSeconds(1), bad);
        var second = line.gateway(Files.createDirectory(path.resolve("second")), bad, "")) {
      GatewayProcess first = GatewayProcess.start(line.folder);
      await()
          .atMost(ROOM_TO_ACT)
          .until(() -> line.pager.firing("acme", AvailabilityLine.SLO).isPresent());
      Instant began = beginning(line);
      try (Gateway survivor = second.start()) {
        await()
            .atMost(Duration.ofSeconds(10))
            .untilAsserted(
                () ->
                    assertThat(second.get(survivor, "/api/v1/alerts"))
                        .contains("TenantSloBurn", began.toString()));
        first.kill();
        assertThat(beginning(line)).isEqualTo(began);

        try (var again = GatewayProcess.start(line.folder)) {
          await().atMost(ROOM_TO_ACT).until(again::isReady);
          await()
              .atMost(Duration.between(Instant.now(), leavesAt).plus(ON_THE_WAY))
              .until(() -> line.pager.resolved("acme", AvailabilityLine.SLO).isPresent());
          await()
              .during(Duration.ofSeconds(3)) // the other of the two sees the end, too
              .atMost(ON_THE_WAY)
              .until(() -> line.pager.burns(line.folder).isEmpty());
        }
      } finally {
        first.close();
      }
      assertThat(line.pager.pages())
          .extracting(Pager.Page::tenant, Pager.Page::resolved)
          .containsExactly(tuple("acme", false), tuple("acme", true));
    }
  }

  private static Instant beginning(AvailabilityLine line) {
    return Instant.parse(line.pager.burns(line.folder).getFirst().get("startsAt").asText());
  }
}
