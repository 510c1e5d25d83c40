package dev.nines.collector.mariadb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.collector.source.SourceException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class SqlFailuresTest {
  private static final MariaDbTarget TARGET =
      MariaDbTarget.of("db1", "jdbc:mariadb://db1:3306/", "nines", () -> "");

  /// A MySQL of 5.6 answers so to the first thing that the gateway sets (its manual, error 1193).
  @Test
  void aServerOfNeitherFamilyIsRefusedWithARemedy() {
    var unknown = new SQLException("Unknown system variable 'max_execution_time'", "HY000", 1193);

    SourceException explained = SqlFailures.explain(unknown, TARGET);

    assertThat(explained.meaning()).isEqualTo(SourceException.Meaning.PARTIAL);
    assertThat(explained.reason()).contains("neither a MariaDB nor a MySQL", "Remedy: ");
  }

  @Test
  void aPasswordThatMayNotTravelInTheClearIsAQuestionOfTheAddress() {
    var noKey = new SQLException("RSA public key is not available client side", "S1009", 0);

    SourceException explained = SqlFailures.explain(noKey, TARGET);

    assertThat(explained.meaning()).isEqualTo(SourceException.Meaning.PARTIAL);
    assertThat(explained.reason()).contains("Remedy: add ?sslMode=verify-full");
  }
}
