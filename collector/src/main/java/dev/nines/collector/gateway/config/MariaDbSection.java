package dev.nines.collector.gateway.config;

import dev.nines.collector.gateway.config.GatewayConfig.MariaDb;
import dev.nines.slo.yaml.Field;
import dev.nines.slo.yaml.Fields;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// One item of `mariadb`.
final class MariaDbSection {
  private static final BigDecimal DEFAULT_RING_COST_PERCENT = BigDecimal.TWO;

  private final Values values;

  MariaDbSection(Values values) {
    this.values = values;
  }

  MariaDb read(Fields fields) {
    Duration interval = Pace.ofDatabase(values, fields);
    boolean ring = values.flag(fields, "ring", true);
    BigDecimal costPercent =
        fields
            .optional("ring_cost_percent")
            .flatMap(Field::number)
            .orElse(DEFAULT_RING_COST_PERCENT);
    String mode =
        fields
            .optional("attribution")
            .flatMap(f -> f.oneOf(List.of("user", "schema")))
            .orElse("user");
    var server =
        new MariaDb(
            values.requiredText(fields, "name"),
            JdbcUrl.read(values, fields),
            ConfigReader.loginIn(values, fields),
            mode.equals("schema"),
            values.duration(
                fields, "threshold", Duration.ofMillis(100), Duration.ofMillis(1), Pace.TIMEOUT),
            interval,
            ring
                ? Optional.of(
                    values.duration(
                        fields,
                        "ring_interval",
                        Duration.ofSeconds(1),
                        Pace.SHORTEST,
                        Pace.INTERVAL))
                : Optional.empty(),
            costPercent.movePointLeft(2),
            fields
                .optional("isolation")
                .flatMap(Field::fields)
                .map(new WatchSections(values)::isolation));
    fields.finish();
    return server;
  }
}
