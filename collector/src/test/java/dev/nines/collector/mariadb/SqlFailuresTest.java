package dev.nines.collector.mariadb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.collector.source.SourceException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class SqlFailuresTest {
  private static final MariaDbTarget TARGET =
      MariaDbTarget.of("db1", "jdbc:mariadb://db1:3306/", "nines", () -> "");

  /// MySQL 8.0 answers so to the first thing that the gateway sets (its manual, error 1193).
  @Test
  void aMySqlIsCalledByItsName() {
    var unknown = new SQLException("Unknown system variable 'max_statement_time'", "HY000", 1193);

    SourceException explained = SqlFailures.explain(unknown, TARGET);

    assertThat(explained.meaning()).isEqualTo(SourceException.Meaning.PARTIAL);
    assertThat(explained.reason()).contains("no MariaDB", "Remedy: MySQL");
  }
}
