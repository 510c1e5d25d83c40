package dev.nines.collector.scrape;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.collector.relabel.Relabeling;
import dev.nines.slo.model.AlertPolicy;
import dev.nines.slo.model.BudgetWindow;
import dev.nines.slo.model.BudgetingMethod;
import dev.nines.slo.model.Indicator;
import dev.nines.slo.model.MissingPolicy;
import dev.nines.slo.model.Objective;
import dev.nines.slo.sli.Contribution;
import dev.nines.slo.sli.Selection;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Debian's exporters and Prometheus itself, recorded at work: six bodies of each, one after the
/// other; between the third and the fourth the exporter, and what it exports, was restarted. A real
/// Prometheus and our scraper must have the same values of every series and the same increases.
class RecordedExportersIT {
  private static final String NEW_BODY = "\f\n";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "node       | node_forks_total                                    |"
            + " node_context_switches_total",
        "mysqld     | mysql_global_status_commands_total{command='insert'} |"
            + " mysql_global_status_commands_total",
        "redis      | redis_keyspace_misses_total                         |"
            + " redis_commands_processed_total",
        "prometheus | prometheus_http_requests_total{handler='/api/v1/query'} |"
            + " prometheus_http_requests_total",
        "blackbox   | |",
      })
  void valuesAndIncreasesAreThoseOfPrometheus(String exporter, String counted, String total)
      throws Exception {
    try (var comparison = new FrozenComparison("", Relabeling.NONE)) {
      var selection =
          new Selection(counted == null ? List.of() : List.of(objective(counted, total)));
      long bad = 0;
      long all = 0;
      int number = 0;
      for (String body : bodies(exporter)) {
        var observation = comparison.compare("%s %d".formatted(exporter, number++), body, false);
        for (Contribution each : selection.accept(observation).counts()) {
          bad += each.bad();
          all += each.good() + each.bad();
        }
      }

      assertThat(number).isEqualTo(6);
      if (counted != null) {
        assertThat(bad).isPositive().isEqualTo(comparison.increase(counted, counted));
        assertThat(all).isGreaterThan(bad).isEqualTo(comparison.increase(total, counted));
      }
    }
  }

  private static String[] bodies(String exporter) throws IOException {
    try (InputStream in = RecordedExportersIT.class.getResourceAsStream(exporter + ".bodies.gz")) {
      assertThat(in).as(exporter).isNotNull();
      return new String(new GZIPInputStream(in).readAllBytes(), StandardCharsets.UTF_8)
          .split(NEW_BODY);
    }
  }

  private static Objective objective(String counted, String total) {
    return new Objective(
        "share",
        "exporter",
        "share",
        "",
        new Indicator.Ratio(
            Indicator.Counted.BAD,
            "sum by (job) (increase(%s[5m]))".formatted(counted),
            "sum by (job) (increase(%s[5m]))".formatted(total),
            Optional.empty()),
        "job",
        new BigDecimal("0.99"),
        Map.of(),
        new BudgetWindow.Rolling(Duration.ofDays(30)),
        new BudgetingMethod.Occurrences(),
        MissingPolicy.LEFT_OUT,
        AlertPolicy.DEFAULT,
        Map.of(),
        "slo.yaml:1");
  }
}
