package dev.nines.collector.mariadb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.collector.isolation.SchemaNames;
import dev.nines.collector.isolation.ServerFacts;
import dev.nines.collector.isolation.ServerFacts.Account;
import dev.nines.collector.isolation.ServerFacts.Grant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MySqlRightsTest {
  private static final MySqlRights.Name REPORT = new MySqlRights.Name("report", "%");

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "reader;                      reader",
        "`reader`@`%`,writer;         reader writer",
        "'reader'@'10.%', writer@h;   reader writer",
        "`a@b`@`%`;                   a@b",
      })
  void mandatoryRolesAreReadByName(String listed, String names) {
    assertThat(String.join(" ", MySqlRights.roles(listed))).isEqualTo(names);
  }

  @Test
  void withoutMandatoryRolesThereIsNone() {
    assertThat(MySqlRights.roles("")).isEmpty();
  }

  @Test
  void aPrivilegeThatWasTakenBackSomewhereIsOneOnTheOtherSchemas() {
    var rights =
        new MySqlRights(
            Map.of(REPORT, Set.of("BACKUP_ADMIN")),
            List.of(),
            true,
            Map.of(REPORT, Map.of("SELECT", Set.of("t_1"), "INSERT", Set.of("t_1", "t_2"))));
    ServerFacts facts = rights.addedTo(facts(Set.of("SELECT", "PROCESS")));
    assertThat(facts.accounts())
        .containsExactly(new Account("report", "%", false, Set.of("PROCESS", "BACKUP_ADMIN")));
    assertThat(facts.grants())
        .containsExactly(new Grant("report", "%", "t_2", "", Set.of("SELECT")));
    assertThat(facts.names().wildcards()).isFalse();
  }

  @Test
  void withoutPartialRevokesNothingIsChangedButWhatIsDynamic() {
    var rights = new MySqlRights(Map.of(), List.of(), false, Map.of());
    ServerFacts facts = facts(Set.of("SELECT"));
    assertThat(rights.addedTo(facts)).isEqualTo(facts);
  }

  private static ServerFacts facts(Set<String> privileges) {
    return new ServerFacts(
        Set.of("t_1", "t_2"),
        List.of(new Account("report", "%", false, privileges)),
        List.of(),
        new SchemaNames(true, true),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Map.of(),
        Map.of());
  }
}
