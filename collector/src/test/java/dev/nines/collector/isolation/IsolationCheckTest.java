package dev.nines.collector.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.collector.isolation.ServerFacts.Account;
import dev.nines.collector.isolation.ServerFacts.Grant;
import dev.nines.collector.isolation.ServerFacts.Proxy;
import dev.nines.collector.isolation.ServerFacts.StoredCode;
import dev.nines.slo.model.TenantId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IsolationCheckTest {
  private static final Layout LAYOUT =
      new Layout(List.of(home("acme"), home("Acme"), home("t1")), Set.of("dba"), Set.of("shared"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT * FROM t1.orders",
        "SELECT * FROM `t1` . `orders`",
        "SELECT * FROM \"t1\".\"orders\"",
        "SELECT 'it''s' AS a, x FROM t1.orders -- it's",
        "SELECT \"it's\", x FROM t1.orders WHERE a = 'b'",
        "SELECT * FROM /*!50000 t1.orders */",
        "PREPARE s FROM 'SELECT * FROM t1.orders'",
        "SELECT 1 --t1.orders",
        "SELECT * FROM Acme.orders",
      })
  void codeThatNamesAnotherTenantsSchemaIsFound(String body) {
    assertThat(found(body, true))
        .singleElement()
        .extracting(Finding::kind)
        .isEqualTo(Finding.Kind.DEFINER_CODE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT * FROM acme.orders",
        "/* of t1.orders */ SELECT * FROM orders -- and t1.orders",
        "SELECT 'somebody@t1.example.com' FROM orders # t1.orders",
        "SELECT 'a\\'t1.b' FROM orders",
      })
  void whatStandsInCommentsAndStringsIsNoCode(String body) {
    assertThat(found(body, true)).isEmpty();
  }

  @Test
  void namesInAnotherCaseAreThoseOfOneSchemaWhereTheServerSaysSo() {
    assertThat(found("SELECT * FROM ACME.orders", false)).isEmpty();
    assertThat(found("SELECT * FROM T1.orders", false)).hasSize(1);
  }

  @Test
  void codeForAllMayNotReadATenant() {
    assertThat(found("shared", "SELECT * FROM t1.orders", true))
        .singleElement()
        .extracting(Finding::object)
        .isEqualTo("t1");
    assertThat(found("shared", "SELECT * FROM control.plans", true)).isEmpty();
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource({
    "'', INSERT, 1",
    "'', SELECT, 0",
    "table global_priv, UPDATE, 1",
    "table mariadb_backup_history, INSERT, 0",
  })
  void whoWritesTheTablesOfRightsReachesEveryTenant(String object, String privilege, int findings) {
    var grant = new Grant("deploy", "%", "mysql", object, Set.of(privilege));
    assertThat(IsolationCheck.findings(facts(List.of(grant), List.of(), true), LAYOUT))
        .hasSize(findings);
  }

  @ParameterizedTest(name = "{0} as {1}: {2}")
  @CsvSource({
    "acme,   t1,     1",
    "acme,   '',     1",
    "deploy, root,   1",
    "'',     t1,     1",
    "acme,   acme,   0",
    "deploy, report, 0",
    "dba,    t1,     0",
  })
  void whoMayActAsATenantIsFound(String user, String asUser, int findings) {
    ServerFacts without = facts(List.of(), List.of(), true);
    var facts =
        new ServerFacts(
            without.schemas(),
            without.accounts(),
            without.grants(),
            without.names(),
            without.memberships(),
            List.of(new Proxy(user, "%", asUser, "%")),
            without.code(),
            without.foreignKeys(),
            without.tables(),
            without.migrations());
    assertThat(IsolationCheck.findings(facts, LAYOUT)).hasSize(findings);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "table a b          | REVOKE EXECUTE ON `t1`.`a b` FROM 'acme'@'%';",
        "procedure p        | REVOKE EXECUTE ON procedure `t1`.`p` FROM 'acme'@'%';",
        "package p          | REVOKE EXECUTE ON package `t1`.`p` FROM 'acme'@'%';",
        "package body p     | REVOKE EXECUTE ON package body `t1`.`p` FROM 'acme'@'%';",
      })
  void theRemedyNamesWhatWasGranted(String object, String remedy) {
    var grant = new Grant("acme", "%", "t1", object, Set.of("EXECUTE"));
    var facts = facts(List.of(grant), List.of(), true);
    assertThat(IsolationCheck.findings(facts, LAYOUT))
        .singleElement()
        .extracting(Finding::remedy)
        .isEqualTo(remedy);
  }

  private static List<Finding> found(String body, boolean caseMatters) {
    return found("acme", body, caseMatters);
  }

  private static List<Finding> found(String schema, String body, boolean caseMatters) {
    var code = new StoredCode(schema, "p", "PROCEDURE", "root@localhost", true, Optional.of(body));
    return IsolationCheck.findings(facts(List.of(), List.of(code), caseMatters), LAYOUT);
  }

  private static ServerFacts facts(List<Grant> grants, List<StoredCode> code, boolean caseMatters) {
    return new ServerFacts(
        Set.of("acme", caseMatters ? "Acme" : "b", "t1", "shared", "control", "mysql"),
        List.of(
            new Account("acme", "%", false, Set.of()), new Account("deploy", "%", false, Set.of())),
        grants,
        new SchemaNames(true, caseMatters),
        List.of(),
        List.of(),
        code,
        List.of(),
        Map.of(),
        Map.of());
  }

  private static Layout.Home home(String name) {
    return new Layout.Home(new TenantId(name), Optional.of(name), Optional.of(name));
  }
}
