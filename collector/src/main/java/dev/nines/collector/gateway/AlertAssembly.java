package dev.nines.collector.gateway;

import dev.nines.alerts.delivery.AlertDelivery;
import dev.nines.alerts.delivery.AlertmanagerTarget;
import dev.nines.alerts.delivery.DeliverySettings;
import dev.nines.alerts.lifecycle.AlertLifecycle;
import dev.nines.alerts.lifecycle.AlertSettings;
import dev.nines.alerts.lifecycle.Maintenance;
import dev.nines.alerts.lifecycle.PageFacts;
import dev.nines.alerts.lifecycle.PageTemplates;
import dev.nines.alerts.store.ImpatientAlertStore;
import dev.nines.alerts.store.SqliteAlertStore;
import dev.nines.collector.gateway.config.GatewayConfig;
import dev.nines.collector.gateway.config.Secrets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Predicate;

/// Puts alerting together as the configuration wants it.
final class AlertAssembly {
  private static final Duration LOAD_PATIENCE = Duration.ofSeconds(15);
  private static final Duration SAVE_PATIENCE = Duration.ofSeconds(2);

  private AlertAssembly() {}

  /// Who is told. Nothing is connected yet.
  static AlertDelivery delivery(GatewayConfig config, InstantSource clock) {
    return new AlertDelivery(
        config.alertmanagers().stream()
            .map(each -> new AlertmanagerTarget(each.url(), Secrets.credentials(each.login())))
            .toList(),
        DeliverySettings.every(config.evaluationInterval()),
        clock);
  }

  /// What fires, kept in the storage folder.
  ///
  /// @param undecided whether nobody can say yet if conditions of an alert's name hold
  /// @param maintenance which promises are excluded now
  static AlertLifecycle lifecycle(
      GatewayConfig config, Storage storage, Predicate<String> undecided, Maintenance maintenance) {
    return new AlertLifecycle(
        new ImpatientAlertStore(
            new SqliteAlertStore(storage.alerts()), LOAD_PATIENCE, SAVE_PATIENCE),
        settings(config),
        (_, _) -> PageFacts.NONE,
        maintenance,
        undecided);
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
