package dev.nines.collector.scrape;

import dev.nines.slo.model.AlertPolicy;
import dev.nines.slo.model.BudgetWindow;
import dev.nines.slo.model.BudgetingMethod;
import dev.nines.slo.model.Indicator;
import dev.nines.slo.model.MissingPolicy;
import dev.nines.slo.model.Objective;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// A promise to each tenant about the requests of a counter.
final class RequestPromise {
  private RequestPromise() {}

  /// 99.9 % of the requests that `counter` counts are not answered with a 500, over 30 days.
  static Objective of(String counter) {
    return new Objective(
        "availability",
        "api",
        "availability",
        "",
        new Indicator.Ratio(
            Indicator.Counted.BAD,
            "sum by (tenant) (rate(%s{code=\"500\"}[5m]))".formatted(counter),
            "sum by (tenant) (rate(%s[5m]))".formatted(counter),
            Optional.empty()),
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
