package dev.nines.collector.gateway;

import dev.nines.alerts.delivery.Acknowledgement;
import dev.nines.alerts.delivery.AlertDelivery;
import dev.nines.alerts.delivery.AlertmanagerTarget;
import dev.nines.alerts.delivery.DeliverySettings;
import dev.nines.alerts.lifecycle.Alert;
import dev.nines.alerts.lifecycle.AlertLifecycle;
import dev.nines.alerts.lifecycle.AlertSettings;
import dev.nines.alerts.lifecycle.Maintenance;
import dev.nines.alerts.lifecycle.PageFacts;
import dev.nines.alerts.lifecycle.PageTemplates;
import dev.nines.alerts.sink.EscalationStep;
import dev.nines.alerts.sink.Sink;
import dev.nines.alerts.sink.SinkDelivery;
import dev.nines.alerts.sink.Sinks;
import dev.nines.alerts.sink.SmtpSettings;
import dev.nines.alerts.sink.SqliteSinkRecord;
import dev.nines.alerts.store.ImpatientAlertStore;
import dev.nines.alerts.store.SqliteAlertStore;
import dev.nines.collector.gateway.config.Escalation;
import dev.nines.collector.gateway.config.GatewayConfig;
import dev.nines.collector.gateway.config.Secrets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Puts alerting together as the configuration wants it.
final class AlertAssembly {
  private static final Duration LOAD_PATIENCE = Duration.ofSeconds(15);
  private static final Duration SAVE_PATIENCE = Duration.ofSeconds(2);

  private AlertAssembly() {}

  /// Who is told. Nothing is connected yet.
  ///
  /// @param acknowledgement hears who silenced what
  static AlertDelivery delivery(
      GatewayConfig config, InstantSource clock, Acknowledgement acknowledgement) {
    return new AlertDelivery(
        config.alertmanagers().stream()
            .map(each -> new AlertmanagerTarget(each.url(), Secrets.credentials(each.login())))
            .toList(),
        DeliverySettings.every(config.evaluationInterval()),
        clock,
        acknowledgement);
  }

  /// What fires, kept in the storage folder.
  ///
  /// @param facts what pages tell besides the verdict
  /// @param undecided whether nobody can say yet if conditions of an alert's name hold
  /// @param maintenance which promises are excluded now
  /// @param told what fires at the receivers, whoever told it
  static AlertLifecycle lifecycle(
      GatewayConfig config,
      Storage storage,
      PageFacts.Source facts,
      Predicate<String> undecided,
      Maintenance maintenance,
      Supplier<List<Alert>> told) {
    return new AlertLifecycle(
        new ImpatientAlertStore(
            new SqliteAlertStore(storage.alerts()), LOAD_PATIENCE, SAVE_PATIENCE),
        settings(config),
        facts,
        maintenance,
        undecided,
        told);
  }

  /// Who is told directly, with what was told on record in the storage folder.
  static SinkDelivery sinks(GatewayConfig config, Storage storage, InstantSource clock) {
    var sinks = new Sinks(clock);
    return new SinkDelivery(
        config.escalation().sinks().stream().map(each -> sink(each, sinks)).toList(),
        config.escalation().steps().stream()
            .map(each -> new EscalationStep(each.after(), each.sink(), each.severities()))
            .toList(),
        new SqliteSinkRecord(storage.alerts()),
        config.externalUrl() + "/alerts/acknowledge/{id}",
        clock);
  }

  private static Sink sink(Escalation.Sink wanted, Sinks sinks) {
    return switch (wanted) {
      case Escalation.Sink.Webhook hook ->
          sinks.webhook(hook.name(), hook.url(), hook.secretFile());
      case Escalation.Sink.Slack slack -> sinks.slack(slack.name(), slack.urlFile());
      case Escalation.Sink.PagerDuty pager ->
          sinks.pagerDuty(pager.name(), pager.url(), pager.routingKeyFile());
      case Escalation.Sink.Sms sms ->
          sinks.sms(sms.name(), sms.url(), sms.form(), sms.user(), sms.passwordFile());
      case Escalation.Sink.Email email ->
          sinks.email(
              email.name(),
              new SmtpSettings(
                  email.host(),
                  email.port(),
                  SmtpSettings.Security.valueOf(email.security().toUpperCase(Locale.ROOT)),
                  email.from(),
                  email.to(),
                  email
                      .login()
                      .flatMap(
                          login ->
                              login
                                  .passwordFile()
                                  .map(file -> new SmtpSettings.Login(login.username(), file))),
                  email
                      .tls()
                      .<SmtpSettings.Trust>map(files -> files::context)
                      .orElse(SmtpSettings.Trust.SYSTEM)));
    };
  }

  private static AlertSettings settings(GatewayConfig config) {
    var pages =
        config
            .alertTemplates()
            .map(file -> PageTemplates.read(file).templates())
            .orElseGet(PageTemplates::shipped);
    return new AlertSettings(
            config.runbookUrl().orElse(config.externalUrl() + "/runbooks/{alertname}"),
            config.externalUrl() + "/tenants/{tenant}#{slo}",
            config.externalUrl() + "/")
        .with(
            pages, config.alertmanagers().stream().findFirst().map(each -> each.url().toString()));
  }
}
