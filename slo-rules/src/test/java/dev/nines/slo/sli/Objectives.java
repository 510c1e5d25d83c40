package dev.nines.slo.sli;

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

/// Objectives for tests, of which only the queries matter.
final class Objectives {
  private Objectives() {}

  static Objective bad(String slo, String bad, String total) {
    return of(slo, new Indicator.Ratio(Indicator.Counted.BAD, bad, total, Optional.empty()));
  }

  static Objective good(String slo, String good, String total) {
    return of(slo, new Indicator.Ratio(Indicator.Counted.GOOD, good, total, Optional.empty()));
  }

  static Objective doubtful(String slo, String bad, String total, String doubtful) {
    return of(slo, new Indicator.Ratio(Indicator.Counted.BAD, bad, total, Optional.of(doubtful)));
  }

  static Objective threshold(
      String slo, String query, Indicator.Comparison comparison, double bound) {
    return of(slo, new Indicator.Threshold(query, comparison, bound));
  }

  private static Objective of(String slo, Indicator indicator) {
    return new Objective(
        slo,
        "shop",
        slo,
        "",
        indicator,
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
