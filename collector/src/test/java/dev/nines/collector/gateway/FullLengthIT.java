package dev.nines.collector.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Outage, slow statements and recovery as they are in production: read each 15 s, from the first
/// bad event until the page has ended at a real Alertmanager.
///
/// A page must stand for at least 51.84 s of badness (14.4 × 0.1 % of an hour; a check that fails
/// stands for its interval) and must be there 75 s after the fault began: the floor, one interval,
/// and what is left of two seconds a stage. It ends when the last bad minute leaves the short
/// window, which is the minute that runs and the five before it: five to six minutes after the last
/// bad event.
@Tag("nightly")
@Execution(ExecutionMode.CONCURRENT) // it waits most of the time
class FullLengthIT {
  private static final Duration INTERVAL = Duration.ofSeconds(15);
  private static final Duration FLOOR = Duration.ofMillis(51_840);
  private static final Duration BOUND = Duration.ofSeconds(75);
  private static final Duration SHORTEST_RECOVERY = Duration.ofMinutes(5);
  private static final Duration LONGEST_RECOVERY =
      Duration.ofMinutes(6).plus(INTERVAL).plusSeconds(10);

  /// Fewer slow statements than this may be left in the short window: 1.44 % of five minutes, which
  /// at a steady pace are 4.3 s of them.
  private static final Duration SLOW_REST = Duration.ofSeconds(5);

  @TempDir private Path path;

  @Test
  void anOutageOfOneTenantPagesInTimeAndEndsInTime() throws Exception {
    try (var line = new AvailabilityLine(path, INTERVAL, Map.of());
        Gateway gateway = line.folder.start()) {
      Instant outage = line.api.fail("acme");
      Duration toPage = untilPaged(line.pager, line.folder, outage);

      assertThat(line.badness(gateway)).isGreaterThanOrEqualTo(FLOOR);
      line.api.recover("acme");
      Instant lastBad = line.api.badAnswers().getLast();
      assertEnds(line.pager, AvailabilityLine.SLO, lastBad, SHORTEST_RECOVERY);
      print("outage", toPage, line.pager, AvailabilityLine.SLO, lastBad);
    }
  }

  @Test
  void slowStatementsOfOneTenantPageInTimeAndEndInTime() throws Exception {
    long perMinute = Duration.ofMinutes(1).dividedBy(StatementLoad.PACE);
    try (var line = new LatencyLine(path, INTERVAL, perMinute);
        Gateway _ = line.folder.start()) {
      Instant fault = line.acme.beSlow(true);
      Duration toPage = untilPaged(line.pager, line.folder, fault);

      assertThat(StatementLoad.PACE.multipliedBy(line.acme.slowEnds().size()))
          .isGreaterThanOrEqualTo(FLOOR);
      Instant recovery = line.acme.beSlow(false);
      assertEnds(line.pager, LatencyLine.SLO, recovery, SHORTEST_RECOVERY.minus(SLOW_REST));
      print("slow statements", toPage, line.pager, LatencyLine.SLO, recovery);
    }
  }

  private static Duration untilPaged(Pager pager, GatewayFolder client, Instant fault) {
    await()
        .atMost(BOUND)
        .pollInterval(Duration.ofMillis(200))
        .until(() -> !pager.burns(client).isEmpty());
    return Duration.between(fault, Instant.now());
  }

  private static void assertEnds(Pager pager, String slo, Instant lastBad, Duration shortest) {
    await()
        .atMost(LONGEST_RECOVERY)
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> pager.resolved("acme", slo).isPresent());
    Instant ended = pager.resolved("acme", slo).orElseThrow().receivedAt();
    assertThat(Duration.between(lastBad, ended)).isBetween(shortest, LONGEST_RECOVERY);
    assertThat(pager.pages()).extracting(Pager.Page::tenant).containsOnly("acme");
  }

  /// For the table in `.ci/README.md`.
  private static void print(
      String what, Duration toPage, Pager pager, String slo, Instant lastBad) {
    Instant ended = pager.resolved("acme", slo).orElseThrow().receivedAt();
    System.out.printf(
        "%s: at Alertmanager after %.1f s, over %.0f s after the last bad event%n",
        what, toPage.toMillis() / 1e3, Duration.between(lastBad, ended).toMillis() / 1e3);
  }
}
