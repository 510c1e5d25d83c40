package dev.nines.collector.mariadb;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContinuityTest {
  private static final TopLevel NOT_LOOKED = new TopLevel(0, 0, Optional.empty());
  private static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");
  private static final Status HOUR_UP = status(3_600, 3_600, 40);

  private final UserSnapshot earlier = snapshot(AT, HOUR_UP, HOUR_UP, user(100, 40));

  @Test
  void growingCountersMayBeSubtracted() {
    assertThat(Continuity.problem(earlier, later(status(3_615, 3_615, 42), user(130, 42))))
        .isEmpty();
  }

  @Test
  void aShortUptimeIsARestart() {
    assertThat(Continuity.problem(earlier, later(status(7, 7, 0), user(3, 0))))
        .hasValueSatisfying(reason -> assertThat(reason).contains("restarted"));
  }

  @Test
  void aRestartIsSeenEvenWhenTheServerIsUpLongerThanBefore() {
    Status young = status(3, 3, 0);
    UserSnapshot first = snapshot(AT, young, young, user(1, 0));
    assertThat(Continuity.problem(first, later(status(9, 9, 0), user(10, 0)))).isPresent();
  }

  @Test
  void anotherServerIsSeenThoughAllItsCountersAreGreater() {
    UserSnapshot replica =
        new UserSnapshot(
            AT.plusSeconds(15),
            new Settings(
                ServerFamily.MARIADB, "db2/3306/2", true, true, 0.1, 0, false, false, false, 7),
            status(3_615, 3_615, 90),
            Map.of("shop", user(900, 90)),
            AT.plusSeconds(15).getEpochSecond(),
            NOT_LOOKED,
            status(3_615, 3_615, 90));
    assertThat(Continuity.problem(earlier, replica))
        .hasValueSatisfying(reason -> assertThat(reason).contains("another server"));
  }

  @Test
  void aServerOfTheSameNameThatHasBeenUpForLongerIsAnotherOne() {
    assertThat(Continuity.problem(earlier, later(status(9_000, 9_000, 42), user(130, 42))))
        .hasValueSatisfying(reason -> assertThat(reason).contains("another server"));
  }

  @Test
  void aClockOfOursThatWasSetBackMakesNoOtherServer() {
    UserSnapshot ahead =
        new UserSnapshot(
            AT.plusSeconds(100),
            settings(false),
            HOUR_UP,
            Map.of("shop", user(100, 40)),
            AT.getEpochSecond(),
            NOT_LOOKED,
            HOUR_UP);
    assertThat(Continuity.problem(ahead, later(status(3_602, 3_602, 42), user(130, 42)))).isEmpty();
  }

  @Test
  void aFlushIsSeenEvenWithoutADecrease() {
    UserSnapshot idle = snapshot(AT, HOUR_UP, HOUR_UP, user(100, 0));
    assertThat(Continuity.problem(idle, later(status(3_615, 4, 40), user(130, 0))))
        .hasValueSatisfying(reason -> assertThat(reason).contains("FLUSH STATUS"));
  }

  @Test
  void aCounterThatFellNamesItsUser() {
    assertThat(Continuity.problem(earlier, later(status(3_615, 3_615, 40), user(99, 40))))
        .hasValueSatisfying(reason -> assertThat(reason).contains("user shop"));
  }

  @Test
  void aUserThatPerformanceSchemaForgotIsSeen() {
    UserSnapshot forgotten =
        later(status(3_615, 3_615, 40), new UserCounters(130, 130, 2, 40, false));
    assertThat(Continuity.problem(earlier, forgotten)).isPresent();
  }

  @Test
  void slowStatementsMissingInTheCountsByUserAreSeen() {
    assertThat(Continuity.problem(earlier, later(status(3_615, 3_615, 43), user(130, 41))))
        .hasValueSatisfying(reason -> assertThat(reason).contains("2 slow statements"));
  }

  @Test
  void slowStatementsOfEventsBelongToNobody() {
    UserSnapshot withEvents =
        new UserSnapshot(
            AT.plusSeconds(15),
            settings(true),
            status(3_615, 3_615, 43),
            Map.of("shop", user(130, 41)),
            AT.plusSeconds(15).getEpochSecond(),
            NOT_LOOKED,
            status(3_615, 3_615, 43));
    assertThat(Continuity.problem(earlier, withEvents)).isEmpty();
    assertThat(Continuity.slowOfNobody(earlier, withEvents)).isEqualTo(2);
  }

  /// By user, and of all together before and after that.
  @ParameterizedTest
  @CsvSource({
    "20, 120, 125, false",
    "20, 118, 121, false",
    "10, 120, 125, true",
    "30, 120, 125, true",
  })
  void totalsOfAMySqlThatDoNotMatchThoseOfAllWereSetBack(
      long byUser, long allBefore, long allAfter, boolean broken) {
    UserSnapshot first = mySql(AT, user(100, 40), 100, 101);
    UserSnapshot second = mySql(AT.plusSeconds(15), user(100 + byUser, 40), allBefore, allAfter);
    assertThat(Continuity.problem(first, second).isPresent()).isEqualTo(broken);
  }

  private static UserSnapshot mySql(Instant at, UserCounters shop, long before, long after) {
    long uptime = 3_600 + at.getEpochSecond() - AT.getEpochSecond();
    return new UserSnapshot(
        at,
        new Settings(ServerFamily.MYSQL, "db1/3306/1", true, true, 0.1, 0, false, false, true, 7),
        status(uptime, uptime, 40),
        Map.of("shop", shop),
        at.getEpochSecond(),
        new TopLevel(before, after, Optional.empty()),
        status(uptime, uptime, 40));
  }

  private static UserSnapshot later(Status status, UserCounters shop) {
    return snapshot(AT.plusSeconds(15), status, status, shop);
  }

  private static UserSnapshot snapshot(Instant at, Status before, Status after, UserCounters shop) {
    return new UserSnapshot(
        at, settings(false), before, Map.of("shop", shop), at.getEpochSecond(), NOT_LOOKED, after);
  }

  private static Settings settings(boolean runsEvents) {
    return new Settings(
        ServerFamily.MARIADB, "db1/3306/1", true, true, 0.1, 0, false, false, runsEvents, 7);
  }

  private static Status status(long uptime, long sinceFlush, long slow) {
    return new Status(uptime, sinceFlush, slow, 0, 0, 0);
  }

  private static UserCounters user(long statements, long slow) {
    return new UserCounters(statements, statements, 2, slow, true);
  }
}
