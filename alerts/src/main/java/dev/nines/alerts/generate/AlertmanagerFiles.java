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
    files.put("nines.tmpl", TEMPLATES);
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
    return HEAD
        + on(
            Receiver.EMAIL,
            """
              smtp_smarthost: 'mail.example.com:587'
              smtp_from: 'alertmanager@example.com'
              smtp_auth_username: 'alertmanager'
              smtp_auth_password_file: '/etc/alertmanager/secrets/smtp_password'
            """)
        + ROUTE.replace("{tiers}", vipTiers()).replace("{team routes}", teamRoutes())
        + INTERVALS.replace("{zone}", location(options.zone()))
        + INHIBITIONS
        + receivers();
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
                    .formatted(RuleYaml.scalar(matcher("team", team)), receiverOf(team)))
        .collect(Collectors.joining())
        .stripTrailing();
  }

  private static String matcher(String label, String value) {
    var escaped = value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    return "%s = \"%s\"".formatted(label, escaped);
  }

  private static String receiverOf(String team) {
    return RuleYaml.scalar("tickets-" + team);
  }

  private String receivers() {
    var text = new StringBuilder(RECEIVERS_HEAD);
    text.append("  - name: pager\n").append(on(Receiver.PAGERDUTY, PAGERDUTY));
    text.append("\n  - name: escalation\n").append(on(Receiver.PAGERDUTY, PAGERDUTY_ESCALATION));
    text.append("\n  - name: tickets\n").append(on(Receiver.SLACK, slack("#reliability")));
    for (var team : options.teams()) {
      text.append("\n  - name: ").append(receiverOf(team)).append('\n');
      text.append(on(Receiver.SLACK, slack("#" + team)));
    }
    text.append("\n  - name: customer-success\n").append(on(Receiver.EMAIL, EMAIL));
    text.append("\n  - name: dead-mans-switch\n").append(on(Receiver.WEBHOOK, WEBHOOK));
    return text.toString();
  }

  /// A block, commented out unless its kind of receiver is switched on.
  private String on(Receiver receiver, String block) {
    return options.receivers().contains(receiver)
        ? block
        : block.lines().map(AlertmanagerFiles::comment).collect(Collectors.joining());
  }

  private static String comment(String line) {
    int indent = line.length() - line.stripLeading().length();
    int kept = Math.min(indent, 4);
    return line.substring(0, kept) + "#| " + line.substring(kept) + "\n";
  }

  private static String slack(String channel) {
    return """
        slack_configs:
          - api_url_file: '/etc/alertmanager/secrets/slack_url'
            channel: %s
            send_resolved: true
            title: '{{ template "nines.title" . }}'
            title_link: '{{ .CommonAnnotations.dashboard_url }}'
            text: '{{ template "nines.text" . }}'
    """
        .formatted(RuleYaml.scalar(channel));
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
        # One notification for each tenant, service and kind of alert: two objectives of one tenant that burn together are one page.
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

  private static final String RECEIVERS_HEAD =
      """

      receivers:
        - name: nobody

      """;

  private static final String PAGERDUTY =
      """
          pagerduty_configs:
            - routing_key_file: '/etc/alertmanager/secrets/pagerduty_routing_key'
              description: '{{ template "nines.title" . }}'
              client: 'Nines'
              client_url: '{{ .CommonAnnotations.dashboard_url }}'
              details:
                description: '{{ template "nines.text" . }}'
                since: '{{ .CommonAnnotations.since }}'
                budget left: '{{ .CommonAnnotations.budget_left }}'
                contract breached in: '{{ .CommonAnnotations.contract_breach_in }}'
                runbook: '{{ .CommonAnnotations.runbook_url }}'
                silence: '{{ .CommonAnnotations.silence_url }}'
      """;

  private static final String PAGERDUTY_ESCALATION =
      """
          pagerduty_configs:
            - routing_key_file: '/etc/alertmanager/secrets/pagerduty_escalation_routing_key'
              description: 'Still firing: {{ template "nines.title" . }}'
              client: 'Nines'
              client_url: '{{ .CommonAnnotations.dashboard_url }}'
      """;

  private static final String EMAIL =
      """
          email_configs:
            - to: 'customer-success@example.com'
              send_resolved: true
              headers:
                Subject: '{{ template "nines.title" . }}'
              html: ''
              text: '{{ template "nines.text" . }}'
      """;

  private static final String WEBHOOK =
      """
          webhook_configs:
            - url: 'https://hc-ping.example.com/your-check'
              send_resolved: false
      """;

  private static final String TEMPLATES =
      """
      {{/* What receivers say of alerts of Nines: the words are the gateway's (alert_templates in its configuration). */}}
      {{ define "nines.title" -}}
      {{ if eq .Status "resolved" }}Over: {{ end -}}
      {{ if .CommonAnnotations.summary }}{{ .CommonAnnotations.summary }}{{ else }}{{ len .Alerts }} alerts: {{ .CommonLabels.alertname }}{{ end -}}
      {{ end }}

      {{ define "nines.text" -}}
      {{ range .Alerts -}}
      {{ .Annotations.description }}
      {{ if .Annotations.runbook_url }}Runbook: {{ .Annotations.runbook_url }}
      {{ end -}}
      {{ if .Annotations.dashboard_url }}Dashboard: {{ .Annotations.dashboard_url }}
      {{ end }}
      {{ end -}}
      {{ end }}
      """;
}
