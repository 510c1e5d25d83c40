package dev.nines.collector.gateway.config;

import dev.nines.collector.gateway.config.GatewayConfig.ControlDatabase;
import dev.nines.collector.gateway.config.GatewayConfig.Tenants;
import dev.nines.slo.yaml.Field;
import dev.nines.slo.yaml.Fields;
import java.time.Duration;
import java.util.Optional;

/// `tenants`: where the customers are written down.
final class TenantsSection {
  private final Values values;

  TenantsSection(Values values) {
    this.values = values;
  }

  static Tenants none() {
    return new Tenants(Optional.empty(), Optional.empty(), Duration.ofSeconds(30));
  }

  Tenants read(Fields fields) {
    var tenants =
        new Tenants(
            values.file(fields, "file"),
            fields.optional("database").flatMap(Field::fields).map(this::controlDatabase),
            values.duration(
                fields,
                "refresh_interval",
                Duration.ofSeconds(30),
                Duration.ofSeconds(1),
                Duration.ofDays(1)));
    fields.finish();
    if (!fields.has("file") && !fields.has("database")) {
      fields.error("names no tenants", "Add 'file' or 'database' below it");
    }
    return tenants;
  }

  private ControlDatabase controlDatabase(Fields fields) {
    var database =
        new ControlDatabase(
            JdbcUrl.read(values, fields),
            ConfigReader.loginIn(values, fields),
            values.requiredText(fields, "query"));
    fields.finish();
    return database;
  }
}
