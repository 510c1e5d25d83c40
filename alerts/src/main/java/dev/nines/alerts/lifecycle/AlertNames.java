package dev.nines.alerts.lifecycle;

import java.util.List;

/// The names of the alerts about promises and about the gateway. Each has a runbook of its name.
public final class AlertNames {
  /// A promise to a tenant burns.
  public static final String TENANT_SLO_BURN = "TenantSloBurn";

  /// The same promise burns for many tenants at once.
  public static final String SERVICE_SLO_BURN_FLEET = "ServiceSloBurnFleet";

  /// A promise's source contradicts itself, so nothing is judged.
  public static final String SLO_FROZEN = "SloFrozen";

  /// The gateway cannot force its ledger to disk.
  public static final String LEDGER_UNDURABLE = "NinesLedgerUndurable";

  /// A source cannot be reached or read.
  public static final String SOURCE_DOWN = "NinesSourceDown";

  /// One tenant's database user can reach another tenant's data.
  public static final String TENANT_ISOLATION = "TenantIsolationBroken";

  /// A tenant's database is not at the state of the others'.
  public static final String TENANT_SCHEMA_DRIFT = "TenantSchemaDrift";

  /// A sign of life, of a backup or a job, stayed away.
  public static final String HEARTBEAT_MISSED = "HeartbeatMissed";

  /// A certificate that a probe was shown ends soon.
  public static final String CERTIFICATE_EXPIRES_SOON = "CertificateExpiresSoon";

  /// Always fires; when it stops arriving, alerting itself is broken.
  public static final String WATCHDOG = "Watchdog";

  /// Prometheus has no events of a promise (generated rules only).
  public static final String SLO_METRIC_ABSENT = "SloMetricAbsent";

  /// All that the gateway sends.
  public static final List<String> ALL =
      List.of(
          TENANT_SLO_BURN,
          SERVICE_SLO_BURN_FLEET,
          SLO_FROZEN,
          LEDGER_UNDURABLE,
          SOURCE_DOWN,
          TENANT_ISOLATION,
          TENANT_SCHEMA_DRIFT,
          HEARTBEAT_MISSED,
          CERTIFICATE_EXPIRES_SOON,
          WATCHDOG);

  /// What the generated Prometheus rules send besides.
  public static final List<String> GENERATED =
      List.of(
          SLO_METRIC_ABSENT,
          "TenantAvailabilityLow",
          "TenantErrorRateHigh",
          "TenantLatencyHigh",
          "TenantQueryLatencyHigh",
          "DiskAlmostFull",
          "DiskFullSoon",
          CERTIFICATE_EXPIRES_SOON,
          "BackupMissing");

  private AlertNames() {}
}
