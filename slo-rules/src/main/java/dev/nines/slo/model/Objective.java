package dev.nines.slo.model;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;

/// A promise for an SLI over a window, evaluated for each tenant (or other group) on its own.
///
/// @param slo the name of the SLO, the `slo` label
/// @param service the service that it belongs to, the `service` label
/// @param displayName the name that people read
/// @param description what a user of the service gets, in plain words
/// @param indicator how it is measured
/// @param groupBy the label whose values are the groups, usually `tenant`
/// @param target the share of good events promised, in [0, 1)
/// @param targetByTier targets of tiers that were promised another share
/// @param targetByTenant targets of tenants that were promised another share than their tier, by
///   the tenant's id
/// @param window over which it is to be met
/// @param method how the budget is spent
/// @param missing how minutes without events and without measurement count
/// @param alerting which burns alert, and on what evidence
/// @param labels labels of the spec's metadata
/// @param source where the spec stands, `file:line`, for messages
public record Objective(
    String slo,
    String service,
    String displayName,
    String description,
    Indicator indicator,
    String groupBy,
    BigDecimal target,
    Map<String, BigDecimal> targetByTier,
    Map<String, BigDecimal> targetByTenant,
    BudgetWindow window,
    BudgetingMethod method,
    MissingPolicy missing,
    AlertPolicy alerting,
    Map<String, String> labels,
    String source) {

  public Objective {
    requireTarget(slo, target);
    targetByTier.values().forEach(each -> requireTarget(slo, each));
    targetByTenant.values().forEach(each -> requireTarget(slo, each));
    targetByTier = Map.copyOf(targetByTier);
    targetByTenant = Map.copyOf(targetByTenant);
    labels = Map.copyOf(labels);
  }

  /// An objective of its own, with targets by tier at most.
  public Objective(
      String slo,
      String service,
      String displayName,
      String description,
      Indicator indicator,
      String groupBy,
      BigDecimal target,
      Map<String, BigDecimal> targetByTier,
      BudgetWindow window,
      BudgetingMethod method,
      MissingPolicy missing,
      AlertPolicy alerting,
      Map<String, String> labels,
      String source) {
    this(
        slo,
        service,
        displayName,
        description,
        indicator,
        groupBy,
        target,
        targetByTier,
        Map.of(),
        window,
        method,
        missing,
        alerting,
        labels,
        source);
  }

  private static void requireTarget(String slo, BigDecimal target) {
    if (target.signum() < 0 || target.compareTo(BigDecimal.ONE) >= 0) {
      throw new IllegalArgumentException(
          "SLO %s has the target %s, expected at least 0 and below 1".formatted(slo, target));
    }
  }

  /// The target that was promised to a tenant: its own, its tier's, or everybody's.
  public BigDecimal targetFor(Tenant tenant) {
    return Optional.ofNullable(targetByTenant.get(tenant.id().value()))
        .orElseGet(() -> targetFor(tenant.tier()));
  }

  /// The share of events that may be bad for a tenant: 1 − target, exact.
  public double errorBudgetRatio(Tenant tenant) {
    return BigDecimal.ONE.subtract(targetFor(tenant)).doubleValue();
  }

  /// The target that was promised to tenants of this tier.
  public BigDecimal targetFor(String tier) {
    return Optional.ofNullable(targetByTier.get(tier)).orElse(target);
  }

  /// The share of events that may be bad for a tenant of this tier: 1 − target, exact.
  public double errorBudgetRatio(String tier) {
    return BigDecimal.ONE.subtract(targetFor(tier)).doubleValue();
  }

  /// A fingerprint of what is measured. When the query or threshold changes, so does this, and the
  /// ledger starts a new generation of the series; a changed target keeps its history.
  public String generation() {
    var checksum = new CRC32();
    checksum.update((indicator + " by " + groupBy).getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().toHexDigits((int) checksum.getValue());
  }
}
