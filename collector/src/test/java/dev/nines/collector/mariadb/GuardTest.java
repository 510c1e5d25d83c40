package dev.nines.collector.mariadb;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GuardTest {
  private static final Duration THRESHOLD = Duration.ofMillis(100);
  private static final Settings RIGHT =
      new Settings(ServerFamily.MARIADB, "db1/3306/1", true, true, 0.1, 0, false, false, false, 1);
  private static final Status NOTHING_LOST = new Status(100, 100, 0, 0, 0, 0);

  @Test
  void aServerSetUpByTheFragmentPasses() {
    assertThat(Guard.problem(RIGHT, NOTHING_LOST, THRESHOLD)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("broken")
  void everyBrokenAssumptionIsNamedWithARemedy(Settings settings, Status status, String named) {
    assertThat(Guard.problem(settings, status, THRESHOLD))
        .hasValueSatisfying(reason -> assertThat(reason).contains(named).contains("Remedy: "));
  }

  static Stream<Arguments> broken() {
    return Stream.of(
        Arguments.of(
            new Settings(
                ServerFamily.MARIADB, "db1/3306/1", false, true, 0.1, 0, false, false, false, 1),
            NOTHING_LOST,
            "performance_schema is off"),
        Arguments.of(
            new Settings(
                ServerFamily.MARIADB, "db1/3306/1", true, false, 0.1, 0, false, false, false, 1),
            NOTHING_LOST,
            "userstat"),
        Arguments.of(
            new Settings(
                ServerFamily.MARIADB, "db1/3306/1", true, true, 0.2, 0, false, false, false, 1),
            NOTHING_LOST,
            "long_query_time is 0.2 s, but the threshold is 0.1 s"),
        Arguments.of(
            new Settings(
                ServerFamily.MARIADB, "db1/3306/1", true, true, 0.1, 5, false, false, false, 1),
            NOTHING_LOST,
            "min_examined_row_limit is 5"),
        Arguments.of(
            new Settings(
                ServerFamily.MARIADB, "db1/3306/1", true, true, 0.1, 0, true, false, false, 1),
            NOTHING_LOST,
            "log_queries_not_using_indexes"),
        Arguments.of(
            new Settings(
                ServerFamily.MYSQL, "db1/3306/1", true, false, 0.1, 0, false, false, false, 1),
            NOTHING_LOST,
            "setup_instruments"),
        Arguments.of(RIGHT, new Status(100, 100, 0, 3, 0, 0), "3 users"),
        Arguments.of(RIGHT, new Status(100, 100, 0, 0, 2, 0), "2 connections"));
  }
}
