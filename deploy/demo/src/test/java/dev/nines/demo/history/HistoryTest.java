package dev.nines.demo.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.demo.saas.DemoTenant;
import dev.nines.slo.ledger.FileStorage;
import dev.nines.slo.ledger.Ledger;
import dev.nines.slo.ledger.LedgerOptions;
import dev.nines.slo.ledger.SeriesKey;
import dev.nines.slo.model.LatencyDelta;
import dev.nines.slo.model.Minute;
import dev.nines.slo.model.Objective;
import dev.nines.slo.model.TenantId;
import dev.nines.slo.spec.SpecReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {

  /// A Wednesday.
  private static final Instant NOW = Instant.parse("2026-03-18T09:30:20Z");

  private static final Instant LAST_WEEK = Instant.parse("2026-03-09T00:00:00Z");
  private static final Instant THIS_WEEK = Instant.parse("2026-03-16T00:00:00Z");
  private static final List<Objective> OBJECTIVES =
      SpecReader.read(List.of("saas-core", "api"), List.of(), SpecReader.References.MUST_RESOLVE)
          .objectives();

  @TempDir private static Path folder;
  private static Ledger ledger;

  @BeforeAll
  static void write() throws IOException {
    assertThat(History.write(folder, LedgerOptions.DEFAULTS, OBJECTIVES, DemoTenant.all(), NOW))
        .isTrue();
    ledger = Ledger.open(FileStorage.open(folder), LedgerOptions.DEFAULTS);
  }

  @AfterAll
  static void close() throws IOException {
    ledger.close();
  }

  @Test
  void everyPromiseOfEveryTenantHasAPast() {
    assertThat(ledger.catalog()).hasSize(OBJECTIVES.size() * DemoTenant.all().size());
    assertThat(ledger.damages()).isEmpty();
  }

  @Test
  void lastWeekIsWholeButForTheGap() {
    List<Minute> week = minutes("tenant-availability", "meridian", LAST_WEEK, THIS_WEEK);

    assertThat(week.stream().filter(minute -> !minute.observed())).hasSize(14);
    assertThat(week.stream().mapToLong(Minute::bad).sum()).isZero();
  }

  @Test
  void northwindWasDownForTwelveMinutes() {
    List<Minute> week = minutes("tenant-availability", "northwind", LAST_WEEK, THIS_WEEK);

    assertThat(week.stream().filter(minute -> minute.bad() > 0))
        .hasSize(12)
        .allSatisfy(minute -> assertThat(minute.good()).isZero());
    assertThat(
            minutes("tenant-query-latency", "northwind", LAST_WEEK, THIS_WEEK).stream()
                .filter(minute -> minute.observed() && minute.total() == 0))
        .hasSize(12);
  }

  @Test
  void aTrialHasNoPastBeforeItCame() {
    Instant came = NOW.minusSeconds(3 * 86_400);

    assertThat(minutes("tenant-availability", "nimbus", came.minusSeconds(3600), came))
        .noneMatch(Minute::observed);
    assertThat(minutes("tenant-availability", "nimbus", came, came.plusSeconds(3600)))
        .allMatch(Minute::observed);
  }

  @Test
  void thePastEndsWhereThePresentBegins() {
    List<Minute> lately =
        minutes("api-mobile-latency", "aurora", NOW.minusSeconds(600), NOW.plusSeconds(60));

    assertThat(lately.stream().filter(Minute::observed).count()).isBetween(7L, 10L);
  }

  @Test
  void statementsHaveDurations() {
    long hour = LAST_WEEK.getEpochSecond() / 3600 + 30;

    assertThat(
            ledger.latencies(new TenantId("meridian"), LatencyDelta.QUERY, hour, hour + 1).values())
        .singleElement()
        .satisfies(
            durations ->
                assertThat(durations.quantileSeconds(0.95).orElseThrow()).isBetween(0.001, 0.05));
  }

  @Test
  void aLedgerThatHoldsSomethingIsLeftAlone(@TempDir Path other) throws IOException {
    List<DemoTenant> one = DemoTenant.all().subList(0, 1);
    History.write(other, LedgerOptions.DEFAULTS, OBJECTIVES, one, NOW);

    assertThat(
            History.write(other, LedgerOptions.DEFAULTS, OBJECTIVES, one, NOW.plusSeconds(86_400)))
        .isFalse();
  }

  private static List<Minute> minutes(String slo, String tenant, Instant from, Instant to) {
    Objective objective =
        OBJECTIVES.stream().filter(each -> each.slo().equals(slo)).findFirst().orElseThrow();
    int series =
        ledger.find(new SeriesKey(slo, objective.generation(), new TenantId(tenant))).orElseThrow();
    return ledger.read(
        series, from.getEpochSecond() / 60, to.getEpochSecond() / 60, NOW.plusSeconds(300));
  }
}
