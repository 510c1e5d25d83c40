package dev.nines.collector.mariadb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.collector.database.Readings;
import dev.nines.slo.model.Observation.Reading;
import java.time.InstantSource;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("nightly")
class MySqlIsolationIT extends IsolationCases {
  MySqlIsolationIT() {
    super(ServerFamily.MYSQL);
  }

  @Override
  Stream<PlantedLeak> leaks() {
    return PlantedLeak.ofMySql();
  }

  @ParameterizedTest
  @ValueSource(strings = {"SHOW DATABASES", "SHOW VIEW", "EVENT", "SHOW_ROUTINE"})
  void whatTheServerWouldHideMakesTheReadingPartial(String privilege) throws Exception {
    server.execute("REVOKE %s ON *.* FROM nines@'127.0.0.1'".formatted(privilege));
    try {
      assertThat(Readings.read(source, START))
          .isInstanceOfSatisfying(
              Reading.Partial.class,
              partial ->
                  assertThat(partial.reason())
                      .contains("hides rights and code from who lacks " + privilege + ". Remedy"));
      assertThat(board.isUndecided("TenantIsolationBroken")).isTrue();
    } finally {
      server.execute("GRANT %s ON *.* TO nines@'127.0.0.1'".formatted(privilege));
    }
  }

  @Test
  void aRightThatIsGivenLaterIsUsedAtOnce() throws Exception {
    server.execute(
        "REVOKE EVENT ON *.* FROM nines@'127.0.0.1'; CREATE EVENT tenant_001.peek ON SCHEDULE EVERY"
            + " 1 DAY DO SELECT id FROM tenant_002.orders");
    try {
      assertThat(Readings.read(source, START)).isInstanceOf(Reading.Partial.class);
      server.execute("GRANT EVENT ON *.* TO nines@'127.0.0.1'");
      assertThat(check(START.plusSeconds(300)))
          .singleElement()
          .satisfies(alert -> assertThat(alert.labels()).containsEntry("finding", "definer_code"));
    } finally {
      server.execute("DROP EVENT tenant_001.peek; GRANT EVENT ON *.* TO nines@'127.0.0.1'");
    }
  }

  /// With `partial_revokes` a schema's name in a grant is no pattern.
  @Test
  void whatWasTakenBackOfAGlobalPrivilegeIsNotReached() throws Exception {
    server.execute(
        """
        SET GLOBAL partial_revokes = ON;
        CREATE USER report@'%'; GRANT SELECT ON *.* TO report@'%'; CREATE USER literal@'%'; GRANT SELECT ON `tenant_%`.* TO literal@'%';
        """);
    try {
      assertThat(Readings.read(source, START)).isInstanceOf(Reading.Partial.class);
      var doctor =
          new MariaDbDiagnosis(
              target, Optional.of(SETTINGS), tenants(), InstantSource.fixed(START));
      assertThat(doctor.examine())
          .singleElement()
          .satisfies(
              missing -> {
                assertThat(missing.remedy()).contains("GRANT SELECT (user_attributes)");
                server.execute(missing.remedy());
              });
      server.execute(
          IntStream.range(1, TENANTS)
              .mapToObj("REVOKE SELECT ON tenant_%03d.* FROM report@'%%'"::formatted)
              .collect(Collectors.joining(";")));
      assertThat(check(START))
          .singleElement()
          .satisfies(
              alert -> {
                assertThat(alert.labels())
                    .containsEntry("finding", "foreign_grant")
                    .containsEntry("subject", "report@%")
                    .containsEntry("object", "tenant_100");
                server.execute(alert.description().replaceFirst("(?s).*Remedy: ", ""));
              });
      assertThat(check(START.plusSeconds(300))).isEmpty();
    } finally {
      server.execute("DROP USER report@'%', literal@'%'; SET GLOBAL partial_revokes = OFF");
    }
  }
}
