package dev.nines.collector.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nines.alerts.generate.EventSource;
import dev.nines.alerts.generate.PrometheusFiles;
import dev.nines.alerts.generate.PrometheusOptions;
import dev.nines.slo.spec.SpecReader;
import dev.nines.testing.PrometheusServer;
import dev.nines.testing.VictoriaMetricsServer;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The engine `prometheus` against the real ones: the past is written from the ledger, the
/// generated rules count it, the gateway judges by their counts and pages.
@Tag("nightly") // waits for the rules of two servers: up to some minutes
class ClusterEngineIT {
  private static final Pattern BURN =
      Pattern.compile(
          "nines_slo_burn_rate\\{tenant=\"acme\",[^}]*tenant-availability[^}]*window=\"1h\",?}"
              + " ([\\d.E-]+)");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /// A minute with this many bad checks, some minutes ago: enough for the `fast` tier.
  private static final long BAD_CHECKS = 58;

  @TempDir private Path path;

  @Test
  void prometheusJudgesByWhatTheLedgerAndTheGatewayWrote() throws Exception {
    String config =
        """
        rule_files: [rules.yml]
        storage: {tsdb: {out_of_order_time_window: 2h}}
        """;
    try (var server = PrometheusServer.start(config, Map.of("rules.yml", rules()))) {
      judgesAndPages(server.url());
    }
  }

  @Test
  void soDoesVictoriaMetricsWithVmalert() throws Exception {
    try (var server = VictoriaMetricsServer.start(rules())) {
      judgesAndPages(server.url());
    }
  }

  /// The generated rules of the promise, evaluated each second; the month, which is added up by the
  /// hour, is counted directly.
  private static String rules() {
    var objectives =
        SpecReader.shipped().objectives().stream()
            .filter(each -> each.slo().equals(AvailabilityLine.SLO))
            .toList();
    return PrometheusFiles.of(
            objectives,
            new PrometheusOptions(EventSource.GATEWAY, false, false, "http://n", "http://n"))
        .files()
        .get("nines-slo.yml")
        .replaceAll("interval: \\d+[sm]", "interval: 1s")
        .replace(month("bad"), direct("outcome=\"bad\", "))
        .replace(month("total"), direct(""));
  }

  private static String month(String count) {
    return "sum_over_time(nines:sli_%s:increase1h{service=\"tenant-api\", slo=\"tenant-availability\"}[2591999s:1h])"
        .formatted(count);
  }

  private static String direct(String matcher) {
    return "sum by (tenant, tier) (increase(nines_sli_events_total{%sservice=\"tenant-api\", slo=\"tenant-availability\"}[2h]))"
        .formatted(matcher);
  }

  private void judgesAndPages(String cluster) throws Exception {
    long minute = PastMinutes.minuteOf(Instant.now()) - 2;
    try (var line =
        new AvailabilityLine(
            path,
            Duration.ofSeconds(1),
            Map.of(minute, BAD_CHECKS),
            "engine: prometheus\nprometheus: {url: '%s', backfill: 90m}\n".formatted(cluster))) {
      try (Gateway gateway = line.folder.start()) {
        await()
            .atMost(PATIENCE)
            .untilAsserted(
                () ->
                    assertThat(line.folder.get(gateway, "/metrics"))
                        .contains("nines_engine_judged{by=\"cluster\",} 2.0"));
        await()
            .atMost(PATIENCE)
            .until(() -> line.pager.firing("acme", AvailabilityLine.SLO).isPresent());
        await().atMost(PATIENCE).untilAsserted(() -> burnsAlike(line, gateway, cluster));
        assertThat(line.pager.pages()).extracting(Pager.Page::tenant).containsOnly("acme");
      }
    }
  }

  /// The burn that the gateway shows is the one that the rules recorded, of the past hour too.
  private static void burnsAlike(AvailabilityLine line, Gateway gateway, String cluster) {
    Matcher shown = BURN.matcher(line.folder.get(gateway, "/metrics/tenants"));
    assertThat(shown.find()).isTrue();
    String query =
        URLEncoder.encode("nines:slo_burn_rate:ratio1h{tenant=\"acme\"}", StandardCharsets.UTF_8);
    JsonNode recorded = line.folder.json(URI.create(cluster + "/api/v1/query?query=" + query));
    double burn = recorded.at("/data/result/0/value/1").asDouble();
    assertThat(burn).isGreaterThan(14.4);
    assertThat(Double.parseDouble(shown.group(1))).isCloseTo(burn, within(0.5));
  }
}
