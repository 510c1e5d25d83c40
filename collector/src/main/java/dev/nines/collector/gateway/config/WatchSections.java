package dev.nines.collector.gateway.config;

import dev.nines.collector.mariadb.IsolationSettings;
import dev.nines.slo.yaml.Fields;
import java.time.Duration;
import java.util.Set;

/// The sections that say what of a SaaS is watched besides its statements and requests.
final class WatchSections {
  private static final Duration DAY = Duration.ofDays(1);

  private final Values values;

  WatchSections(Values values) {
    this.values = values;
  }

  IsolationSettings isolation(Fields fields) {
    IsolationSettings defaults = IsolationSettings.DEFAULT;
    var settings =
        new IsolationSettings(
            values.duration(fields, "interval", defaults.interval(), Duration.ofSeconds(1), DAY),
            Set.copyOf(values.texts(fields, "trusted_accounts")),
            Set.copyOf(values.texts(fields, "shared_schemas")),
            values.text(fields, "migration_table", defaults.migrationTable()),
            values.duration(fields, "drift_grace", defaults.driftGrace(), Duration.ZERO, DAY));
    fields.finish();
    return settings;
  }
}
