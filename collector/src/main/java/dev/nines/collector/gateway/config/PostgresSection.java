package dev.nines.collector.gateway.config;

import dev.nines.collector.gateway.config.GatewayConfig.Postgres;
import dev.nines.slo.yaml.Fields;
import java.time.Duration;

/// One item of `postgres`.
final class PostgresSection {
  private final Values values;

  PostgresSection(Values values) {
    this.values = values;
  }

  Postgres read(Fields fields) {
    var server =
        new Postgres(
            values.requiredText(fields, "name"),
            JdbcUrl.ofPostgres(values, fields),
            ConfigReader.loginIn(values, fields),
            values.duration(
                fields, "threshold", Duration.ofMillis(100), Duration.ofMillis(1), Pace.TIMEOUT),
            Pace.ofDatabase(values, fields));
    fields.finish();
    return server;
  }
}
