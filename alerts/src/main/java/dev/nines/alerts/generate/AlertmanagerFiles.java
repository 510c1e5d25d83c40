package dev.nines.alerts.generate;

import dev.nines.alerts.generate.AlertmanagerOptions.Receiver;
import dev.nines.slo.model.Objective;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Alertmanager's configuration for the alerts of the gateway and of the generated rules, for
/// Alertmanager 0.25 and later.
public final class AlertmanagerFiles {
  private final AlertmanagerOptions options;

  private AlertmanagerFiles(AlertmanagerOptions options) {
    this.options = options;
  }

  /// The files by name: `alertmanager.yml` and the templates that it uses.
  public static SortedMap<String, String> of(AlertmanagerOptions options) {
    var files = new TreeMap<String, String>();
    files.put("alertmanager.yml", new AlertmanagerFiles(options).config());
    files.put("nines.tmpl", NotificationTemplates.TEXT);
    return files;
  }

  /// Options with the teams and tiers that promises and thresholds name.
  public static AlertmanagerOptions options(
      Collection<Objective> objectives, SortedSet<Receiver> receivers, ZoneId zone) {
    var teams = new TreeSet<>(ThresholdRules.owners());
    var tiers = new TreeSet<String>();
    for (var objective : objectives) {
      Optional.ofNullable(objective.labels().get("team")).ifPresent(teams::add);
      tiers.addAll(objective.targetByTier().keySet());
    }
    if (tiers.isEmpty()) {
      tiers.add("enterprise");
    }
    return new AlertmanagerOptions(receivers, zone, teams, tiers);
  }

  private String config() {
    var receivers = new AlertmanagerReceivers(options);
    return HEAD
        + receivers.mailServer()
        + ROUTE.replace("{tiers}", vipTiers()).replace("{team routes}", teamRoutes())
        + INTERVALS.replace("{zone}", location(options.zone()))
        + INHIBITIONS
        + receivers.section();
  }

  /// Go knows zones by their region only.
  private static String location(ZoneId zone) {
    return zone.normalized().equals(ZoneOffset.UTC) ? "UTC" : zone.getId();
  }

  private String vipTiers() {
    return options.vipTiers().stream()
        .map(tier -> tier.replace(".", "[.]")) // the only character of a tier that means more
        .collect(Collectors.joining("|"));
  }

  private String teamRoutes() {
    return options.teams().stream()
        .map(
            team ->
                """
                        - matchers: [%s]
                          receiver: %s
                """
                    .formatted(
                        RuleYaml.scalar(matcher("team", team)),
                        AlertmanagerReceivers.ticketsOf(team)))
        .collect(Collectors.joining())
        .stripTrailing();
  }

  private static String matcher(String label, String value) {
    var escaped = value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    return "%s = \"%s\"".formatted(label, escaped);
  }

  private static final String HEAD =
      """
      # Alertmanager configuration for the alerts of Nines, by `nines generate alertmanager`. For Alertmanager 0.25 and later.
      #
      # It works as it is: every alert is shown in Alertmanager's own pages. To be told, switch receivers on (`--receivers pagerduty,slack,email,webhook`,
      # or take "#| " away from their lines), and put each secret into the file that is named. Check with
      #   amtool check-config alertmanager.yml
      #   amtool config routes test --config.file=alertmanager.yml severity=critical tier=enterprise
      #
      # Labels that Nines sends: alertname, severity (critical pages, warning is a ticket, info is for the record), tenant, tier, service, slo,
      # burn_tier (fast, medium, slow, long, trickle), outlier; rules on thresholds have team. List every Alertmanager of a cluster in the gateway's
      # configuration, never a load balancer.

      global:
        # Nines says itself when an alert ends; this is only for senders that do not.
        resolve_timeout: 5m
      """;

  private static final String ROUTE =
      """

      templates: ['*.tmpl']

      route:
        receiver: tickets
        # One notification for each tenant, service and kind of alert: two objectives of one tenant that burn together are one page. One that joins
        # later is told within `group_interval`, under the same key: to PagerDuty it is the same incident. For one page of a tenant whatever its
        # services, group by [tenant, alertname].
        group_by: [tenant, service, alertname]
        group_wait: 30s
        group_interval: 5m
        repeat_interval: 4h
        routes:
          # The sign of life, to a dead man's switch outside. First, so that nothing else catches it.
          - matchers: ['alertname = "Watchdog"']
            receiver: dead-mans-switch
            group_wait: 0s
            group_interval: 1m
            repeat_interval: 1m

          # Customer success hears of every burn of its most valuable tenants and of many tenants at once, besides those who repair it.
          - matchers: ['alertname = "ServiceSloBurnFleet"']
            receiver: customer-success
            continue: true
          - matchers: ['alertname = "TenantSloBurn"', 'tier =~ "{tiers}"']
            receiver: customer-success
            continue: true

          # Escalation, as far as Alertmanager can: what still fires after a quarter of an hour tells one person more. It does not know whether
          # somebody has acknowledged; with PagerDuty or the like, take this route away and escalate there.
          - matchers: ['severity = "critical"']
            receiver: escalation
            group_wait: 15m
            continue: true

          # Pages. Nines has made sure already that the burn is real, so only a moment is spent on grouping. The interval is short because a tenant
          # whose page was held back by its fleet's is told when that ends, at its group's next turn.
          - matchers: ['severity = "critical"']
            receiver: pager
            group_wait: 5s
            group_interval: 1m
            repeat_interval: 1h

          # Tickets, at working hours of those who work on them.
          - matchers: ['severity = "warning"']
            receiver: tickets
            repeat_interval: 1d
            active_time_intervals: [working-hours]
            routes:
      {team routes}

          # For the record: seen in Alertmanager, sent to nobody.
          - matchers: ['severity = "info"']
            receiver: nobody
      """;

  private static final String INTERVALS =
      """

      time_intervals:
        - name: working-hours
          time_intervals:
            - weekdays: ['monday:friday']
              times: [{start_time: '08:00', end_time: '18:00'}]
              location: '{zone}'
      """;

  private static final String INHIBITIONS =
      """

      inhibit_rules:
        # Many tenants at once are one page; theirs are held back, but for those that are hit much worse. The fleet's alert has no tenant.
        - source_matchers: ['alertname = "ServiceSloBurnFleet"']
          target_matchers: ['alertname = "TenantSloBurn"', 'outlier != "true"']
          equal: [service, slo]

        # A page of a promise silences tickets of the same promise, and the faster burn the slower one: the generated Prometheus rules have an alert
        # for each tier. (The gateway sends one alert for each promise; there this is for the moment in which two of a pair disagree.) Every label in
        # `equal` is always there on both sides: a label that is missing on both would count as equal and silence other tenants.
        - source_matchers: ['alertname = "TenantSloBurn"', 'severity = "critical"']
          target_matchers: ['alertname = "TenantSloBurn"', 'severity = "warning"']
          equal: [tenant, service, slo]
        - source_matchers: ['alertname = "TenantSloBurn"', 'burn_tier = "fast"']
          target_matchers: ['alertname = "TenantSloBurn"', 'burn_tier = "medium"']
          equal: [tenant, service, slo]
        - source_matchers: ['alertname = "TenantSloBurn"', 'burn_tier = "slow"']
          target_matchers: ['alertname = "TenantSloBurn"', 'burn_tier =~ "long|trickle"']
          equal: [tenant, service, slo]
        - source_matchers: ['alertname = "TenantSloBurn"', 'burn_tier = "long"']
          target_matchers: ['alertname = "TenantSloBurn"', 'burn_tier = "trickle"']
          equal: [tenant, service, slo]
      """;
}
