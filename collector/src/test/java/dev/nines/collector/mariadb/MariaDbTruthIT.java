package dev.nines.collector.mariadb;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every figure against what the applications counted themselves, over faults of every kind: text
/// and prepared statements, procedures, waits for metadata locks, `FLUSH STATUS`, truncated tables,
/// a restart.
///
/// A "minute" is a round of statements with a reading at its end. A figure that is given may be
/// wrong by a tenth of a point at most; each round with a fault must be without one, and of the
/// others nine in ten must have one.
class MariaDbTruthIT {
  /// What is done to the server in the middle of every third round, in turn.
  private static final Map<Attribution, List<String>> FAULTS =
      Map.of(
          Attribution.USER,
          List.of(
              "FLUSH /*M!110500 GLOBAL */ STATUS",
              "TRUNCATE performance_schema.status_by_user",
              "FLUSH USER_STATISTICS",
              "TRUNCATE performance_schema.events_statements_summary_by_user_by_event_name",
              TruthRun.RESTART),
          Attribution.SCHEMA,
          List.of(
              "TRUNCATE performance_schema.events_statements_history_long",
              "TRUNCATE performance_schema.events_statements_summary_global_by_event_name",
              TruthRun.RESTART));

  @ParameterizedTest
  @EnumSource(Attribution.class)
  void figuresAreRightOrAbsent(Attribution attribution) throws Exception {
    run(attribution, 10, 12, 40);
  }

  @Test
  @Tag("nightly")
  void aHundredThousandStatementsOfFiftyTenantsByUser() throws Exception {
    run(Attribution.USER, 50, 40, 60);
  }

  @Test
  @Tag("nightly")
  void aHundredThousandStatementsOfFiftyTenantsBySchema() throws Exception {
    run(Attribution.SCHEMA, 50, 40, 60);
  }

  private static void run(Attribution attribution, int tenants, int rounds, int statements)
      throws Exception {
    try (Bench bench = Bench.start(tenants)) {
      TruthRun.hold(bench, attribution, rounds, statements, FAULTS.get(attribution));
    }
  }
}
