package dev.nines.alerts.generate;

/// The templates of the generated receivers: one notification may hold several alerts, because
/// promises of one tenant and service that burn together are one problem.
final class NotificationTemplates {
  private NotificationTemplates() {}

  static final String TEXT =
      """
      {{/* What receivers say of alerts of Nines: the words are the gateway's (alert_templates in its configuration). */}}
      {{ define "nines.title" -}}
      {{ $firing := .Alerts.Firing -}}
      {{ if eq .Status "resolved" }}Over: {{ end -}}
      {{ if .CommonAnnotations.summary }}{{ .CommonAnnotations.summary -}}
      {{ else if eq (len $firing) 1 }}{{ (index $firing 0).Annotations.summary -}}
      {{ else if and .CommonLabels.tenant .CommonLabels.service }}{{ .CommonLabels.tenant }}: {{ or (len $firing) (len .Alerts) }} promises of {{ .CommonLabels.service }} burn
      {{- range $each, $alert := or $firing .Alerts }}{{ if $each }}, {{ else }}: {{ end }}{{ $alert.Labels.slo }}{{ end -}}
      {{ else }}{{ or (len $firing) (len .Alerts) }} alerts: {{ .CommonLabels.alertname }}{{ end -}}
      {{ end }}

      {{ define "nines.text" -}}
      {{ range .Alerts.Firing -}}
      {{ .Annotations.description }}
      {{ if .Annotations.runbook_url }}Runbook: {{ .Annotations.runbook_url }}
      {{ end -}}
      {{ if .Annotations.dashboard_url }}Dashboard: {{ .Annotations.dashboard_url }}
      {{ end }}
      {{ end -}}
      {{ range .Alerts.Resolved -}}
      Over: {{ .Annotations.summary }}
      {{ end -}}
      {{ end }}
      """;
}
