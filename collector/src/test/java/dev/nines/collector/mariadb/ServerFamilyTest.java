package dev.nines.collector.mariadb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nines.collector.source.SourceException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerFamilyTest {

  @ParameterizedTest
  @CsvSource({
    "10.6.18-MariaDB, MARIADB",
    "10.11.6-MariaDB-0+deb12u1, MARIADB",
    "5.5.5-11.8.2-MariaDB-1, MARIADB",
    "8.0.28, MYSQL",
    "8.0.40-0ubuntu0.24.04.1, MYSQL",
    "8.0.36-28, MYSQL",
    "8.4.3, MYSQL",
    "9.7.4-2, MYSQL",
  })
  void theVersionTellsTheFamily(String version, ServerFamily family) throws SourceException {
    assertThat(ServerFamily.ofVersion(version)).isEqualTo(family);
  }

  @ParameterizedTest
  @ValueSource(strings = {"5.7.44", "8.0.27", "", "something else"})
  void anOlderMySqlIsRefusedByNameWithARemedy(String version) {
    assertThatThrownBy(() -> ServerFamily.ofVersion(version))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("MySQL " + version)
        .hasMessageContaining("Remedy: upgrade it to MySQL 8.0.28");
  }
}
