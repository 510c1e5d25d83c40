package dev.nines.collector.gateway.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.slo.model.AlertPolicy;
import dev.nines.slo.model.BudgetWindow;
import dev.nines.slo.model.BudgetingMethod;
import dev.nines.slo.model.Indicator;
import dev.nines.slo.model.MissingPolicy;
import dev.nines.slo.model.Objective;
import dev.nines.slo.sli.InexactThreshold;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ThresholdMetricsTest {

  @Test
  void aThresholdThatIsNoEdgeIsShownWithItsNeighbours() {
    var inexact = new InexactThreshold(objective(), "latency_bucket", 0.5, List.of(0.25, 1.0));

    assertThat(new ThresholdMetrics(() -> List.of(inexact)).collect().getFirst().samples)
        .singleElement()
        .satisfies(
            sample -> {
              assertThat(sample.name).isEqualTo("nines_slo_threshold_inexact");
              assertThat(sample.labelValues)
                  .containsExactly("api", "fast", "latency_bucket", "0.5", "0.25", "1.0");
              assertThat(sample.value).isEqualTo(1);
            });
  }

  @Test
  void theLinesThatAddTheBucketKeepTheOtherEdges() {
    assertThat(new InexactThreshold(objective(), "latency_bucket", 0.3, List.of(0.25, 1.0)))
        .satisfies(
            each ->
                assertThat(each.snippet())
                    .contains("buckets: [0.25, 0.3, 1]", "{boundaries: [0.25, 0.3, 1]}"));
  }

  @Test
  void whatTheGatewayCountsFromSpansHasItsEdgesInTheConfiguration() {
    String metric = "db_client_operation_duration_seconds_bucket";

    assertThat(new InexactThreshold(objective(), metric, 0.15, List.of(0.1)).snippet())
        .contains("otlp: {latency_bounds_seconds: [0.15]}");
  }

  private static Objective objective() {
    return new Objective(
        "fast",
        "api",
        "fast",
        "",
        new Indicator.Ratio(Indicator.Counted.GOOD, "good", "total", Optional.empty()),
        "tenant",
        new BigDecimal("0.999"),
        Map.of(),
        new BudgetWindow.Rolling(Duration.ofDays(30)),
        new BudgetingMethod.Occurrences(),
        MissingPolicy.LEFT_OUT,
        AlertPolicy.DEFAULT,
        Map.of(),
        "slo.yaml:1");
  }
}
