package dev.nines.alerts.generate;

import dev.nines.alerts.generate.AlertmanagerOptions.Receiver;
import java.util.stream.Collectors;

/// Who is told, in the generated `alertmanager.yml`. What is not switched on stands there all the
/// same, in comments.
record AlertmanagerReceivers(AlertmanagerOptions options) {
  /// The name of the receiver of a team's tickets, as it stands in YAML.
  static String ticketsOf(String team) {
    return RuleYaml.scalar("tickets-" + team);
  }

  /// The section `receivers`.
  String section() {
    var text = new StringBuilder(RECEIVERS_HEAD);
    text.append("  - name: pager\n").append(on(Receiver.PAGERDUTY, PAGERDUTY));
    text.append("\n  - name: escalation\n").append(on(Receiver.PAGERDUTY, PAGERDUTY_ESCALATION));
    text.append("\n  - name: tickets\n").append(on(Receiver.SLACK, slack("#reliability")));
    for (var team : options.teams()) {
      text.append("\n  - name: ").append(ticketsOf(team)).append('\n');
      text.append(on(Receiver.SLACK, slack("#" + team)));
    }
    text.append("\n  - name: customer-success\n").append(on(Receiver.EMAIL, EMAIL));
    text.append("\n  - name: dead-mans-switch\n").append(on(Receiver.WEBHOOK, WEBHOOK));
    return text.toString();
  }

  /// What e-mail needs in the section `global`.
  String mailServer() {
    return on(Receiver.EMAIL, MAIL_SERVER);
  }

  /// A block, commented out unless its kind of receiver is switched on.
  private String on(Receiver receiver, String block) {
    return options.receivers().contains(receiver)
        ? block
        : block.lines().map(AlertmanagerReceivers::comment).collect(Collectors.joining());
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
            title_link: '{{ (index .Alerts 0).Annotations.dashboard_url }}'
            text: '{{ template "nines.text" . }}'
    """
        .formatted(RuleYaml.scalar(channel));
  }

  private static final String MAIL_SERVER =
      """
        smtp_smarthost: 'mail.example.com:587'
        smtp_from: 'alertmanager@example.com'
        smtp_auth_username: 'alertmanager'
        smtp_auth_password_file: '/etc/alertmanager/secrets/smtp_password'
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
              client_url: '{{ (index .Alerts 0).Annotations.dashboard_url }}'
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
              client_url: '{{ (index .Alerts 0).Annotations.dashboard_url }}'
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
}
