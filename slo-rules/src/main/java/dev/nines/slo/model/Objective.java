package dev.nines.slo.model;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/// A promise for an SLI over a window, evaluated for each tenant (or other group) on its own.
///
/// @param slo the name of the SLO, the `slo` label
/// @param service the service that it belongs to, the `service` label
/// @param displayName the name that people read
/// @param description what a user of the service gets, in plain words
/// @param indicator how it is measured
/// @param groupBy the label whose values are the groups, usually `tenant`
/// @param targets the share of good events promised to whom, and since when
/// @param window over which it is to be met
/// @param method how the budget is spent
/// @param missing how minutes without events and without measurement count
/// @param alerting which burns alert, and on what evidence
/// @param labels labels of the spec's metadata
/// @param inReports whether tenants read of it in their reports; else it is the house's own measure
/// @param source where the spec stands, `file:line`, for messages
public record Objective(
    String slo,
    String service,
    String displayName,
    String description,
    Indicator indicator,
    String groupBy,
    Targets targets,
    BudgetWindow window,
    BudgetingMethod method,
    MissingPolicy missing,
    AlertPolicy alerting,
    Map<String, String> labels,
    boolean inReports,
    String source) {

  /// The label whose values are tenants' ids.
  private static final String TENANT = "tenant";

  public Objective {
    targets.all().forEach(each -> requireTarget(slo, each));
    labels = Map.copyOf(labels);
  }

  /// An objective whose targets are by tier at most and never change.
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
        new Targets(target, targetByTier, Map.of(), List.of()),
        window,
        method,
        missing,
        alerting,
        labels,
        true,
        source);
  }

  private static void requireTarget(String slo, BigDecimal target) {
    if (target.signum() < 0 || target.compareTo(BigDecimal.ONE) >= 0) {
      throw new IllegalArgumentException(
          "SLO %s has the target %s, expected at least 0 and below 1".formatted(slo, target));
    }
  }

  /// Whether each tenant is judged on its own. What is grouped otherwise, the house's spend or
  /// trial conversion, is promised to no tenant.
  public boolean isByTenant() {
    return groupBy.equals(TENANT);
  }

  /// Whether tenants are told how it was kept.
  public boolean isReported() {
    return isByTenant() && inReports;
  }

  /// The share of good events promised to all who were promised nothing else, before any change.
  public BigDecimal target() {
    return targets.everybody();
  }

  /// The same of tiers that were promised another share.
  public Map<String, BigDecimal> targetByTier() {
    return targets.byTier();
  }

  /// What was promised to a tenant, one target after the other.
  public TargetHistory targetsFor(Tenant tenant) {
    return targets.of(tenant.id().value(), tenant.tier());
  }

  /// The target that is promised to a tenant at an instant: its own, its tier's, or everybody's.
  public BigDecimal targetFor(Tenant tenant, Instant at) {
    return targetsFor(tenant).at(at);
  }

  /// The share of events that may be bad for a tenant at an instant: 1 − target, exact.
  public double errorBudgetRatio(Tenant tenant, Instant at) {
    return targetsFor(tenant).errorBudgetRatio(at);
  }

  /// The same promise with other targets.
  public Objective withTargets(Targets others) {
    return new Objective(
        slo,
        service,
        displayName,
        description,
        indicator,
        groupBy,
        others,
        window,
        method,
        missing,
        alerting,
        labels,
        inReports,
        source);
  }

  /// The same promise as it is at an instant, without dates.
  public Objective asOf(Instant instant) {
    return targets.changes().isEmpty() ? this : withTargets(targets.asOf(instant));
  }

  /// A fingerprint of what is measured. When the query or threshold changes, so does this, and the
  /// ledger starts a new generation of the series; a changed target keeps its history.
  public String generation() {
    var checksum = new CRC32();
    checksum.update((indicator + " by " + groupBy).getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().toHexDigits((int) checksum.getValue());
  }
}
