package dev.nines.collector.gateway.config;

import dev.nines.collector.database.ReadOnlySession;
import dev.nines.collector.mariadb.IsolationSettings;
import dev.nines.collector.mariadb.NeighbourSettings;
import dev.nines.collector.mariadb.TenantPasswords;
import dev.nines.slo.yaml.Field;
import dev.nines.slo.yaml.Fields;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// The sections that say what of a SaaS is watched besides its statements and requests.
final class WatchSections {
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration PASSWORD_QUERY = Duration.ofSeconds(2);

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
            migrationTable(fields, defaults.migrationTable()),
            values.duration(fields, "drift_grace", defaults.driftGrace(), Duration.ZERO, DAY),
            fields.optional("neighbours").flatMap(Field::fields).flatMap(this::neighbours));
    fields.finish();
    return settings;
  }

  /// An empty name is a choice here: no migrations are compared.
  private String migrationTable(Fields fields, String fallback) {
    Optional<Field> field = fields.optional("migration_table");
    boolean none = field.flatMap(Field::anyText).filter(String::isEmpty).isPresent();
    return none ? "" : field.flatMap(values::text).orElse(fallback);
  }

  private Optional<NeighbourSettings> neighbours(Fields fields) {
    Duration interval =
        values.duration(
            fields,
            "interval",
            NeighbourSettings.DEFAULT_INTERVAL,
            Duration.ofSeconds(1),
            Duration.ofHours(1));
    int attempts =
        Math.toIntExact(
            values.whole(fields, "attempts", NeighbourSettings.DEFAULT_ATTEMPTS, 1, 60));
    Optional<TenantPasswords> inFiles =
        fields.optional("password_files").flatMap(this::passwordFiles);
    Optional<TenantPasswords> byQuery =
        fields.optional("passwords").flatMap(Field::fields).map(this::passwordQuery);
    if (inFiles.isPresent() == byQuery.isPresent()) {
      fields.error(
          "must say once where the tenants' passwords are",
          "Write either password_files: folder/{tenant.id}, or passwords with url, username,"
              + " password_file and query");
    }
    fields.finish();
    return inFiles.or(() -> byQuery).map(from -> new NeighbourSettings(from, interval, attempts));
  }

  private Optional<TenantPasswords> passwordFiles(Field field) {
    Optional<Path> template = values.pattern(field);
    if (template.isPresent() && !template.get().toString().contains(TenantPasswords.PLACEHOLDER)) {
      field.error(
          "has no " + TenantPasswords.PLACEHOLDER, "Write it like tenants/{tenant.id}.password");
    }
    return template.map(TenantPasswords.InFiles::new);
  }

  private TenantPasswords passwordQuery(Fields fields) {
    String url = JdbcUrl.read(values, fields);
    GatewayConfig.Login login = ConfigReader.loginIn(values, fields);
    Optional<Field> field = fields.required("query");
    String query = field.flatMap(values::text).orElse("SELECT ?");
    if (query.chars().filter(character -> character == '?').count() != 1) {
      field.ifPresent(
          each ->
              each.error(
                  "must have one '?', which stands for the tenant's id",
                  "Write it like SELECT db_password FROM tenants WHERE id = ?"));
    }
    fields.finish();
    return new TenantPasswords.ByQuery(
        new ReadOnlySession(
            url, login.username(), Secrets.password(login), PASSWORD_QUERY, "nines-isolation"),
        query);
  }
}
