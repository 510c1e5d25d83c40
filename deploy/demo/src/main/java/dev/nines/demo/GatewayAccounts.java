package dev.nines.demo;

import dev.nines.collector.mariadb.IsolationSettings;
import dev.nines.collector.mariadb.MariaDbGrants;
import dev.nines.collector.mariadb.MariaDbTarget;
import dev.nines.demo.saas.DatabaseAddress;
import dev.nines.demo.saas.Provisioning;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The two database users that the gateway gets, with no more rights than it needs: one measures
/// statements, one reads the table of tenants.
final class GatewayAccounts {

  /// Who measures.
  static final String MEASURING = "nines";

  /// Who reads the tenants.
  static final String CONTROL = "nines_control";

  /// The demo's tenants keep no table of migrations.
  private static final IsolationSettings ISOLATION =
      new IsolationSettings(
          Duration.ofMinutes(1), Set.of(), Set.of(), "", Duration.ofMinutes(15), Optional.empty());

  private GatewayAccounts() {}

  static void create(
      Provisioning provisioning,
      DatabaseAddress address,
      String measuringPassword,
      String controlPassword)
      throws SQLException {
    var target = MariaDbTarget.of("demo", address.jdbcUrl(), MEASURING, () -> measuringPassword);
    String sql =
        MariaDbGrants.sql(target, address.clientHost(), measuringPassword)
            + MariaDbGrants.isolationSql(target, address.clientHost(), ISOLATION, List.of());
    provisioning.recreate(
        MEASURING,
        List.of(sql.strip().split(";\n?", -1)).stream().filter(s -> !s.isBlank()).toList());
    String account = address.account(CONTROL);
    provisioning.recreate(
        CONTROL,
        List.of(
            "CREATE USER %s IDENTIFIED BY '%s' WITH MAX_USER_CONNECTIONS 3"
                .formatted(account, controlPassword),
            // the tenants, and what the packs 'business' and 'cost' ask
            "GRANT SELECT ON `%s`.* TO %s"
                .formatted(Provisioning.CONTROL_SCHEMA.replace("_", "\\_"), account)));
  }
}
