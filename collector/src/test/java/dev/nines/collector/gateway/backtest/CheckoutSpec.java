package dev.nines.collector.gateway.backtest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A promise about requests that do not fail, over 30 days.
final class CheckoutSpec {
  private CheckoutSpec() {}

  /// Writes it as an OpenSLO file.
  static Path write(Path folder, double target) throws IOException {
    return Files.writeString(
        folder.resolve("slo.yaml"),
        """
        apiVersion: openslo/v1
        kind: SLO
        metadata: {name: checkout}
        spec:
          service: shop
          indicator:
            metadata: {name: errors}
            spec:
              ratioMetric:
                bad: {metricSource: {type: Prometheus, spec: {query: 'sum by (tenant) (rate(req_total{code="500"}[5m]))'}}}
                total: {metricSource: {type: Prometheus, spec: {query: 'sum by (tenant) (rate(req_total[5m]))'}}}
          timeWindow: [{duration: 30d, isRolling: true}]
          budgetingMethod: Occurrences
          objectives: [{target: %s}]
        """
            .formatted(target));
  }
}
