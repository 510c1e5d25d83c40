package dev.nines.collector.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// The whole line with real servers: health checks each second, an hour of healthy history, and a
/// real Alertmanager at the end.
@Execution(ExecutionMode.CONCURRENT) // it waits most of the time
class OutageIT {

  /// 14.4 × 0.1 % of an hour: nobody may be paged for less badness than this at 99.9 % over 30
  /// days. A bad check stands for its interval.
  private static final Duration FLOOR = Duration.ofMillis(51_840);

  /// From the outage's beginning: one check and one evaluation more than the floor, and room for a
  /// busy machine.
  private static final Duration BOUND = Duration.ofSeconds(75);

  @TempDir private Path path;

  @Test
  void anOutageOfOneTenantPagesForThatTenantWithinTheBoundAndSurvivesARestart() throws Exception {
    try (var line = new AvailabilityLine(path, Duration.ofSeconds(1), Map.of())) {
      JsonNode first;
      try (Gateway gateway = line.folder.start()) {
        line.api.fail("acme");

        await()
            .atMost(BOUND)
            .pollInterval(Duration.ofMillis(200))
            .until(() -> !line.pager.burns(line.folder).isEmpty());

        assertThat(line.badness(gateway)).isGreaterThanOrEqualTo(FLOOR);
        assertThat(line.pager.burns(line.folder)).hasSize(1);
        first = line.pager.burns(line.folder).getFirst();
        assertThat(first.at("/labels/tenant").asText()).isEqualTo("acme");
        assertThat(first.at("/labels/slo").asText()).isEqualTo(AvailabilityLine.SLO);
        assertThat(first.at("/labels/severity").asText()).isEqualTo("critical");
        assertThat(first.at("/labels/burn_tier").asText()).isEqualTo("fast");
        assertThat(line.folder.get(gateway, "/tenants/acme")).contains("Acme");
        assertThat(line.folder.get(gateway, "/reports/acme"))
            .contains("Acme")
            .doesNotContain("Globex");
      }
      try (Gateway gateway = line.folder.start()) {
        await()
            .atMost(Duration.ofSeconds(20))
            .untilAsserted(
                () ->
                    assertThat(line.folder.get(gateway, "/metrics"))
                        .contains("nines_alerts_firing 1.0"));
        assertThat(line.pager.burns(line.folder).getFirst().get("startsAt"))
            .isEqualTo(first.get("startsAt"));
      }
      assertThat(line.pager.pages()).extracting(Pager.Page::tenant).containsOnly("acme");
    }
  }
}
