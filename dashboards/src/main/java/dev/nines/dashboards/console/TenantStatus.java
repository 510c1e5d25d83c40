package dev.nines.dashboards.console;

import dev.nines.slo.model.Tenant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// A tenant with its SLOs, worst first.
///
/// @param tenant who
/// @param slos all SLOs that are judged for the tenant; empty before the first evaluation
public record TenantStatus(Tenant tenant, List<SloStatus> slos) {
  private static final double BEHIND_EVERY_BUDGET = 2;

  /// The tenant with the worst SLO first.
  static final Comparator<TenantStatus> WORST_FIRST =
      Comparator.comparing(TenantStatus::condition)
          .thenComparingDouble(TenantStatus::lowestBudgetRatio)
          .thenComparing(each -> each.tenant.id());

  public TenantStatus {
    slos = slos.stream().sorted(SloStatus.WORST_FIRST).toList();
  }

  /// The SLO that is worst off, empty if none is judged yet.
  public Optional<SloStatus> worst() {
    return slos.stream().findFirst();
  }

  /// The condition of the worst SLO.
  public Condition condition() {
    return worst().map(SloStatus::condition).orElse(Condition.NO_DATA);
  }

  private double lowestBudgetRatio() {
    return worst().map(slo -> slo.verdict().budgetRemainingRatio()).orElse(BEHIND_EVERY_BUDGET);
  }
}
