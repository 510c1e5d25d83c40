package dev.nines.alerts.generate;

import dev.nines.slo.model.Severity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Alerts on plain thresholds, for what has no error budget. Each names its owner and how long it
/// must hold.
final class ThresholdRules {
  /// @param alert the alert's name
  /// @param expr when it fires
  /// @param holds for how long, in Prometheus' words
  /// @param owner the `team` label
  private record Threshold(
      String alert,
      String expr,
      String holds,
      Severity severity,
      String owner,
      String summary,
      String description) {}

  private static final List<Threshold> ALL =
      List.of(
          new Threshold(
              "TenantAvailabilityLow",
              """
              1 - sum by (tenant, tier, service, slo) (increase(nines_sli_events_total{slo=~".*availability.*", outcome="bad"}[15m]))
                / (sum by (tenant, tier, service, slo) (increase(nines_sli_events_total{slo=~".*availability.*"}[15m])) > 0)
                < 0.99\
              """,
              "5m",
              Severity.WARNING,
              "platform",
              "{{ $labels.tenant }}: {{ $labels.service }} is {{ $value | humanizePercentage }}"
                  + " available",
              "Less than 99 % of its checks succeeded in the last 15 minutes."),
          new Threshold(
              "TenantErrorRateHigh",
              """
              sum by (tenant, service) (rate(http_requests_total{status=~"5.."}[5m]))
                / (sum by (tenant, service) (rate(http_requests_total[5m])) > 0)
                > 0.05\
              """,
              "5m",
              Severity.CRITICAL,
              "application",
              "{{ $labels.tenant }}: {{ $value | humanizePercentage }} of requests fail",
              "More than 5 % of the requests of five minutes were answered with a 5xx status."),
          new Threshold(
              "TenantLatencyHigh",
              """
              histogram_quantile(0.95, sum by (tenant, le) (rate(nines_tenant_request_duration_seconds_bucket[5m])))
                > 0.5\
              """,
              "10m",
              Severity.WARNING,
              "application",
              "{{ $labels.tenant }}: requests take {{ $value | humanizeDuration }} (p95)",
              "The 95th percentile of five minutes is above 500 ms. It is estimated within a"
                  + " bucket: the promise on latency counts exactly."),
          new Threshold(
              "TenantQueryLatencyHigh",
              """
              histogram_quantile(0.95, sum by (tenant, le) (rate(nines_tenant_query_duration_seconds_bucket[5m])))
                > 0.1\
              """,
              "10m",
              Severity.WARNING,
              "database",
              "{{ $labels.tenant }}: database statements take {{ $value | humanizeDuration }}"
                  + " (p95)",
              "The 95th percentile of five minutes is above 100 ms. It is estimated within a"
                  + " bucket: the promise on latency counts exactly."),
          new Threshold(
              "DiskAlmostFull",
              """
              node_filesystem_avail_bytes{fstype!~"tmpfs|overlay|squashfs|ramfs"}
                / node_filesystem_size_bytes
                < 0.1\
              """,
              "15m",
              Severity.WARNING,
              "platform",
              "{{ $labels.instance }}: {{ $labels.mountpoint }} has {{ $value | humanizePercentage"
                  + " }} left",
              "Less than a tenth of the file system is free."),
          new Threshold(
              "DiskFullSoon",
              """
              predict_linear(node_filesystem_avail_bytes{fstype!~"tmpfs|overlay|squashfs|ramfs"}[6h], 4 * 3600) < 0
                and node_filesystem_avail_bytes / node_filesystem_size_bytes < 0.25\
              """,
              "30m",
              Severity.CRITICAL,
              "platform",
              "{{ $labels.instance }}: {{ $labels.mountpoint }} is full within four hours",
              "By the trend of the last six hours nothing is left in four."),
          new Threshold(
              "CertificateExpiresSoon",
              "probe_ssl_earliest_cert_expiry - time() < 14 * 86400",
              "1h",
              Severity.WARNING,
              "platform",
              "{{ $labels.instance }}: the certificate expires in {{ $value | humanizeDuration }}",
              "Renewal should have happened. After that every request fails."),
          new Threshold(
              "BackupMissing",
              """
              time() - backup_last_success_timestamp_seconds > 26 * 3600
                or absent(backup_last_success_timestamp_seconds)\
              """,
              "10m",
              Severity.CRITICAL,
              "database",
              "No backup of {{ $labels.instance }} for more than a day",
              "The last one that succeeded is older than 26 hours, or none was ever reported."));

  private ThresholdRules() {}

  /// The names of all of them.
  static List<String> names() {
    return ALL.stream().map(Threshold::alert).toList();
  }

  /// The teams that own them.
  static List<String> owners() {
    return ALL.stream().map(Threshold::owner).distinct().toList();
  }

  static RuleGroup group(PrometheusOptions options) {
    return new RuleGroup(
        "nines-thresholds",
        "1m",
        ALL.stream().<Rule>map(threshold -> rule(threshold, options)).toList());
  }

  private static Rule rule(Threshold threshold, PrometheusOptions options) {
    return new Rule.Alerting(
        threshold.alert,
        threshold.expr,
        Optional.of(threshold.holds),
        new TreeMap<>(Map.of("severity", threshold.severity.label(), "team", threshold.owner)),
        new TreeMap<>(
            Map.of(
                "summary",
                threshold.summary,
                "description",
                threshold.description,
                "runbook_url",
                options.runbook(threshold.alert))));
  }
}
