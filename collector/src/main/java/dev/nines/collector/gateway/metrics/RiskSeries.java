package dev.nines.collector.gateway.metrics;

import dev.nines.collector.gateway.http.MetricsRoutes.Shard;
import dev.nines.slo.model.Tenant;
import dev.nines.slo.model.TenantId;
import dev.nines.slo.verdict.Verdict;
import io.prometheus.client.Collector.MetricFamilySamples;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Money behind promises that are being broken: the contract value of each tenant with a promise
/// that burns or whose budget is spent.
///
/// @param tenants all of them
/// @param verdicts those of the last evaluation
public record RiskSeries(
    Supplier<? extends Collection<Tenant>> tenants, Supplier<List<Verdict>> verdicts)
    implements TenantSeries {

  @Override
  public List<Supplier<MetricFamilySamples>> families(Shard shard) {
    return List.of(() -> atRisk(shard));
  }

  private MetricFamilySamples atRisk(Shard shard) {
    Set<TenantId> broken =
        verdicts.get().stream()
            .filter(RiskSeries::isAtRisk)
            .map(verdict -> verdict.tenant().id())
            .collect(Collectors.toSet());
    return Family.gauge(
            "nines_business_contract_value_at_risk",
            "Yearly contract value of a tenant with a promise that burns or is broken, else 0.")
        .each(
            tenants.get().stream()
                .filter(tenant -> tenant.contractValueEuros().isPresent())
                .filter(tenant -> shard.holds(tenant.id().value()))
                .toList(),
            List.of("tenant", "tier"),
            tenant -> List.of(tenant.id().value(), tenant.tier()),
            tenant ->
                broken.contains(tenant.id())
                    ? tenant.contractValueEuros().map(BigDecimal::doubleValue).orElse(0.0)
                    : 0);
  }

  private static boolean isAtRisk(Verdict verdict) {
    return verdict.state() == Verdict.State.BREACHED
        || verdict.budgetRemainingRatio() <= 0
        || verdict.tiers().stream().anyMatch(tier -> tier.evidence() && tier.crosses());
  }
}
