package dev.nines.collector.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Statements of one tenant become slow on a real MariaDB, and that tenant's latency promise (99.9
/// % for its tier) pages at a real Alertmanager.
///
/// The `fast` tier fires above 1.44 % slow statements within the hour: the 60 or 61 minutes of the
/// window with 60 statements each in the past, and the load's own ten a second. So nobody may be
/// paged before slow statement number `0.0144 × 3600 / (1 − 0.0144)`, the 53rd, and everybody must
/// be once more than 1.44 % of `61 × 60` and all statements of the load are slow, one reading
/// later.
class LatencyFaultIT {
  private static final long STATEMENTS_PER_MINUTE = 60;
  private static final double THRESHOLD_RATIO = 14.4 * 0.001;
  private static final int FLOOR = 53;

  /// A reading each second, an evaluation, and the way to Alertmanager, on a busy machine.
  private static final Duration ON_THE_WAY = Duration.ofSeconds(6);

  @TempDir private Path path;

  @Test
  void slowStatementsOfOneTenantPageForThatTenantsLatencyPromise() throws Exception {
    try (var line = new LatencyLine(path, Duration.ofSeconds(1), STATEMENTS_PER_MINUTE);
        Gateway _ = line.folder.start()) {
      line.acme.beSlow(true);

      await()
          .atMost(Duration.ofSeconds(40))
          .pollInterval(Duration.ofMillis(100))
          .until(() -> !line.pager.burns(line.folder).isEmpty());
      Instant paged = Instant.now();
      List<Instant> slow = line.acme.slowEnds();

      assertThat(slow).hasSizeGreaterThanOrEqualTo(FLOOR);
      int enough = (int) (THRESHOLD_RATIO * (61 * STATEMENTS_PER_MINUTE + line.acme.statements()));
      assertThat(Duration.between(slow.get(enough), paged)).isLessThan(ON_THE_WAY);
      var page = line.pager.burns(line.folder).getFirst();
      assertThat(page.at("/labels/tenant").asText()).isEqualTo("acme");
      assertThat(page.at("/labels/slo").asText()).isEqualTo(LatencyLine.SLO);
      assertThat(page.at("/labels/burn_tier").asText()).isEqualTo("fast");
      await().atMost(ON_THE_WAY).until(() -> !line.pager.pages().isEmpty());
      assertThat(line.pager.pages()).extracting(Pager.Page::tenant).containsOnly("acme");
    }
  }
}
