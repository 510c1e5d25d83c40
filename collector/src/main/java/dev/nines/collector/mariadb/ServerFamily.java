package dev.nines.collector.mariadb;

import dev.nines.collector.database.ServerConnection;
import dev.nines.collector.source.SourceException;
import java.sql.SQLException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which of the two families a server is of. They answer to the same protocol and hold most facts
/// in the same tables; each class that asks for one of the others says so by a choice of this.
enum ServerFamily {
  /// MariaDB 10.6 and later.
  MARIADB,
  /// MySQL 8.0.28 and later, and servers built from it.
  MYSQL;

  private static final Pattern NUMBERS = Pattern.compile("(\\d+)\\.(\\d+)\\.(\\d+).*");

  /// From this version on waiting for a lock is part of what is compared with `long_query_time`.
  private static final int OLDEST_MYSQL = 8_00_28;

  /// Of a server that is connected.
  ///
  /// @throws SourceException if it is a MySQL too old to be read
  static ServerFamily of(ServerConnection server) throws SQLException, SourceException {
    return ofVersion(server.query("SELECT VERSION()", row -> row.next() ? row.getString(1) : ""));
  }

  /// @param version as `VERSION()` gives it: `10.11.6-MariaDB-0+deb12u1`, `8.4.3`
  static ServerFamily ofVersion(String version) throws SourceException {
    if (version.toLowerCase(Locale.ROOT).contains("mariadb")) {
      return MARIADB;
    }
    Matcher numbers = NUMBERS.matcher(version);
    if (!numbers.matches() || number(numbers) < OLDEST_MYSQL) {
      throw SourceException.partial(
          Guard.withRemedy(
              "the server is a MySQL %s, which is not read".formatted(version),
              "upgrade it to MySQL 8.0.28 or later, or send the applications' spans by OTLP"
                  + " instead (docs/otlp.md)"));
    }
    return MYSQL;
  }

  private static int number(Matcher numbers) {
    return Integer.parseInt(numbers.group(1)) * 1_00_00
        + Integer.parseInt(numbers.group(2)) * 1_00
        + Integer.parseInt(numbers.group(3));
  }
}
