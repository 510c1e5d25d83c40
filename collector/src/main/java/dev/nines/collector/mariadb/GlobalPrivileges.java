package dev.nines.collector.mariadb;

import dev.nines.collector.database.ServerConnection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;

/// What the gateway's user may do on the whole server, roles included that are active.
///
/// @param listed the privileges, as `SHOW GRANTS` names them
record GlobalPrivileges(String listed) {
  /// Ends a privilege between `GRANT` and `TO`.
  static final String SCOPE = " ON *.*";

  static GlobalPrivileges read(ServerConnection server) throws SQLException {
    return server.query("SHOW GRANTS", GlobalPrivileges::of);
  }

  private static GlobalPrivileges of(ResultSet grants) throws SQLException {
    var listed = new StringBuilder();
    while (grants.next()) {
      String grant = grants.getString(1).toUpperCase(Locale.ROOT);
      if (grant.contains(SCOPE)) {
        listed.append(grant, 0, grant.indexOf(SCOPE)).append(", ");
      }
    }
    return new GlobalPrivileges(listed.toString());
  }

  boolean has(String privilege) {
    return listed.contains("ALL PRIVILEGES") || listed.contains(privilege);
  }
}
