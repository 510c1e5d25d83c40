package dev.nines.collector.mariadb;

import java.util.stream.Stream;

/// A way from one tenant to another that a test opens on a server of [IsolationCases].
///
/// @param kind of the finding that it must make
/// @param subject of the finding
/// @param object of the finding
/// @param plant SQL that opens it
/// @param clean SQL that removes what the remedy leaves behind
/// @param remedyIsSql whether the finding's remedy closes it when it is run
record PlantedLeak(
    String name,
    String kind,
    String subject,
    String object,
    String plant,
    String clean,
    boolean remedyIsSql) {

  static Stream<PlantedLeak> ofMariaDb() {
    return Stream.concat(
        ofBoth(),
        Stream.of(
            new PlantedLeak(
                "a grant that every user has",
                "foreign_grant",
                "every user (PUBLIC)",
                "tenant_003",
                "GRANT SELECT ON `tenant\\_003`.* TO PUBLIC",
                "",
                true),
            new PlantedLeak(
                "a privilege that mysql.user has no column for",
                "global_privilege",
                "app_001@10.%|127.0.0.1",
                "every tenant",
                "GRANT SET USER ON *.* TO app_001@'10.%'",
                "",
                true),
            new PlantedLeak(
                "a routine that builds its statements",
                "definer_code",
                "procedure tenant_001.peek",
                "other schemas",
                "CREATE PROCEDURE tenant_001.peek(s TEXT) EXECUTE IMMEDIATE s",
                "DROP PROCEDURE tenant_001.peek",
                true)));
  }

  static Stream<PlantedLeak> ofMySql() {
    return Stream.concat(
        ofBoth(),
        Stream.of(
            new PlantedLeak(
                "a role that every user has",
                "foreign_grant",
                "every user (PUBLIC)",
                "tenant_003",
                "CREATE ROLE reader; GRANT SELECT ON `tenant\\_003`.* TO reader; SET GLOBAL"
                    + " mandatory_roles = '`reader`@`%`,missing'",
                "SET GLOBAL mandatory_roles = ''; DROP ROLE reader",
                true),
            new PlantedLeak(
                "a tenant's dynamic privilege",
                "global_privilege",
                "app_001@10.%|127.0.0.1",
                "every tenant",
                "GRANT ROLE_ADMIN ON *.* TO app_001@'10.%'",
                "",
                true),
            new PlantedLeak(
                "an unknown account that runs code as anybody",
                "global_privilege",
                "deploy@%",
                "every tenant",
                "CREATE USER deploy@'%'; GRANT SET_ANY_DEFINER, CONNECTION_ADMIN ON *.* TO"
                    + " deploy@'%'",
                "DROP USER deploy@'%'",
                true),
            new PlantedLeak(
                "a routine that builds its statements",
                "definer_code",
                "procedure tenant_001.peek",
                "other schemas",
                "CREATE PROCEDURE tenant_001.peek() PREPARE s FROM @text",
                "DROP PROCEDURE tenant_001.peek",
                true)));
  }

  private static Stream<PlantedLeak> ofBoth() {
    return Stream.of(
        new PlantedLeak(
            "a grant on another tenant's schema",
            "foreign_grant",
            "app_001@10.%|127.0.0.1",
            "tenant_002",
            "GRANT SELECT ON `tenant\\_002`.* TO app_001@'10.%'",
            "",
            true),
        new PlantedLeak(
            "a grant on another tenant's table",
            "foreign_grant",
            "app_001@10.%|127.0.0.1",
            "tenant_002",
            "GRANT SELECT, INSERT ON tenant_002.orders TO app_001@'10.%'",
            "",
            true),
        new PlantedLeak(
            "a grant on a column",
            "foreign_grant",
            "app_001@10.%|127.0.0.1",
            "tenant_002",
            "GRANT SELECT (id) ON tenant_002.orders TO app_001@'10.%'",
            "",
            true),
        new PlantedLeak(
            "a grant on a routine",
            "foreign_grant",
            "app_001@10.%|127.0.0.1",
            "tenant_002",
            "GRANT EXECUTE ON PROCEDURE tenant_002.count_orders TO app_001@'10.%'",
            "",
            true),
        new PlantedLeak(
            "a tenant's grant on the control database",
            "foreign_grant",
            "app_001@10.%|127.0.0.1",
            "control",
            "GRANT SELECT ON control.* TO app_001@'10.%'",
            "",
            true),
        new PlantedLeak(
            "an unescaped _ that matches a neighbour",
            "wildcard_grant",
            "app_001@10.%|127.0.0.1",
            "tenantX001",
            "CREATE DATABASE tenantX001; GRANT SELECT ON `tenant_001`.* TO app_001@'10.%'",
            "DROP DATABASE tenantX001; REVOKE SELECT ON `tenant_001`.* FROM app_001@'10.%'",
            false),
        new PlantedLeak(
            "a wildcard of an unknown account",
            "wildcard_grant",
            "evil@%",
            "tenant_001, tenant_002, tenant_003 and 97 more",
            "CREATE USER evil@'%'; GRANT SELECT ON `tenant\\_%`.* TO evil@'%'",
            "DROP USER evil@'%'",
            true),
        new PlantedLeak(
            "a role of a role",
            "foreign_grant",
            "app_001@10.%|127.0.0.1",
            "tenant_002",
            "CREATE ROLE inner_role; CREATE ROLE outer_role; GRANT SELECT ON `tenant\\_002`.* TO"
                + " inner_role; GRANT inner_role TO outer_role; GRANT outer_role TO app_001@'10.%'",
            "DROP ROLE inner_role; DROP ROLE outer_role",
            true),
        new PlantedLeak(
            "a tenant's global privilege",
            "global_privilege",
            "app_001@10.%|127.0.0.1",
            "every tenant",
            "GRANT PROCESS ON *.* TO app_001@'10.%'",
            "REVOKE PROCESS ON *.* FROM app_001@'10.%'",
            false),
        new PlantedLeak(
            "an unknown account's global privilege",
            "global_privilege",
            "report@%",
            "every tenant",
            "CREATE USER report@'%'; GRANT SELECT ON *.* TO report@'%'",
            "DROP USER report@'%'",
            true),
        new PlantedLeak(
            "a user of no tenant",
            "orphan_user",
            "app_gone@%",
            "no tenant",
            "CREATE USER app_gone@'%'",
            "",
            true),
        new PlantedLeak(
            "a view with the rights of another tenant",
            "definer_code",
            "view tenant_001.peek",
            "tenant_002",
            "CREATE DEFINER=app_002@'10.%' VIEW tenant_001.peek AS SELECT id FROM"
                + " tenant_002.orders",
            "",
            true),
        new PlantedLeak(
            "a view with an administrator's rights",
            "definer_code",
            "view tenant_001.peek",
            "other schemas",
            "CREATE VIEW tenant_001.peek AS SELECT id FROM tenant_002.orders",
            "",
            true),
        new PlantedLeak(
            "a routine that names another tenant",
            "definer_code",
            "procedure tenant_001.peek",
            "tenant_002",
            "CREATE PROCEDURE tenant_001.peek() SELECT * FROM `tenant_002`.orders",
            "DROP PROCEDURE tenant_001.peek",
            true),
        new PlantedLeak(
            "an event that copies",
            "definer_code",
            "event tenant_001.peek",
            "tenant_002",
            "CREATE EVENT tenant_001.peek ON SCHEDULE EVERY 1 DAY DO INSERT IGNORE INTO"
                + " tenant_001.customers SELECT id FROM tenant_002.orders",
            "",
            true),
        new PlantedLeak(
            "a trigger that copies",
            "definer_code",
            "trigger tenant_001.peek",
            "tenant_002",
            "CREATE TRIGGER tenant_001.peek AFTER INSERT ON tenant_001.orders FOR EACH ROW INSERT"
                + " INTO tenant_002.customers VALUES (NEW.id)",
            "",
            true),
        new PlantedLeak(
            "a proxy",
            "foreign_grant",
            "app_001@10.%",
            "tenant_002",
            "GRANT PROXY ON app_002@'10.%' TO app_001@'10.%'",
            "",
            true),
        new PlantedLeak(
            "a foreign key across schemas",
            "foreign_key",
            "tenant_001",
            "tenant_002",
            "CREATE TABLE tenant_001.peek (id INT PRIMARY KEY, FOREIGN KEY other (id) REFERENCES"
                + " tenant_002.customers (id))",
            "DROP TABLE tenant_001.peek",
            false),
        new PlantedLeak(
            "a foreign key of a schema that no file could be named as",
            "foreign_key",
            "tenant_ü-x",
            "tenant_002",
            "CREATE DATABASE `tenant_ü-x`; CREATE TABLE `tenant_ü-x`.peek (id INT PRIMARY KEY,"
                + " FOREIGN KEY other (id) REFERENCES tenant_002.customers (id))",
            "DROP DATABASE `tenant_ü-x`",
            false));
  }

  @Override
  public String toString() {
    return name;
  }
}
