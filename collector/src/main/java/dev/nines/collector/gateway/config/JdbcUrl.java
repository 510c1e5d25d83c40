package dev.nines.collector.gateway.config;

import dev.nines.slo.yaml.Field;
import dev.nines.slo.yaml.Fields;
import java.util.Optional;

/// The field `url` of a database server.
final class JdbcUrl {
  private static final String MARIADB = "jdbc:mariadb:";
  private static final String POSTGRES = "jdbc:postgresql:";

  private JdbcUrl() {}

  /// Of a MariaDB server.
  static String read(Values values, Fields fields) {
    return read(
        values, fields, MARIADB, "is not a MariaDB address", "jdbc:mariadb://db1:3306/control");
  }

  /// Of a PostgreSQL server.
  static String ofPostgres(Values values, Fields fields) {
    return read(
        values, fields, POSTGRES, "is not a PostgreSQL address", "jdbc:postgresql://pg1:5432/saas");
  }

  private static String read(
      Values values, Fields fields, String scheme, String complaint, String example) {
    Optional<Field> field = fields.required("url");
    Optional<String> url = field.flatMap(values::text);
    if (url.isPresent() && !url.get().startsWith(scheme)) {
      field.orElseThrow().error(complaint, "Write it like " + example);
    }
    if (url.isPresent() && url.get().matches("(?i).*[?&](user|password)=.*")) {
      field
          .orElseThrow()
          .error(
              "carries credentials", "Write them as username and password_file, outside the URL");
    }
    return url.orElse(scheme);
  }
}
