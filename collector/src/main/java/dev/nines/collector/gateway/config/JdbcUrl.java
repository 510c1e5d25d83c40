package dev.nines.collector.gateway.config;

import dev.nines.slo.yaml.Field;
import dev.nines.slo.yaml.Fields;
import java.util.Optional;

/// The field `url` of a MariaDB server.
final class JdbcUrl {
  private static final String SCHEME = "jdbc:mariadb:";

  private JdbcUrl() {}

  static String read(Values values, Fields fields) {
    Optional<Field> field = fields.required("url");
    Optional<String> url = field.flatMap(values::text);
    if (url.isPresent() && !url.get().startsWith(SCHEME)) {
      field
          .orElseThrow()
          .error("is not a MariaDB address", "Write it like jdbc:mariadb://db1:3306/control");
    }
    if (url.isPresent() && url.get().matches("(?i).*[?&](user|password)=.*")) {
      field
          .orElseThrow()
          .error(
              "carries credentials", "Write them as username and password_file, outside the URL");
    }
    return url.orElse(SCHEME);
  }
}
