package dev.nines.collector.mariadb;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What [MariaDbTruthIT] shows of a MariaDB, of a real MySQL: text and prepared statements,
/// procedures, triggers, waits for metadata locks and faults, against what the applications
/// counted.
@Tag("nightly")
class MySqlTruthIT {

  @ParameterizedTest
  @EnumSource(Attribution.class)
  void figuresAreRightOrAbsent(Attribution attribution) throws Exception {
    try (Bench bench = Bench.start(ServerFamily.MYSQL, 10)) {
      TruthRun.hold(bench, attribution, 16, 40, faults(attribution));
    }
  }

  private static List<String> faults(Attribution attribution) {
    return switch (attribution) {
      case USER ->
          List.of(
              "FLUSH STATUS",
              "TRUNCATE performance_schema.users",
              "TRUNCATE performance_schema.events_statements_summary_by_user_by_event_name",
              "TRUNCATE performance_schema.events_statements_summary_global_by_event_name",
              TruthRun.RESTART);
      case SCHEMA ->
          List.of(
              "TRUNCATE performance_schema.events_statements_history_long",
              "TRUNCATE performance_schema.events_statements_summary_global_by_event_name",
              TruthRun.RESTART);
    };
  }
}
