package dev.nines.slo.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.slo.model.LatencyDelta;
import dev.nines.slo.model.LatencyHistogram;
import dev.nines.slo.model.Minute;
import dev.nines.slo.model.SampleKind;
import dev.nines.slo.model.Series;
import dev.nines.slo.model.TenantId;
import dev.nines.slo.sli.Baseline;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LedgerTest {
  private static final Instant START = Instant.parse("2026-03-02T10:00:00Z");
  private static final long MINUTE = START.getEpochSecond() / 60;
  private static final TenantId ACME = new TenantId("acme");
  private static final SeriesKey KEY = new SeriesKey("availability", "g1", ACME);

  private final SimulatedDisk disk = new SimulatedDisk(new Random(1));
  private Ledger ledger;
  private int series;

  @BeforeEach
  void open() throws IOException {
    ledger = Ledger.open(disk, LedgerOptions.DEFAULTS);
    series = ledger.seriesId(KEY);
  }

  private Commit commit(Duration at, Entry... entries) {
    return ledger.commit(new Batch(START.plus(at), List.of(entries), List.of(), List.of()));
  }

  private Entry entry(long minute, long good, long bad) {
    return new Entry(series, MINUTE + minute, 1, good, bad, 0);
  }

  private Minute read(long minute, Duration asOf) {
    return ledger.read(series, MINUTE + minute, MINUTE + minute + 1, START.plus(asOf)).getFirst();
  }

  private static Minute measured(long minute, long good, long bad) {
    return new Minute(MINUTE + minute, good, bad, 0, true);
  }

  private static Minute unmeasured(long minute) {
    return Minute.unmeasured(MINUTE + minute);
  }

  private void reopen() throws IOException {
    disk.powerCut();
    ledger = Ledger.open(disk, LedgerOptions.DEFAULTS);
  }

  @Test
  void aMinuteIsUnmeasuredUntilItsGraceIsOver() {
    commit(Duration.ofSeconds(20), entry(0, 5, 1));
    ledger.advance(START.plusSeconds(180));

    assertThat(read(0, Duration.ofMillis(179_999))).isEqualTo(unmeasured(0));
    assertThat(read(0, Duration.ofSeconds(180))).isEqualTo(measured(0, 5, 1));
  }

  @Test
  void entriesOfOneMinuteAddUp() {
    commit(Duration.ofSeconds(20), entry(0, 5, 1));
    commit(Duration.ofSeconds(40), entry(0, 7, 0));
    ledger.advance(START.plusSeconds(180));

    assertThat(read(0, Duration.ofHours(1))).isEqualTo(measured(0, 12, 1));
  }

  @Test
  void anEntryWithoutEventsMakesTheMinuteIdleAndMeasured() {
    commit(Duration.ofSeconds(20), entry(0, 0, 0));
    ledger.advance(START.plusSeconds(180));

    assertThat(read(0, Duration.ofHours(1))).isEqualTo(measured(0, 0, 0));
    assertThat(read(1, Duration.ofHours(1))).isEqualTo(unmeasured(1));
  }

  @Test
  void anEntryForAClosedMinuteCountsFromWhenItWasRecorded() {
    commit(Duration.ofSeconds(20), entry(0, 5, 1));
    ledger.advance(START.plusSeconds(200));
    commit(Duration.ofSeconds(300), entry(0, 0, 2));

    assertThat(read(0, Duration.ofMillis(299_999))).isEqualTo(measured(0, 5, 1));
    assertThat(read(0, Duration.ofSeconds(300))).isEqualTo(measured(0, 5, 3));
  }

  @Test
  void aRestatementCanMeasureAMinuteThatWasNot() {
    ledger.advance(START.plusSeconds(300));
    commit(Duration.ofSeconds(300), entry(0, 3, 0));

    assertThat(read(0, Duration.ofSeconds(299))).isEqualTo(unmeasured(0));
    assertThat(read(0, Duration.ofSeconds(300))).isEqualTo(measured(0, 3, 0));
  }

  @Test
  void sealedHoursReadTheSameAsOpenOnes() throws IOException {
    for (int minute = 0; minute < 60; minute++) {
      commit(Duration.ofSeconds(60L * minute + 30), entry(minute, minute, 1));
    }
    ledger.advance(START.plus(Duration.ofMinutes(61)));
    commit(Duration.ofMinutes(61), entry(7, 100, 0));
    Instant asOf = START.plus(Duration.ofMinutes(62));
    ledger.advance(asOf);
    List<Minute> read = ledger.read(series, MINUTE, MINUTE + 60, asOf);
    assertThat(ledger.sealedUntil()).isEqualTo(MINUTE + 60);
    assertThat(read.get(7)).isEqualTo(measured(7, 107, 1));
    assertThat(read.get(59)).isEqualTo(measured(59, 59, 1));
    assertThat(read).allMatch(Minute::observed);
    assertThat(read(7, Duration.ofMinutes(60))).isEqualTo(measured(7, 7, 1));

    reopen();

    assertThat(ledger.read(series, MINUTE, MINUTE + 60, asOf)).isEqualTo(read);
    assertThat(disk.list().stream().filter(Journal::isSegment)).hasSizeLessThanOrEqualTo(2);
    assertThat(ledger.damages()).isEmpty();
  }

  @Test
  void theJournalIsDroppedOnceItsHoursAreSealed() {
    for (int hour = 0; hour < 5; hour++) {
      commit(Duration.ofMinutes(60L * hour + 30), entry(60L * hour + 30, 1, 0));
      ledger.advance(START.plus(Duration.ofMinutes(60L * hour + 63)));
    }

    assertThat(ledger.stats().segments()).isLessThanOrEqualTo(2);
  }

  @Test
  void aClockThatStepsBackRecordsUnderTheLedgersClock() {
    commit(Duration.ofMinutes(10), entry(10, 1, 0));
    ledger.advance(START.plus(Duration.ofMinutes(15)));

    Commit late = commit(Duration.ofMinutes(2), entry(2, 4, 0));

    assertThat(late.recordedAt()).isEqualTo(START.plus(Duration.ofMinutes(15)));
    assertThat(read(2, Duration.ofMinutes(14))).isEqualTo(unmeasured(2));
    assertThat(read(2, Duration.ofMinutes(15))).isEqualTo(measured(2, 4, 0));
  }

  @Test
  void entriesThatCannotBeAreRefusedOneByOne() {
    Commit commit =
        commit(
            Duration.ZERO,
            entry(2, 1, 0),
            entry(1, 1, 0),
            entry(0, -1, 0),
            entry(-60L * 24 * 400, 1, 0),
            new Entry(series + 1, MINUTE, 1, 1, 0, 0),
            new Entry(series, MINUTE, 0, 1, 0, 0));

    assertThat(commit.accepted()).containsExactly(entry(1, 1, 0));
    assertThat(commit.refused())
        .extracting(Commit.Refusal::problem)
        .satisfiesExactly(
            future -> assertThat(future).contains("lies in the future"),
            negative -> assertThat(negative).contains("good -1"),
            old -> assertThat(old).contains("before the retention"),
            unknown -> assertThat(unknown).contains("is unknown"),
            span -> assertThat(span).contains("spans 0 minutes"));
  }

  @Test
  void intervalsAreKeptApartFromMinutes() throws IOException {
    var interval = new Entry(series, MINUTE + 9, 4, 10, 2, 1);
    commit(Duration.ofMinutes(10), interval);
    ledger.advance(START.plus(Duration.ofMinutes(20)));
    Instant asOf = START.plus(Duration.ofMinutes(20));
    var expected = new Interval(MINUTE + 6, MINUTE + 10, 10, 2, 1);

    assertThat(read(9, Duration.ofMinutes(20))).isEqualTo(unmeasured(9));
    assertThat(ledger.intervals(series, MINUTE + 6, MINUTE + 10, asOf)).containsExactly(expected);
    assertThat(ledger.intervals(series, MINUTE + 7, MINUTE + 20, asOf)).isEmpty();
    assertThat(ledger.intervals(series, MINUTE, MINUTE + 9, asOf)).isEmpty();
    assertThat(ledger.intervals(series, MINUTE, MINUTE + 60, START)).isEmpty();

    ledger.advance(START.plus(Duration.ofMinutes(70)));
    reopen();

    assertThat(ledger.intervals(series, MINUTE, MINUTE + 60, asOf)).containsExactly(expected);
  }

  @Test
  void baselinesComeBackAfterARestart() throws IOException {
    var counter = new Series("events_total", Map.of("tenant", "acme"), SampleKind.CUMULATIVE);
    var other = new Series("others_total", Map.of(), SampleKind.CUMULATIVE);
    Instant at = START.plusMillis(123);
    ledger.commit(
        new Batch(
            START,
            List.of(),
            List.of(
                new Baseline("scrape", "a:9100", counter, 41, at),
                new Baseline("scrape", "a:9100", other, 0.25, at)),
            List.of()));
    var last = new Baseline("scrape", "a:9100", counter, 57, at.plusSeconds(15));
    ledger.commit(
        new Batch(
            START.plusSeconds(15),
            List.of(),
            List.of(last, new Baseline("scrape", "a:9100", other, Double.NaN, at.plusSeconds(15))),
            List.of()));

    reopen();

    assertThat(ledger.baselines()).containsExactly(last);
  }

  @Test
  void latenciesAddUpByHour() throws IOException {
    var one = new LatencyHistogram(new TreeMap<>(Map.of(3, 5L, 80, 1L)));
    for (int tick = 0; tick < 2; tick++) {
      ledger.commit(
          new Batch(
              START.plusSeconds(15L * tick),
              List.of(),
              List.of(),
              List.of(new LatencyDelta(ACME, LatencyDelta.QUERY, one))));
    }
    long hour = MINUTE / 60;
    Map<Long, LatencyHistogram> expected = Map.of(hour, one.plus(one));
    assertThat(ledger.latencies(ACME, LatencyDelta.QUERY, hour, hour + 1)).isEqualTo(expected);

    ledger.advance(START.plus(Duration.ofMinutes(65)));
    reopen();

    assertThat(ledger.latencies(ACME, LatencyDelta.QUERY, hour, hour + 1)).isEqualTo(expected);
    assertThat(ledger.latencies(ACME, LatencyDelta.REQUEST, hour, hour + 1)).isEmpty();
  }

  @Test
  void aFullDiskKeepsEntriesInMemoryAndRecordsThemWhenItHasRoomAgain() {
    commit(Duration.ofSeconds(10), entry(0, 1, 0));
    disk.full(true);
    Commit undurable = commit(Duration.ofSeconds(25), entry(0, 2, 0), entry(1, 2, 0));
    ledger.advance(START.plusSeconds(300));

    assertThat(undurable.durability())
        .isEqualTo(new Commit.Durability.Undurable("input/output error"));
    assertThat(read(1, Duration.ofSeconds(300))).isEqualTo(unmeasured(1));
    assertThat(ledger.stats().undurable()).isOne();

    disk.full(false);
    Commit durable = commit(Duration.ofSeconds(310), entry(5, 1, 0));

    assertThat(durable.durable()).isTrue();
    assertThat(read(0, Duration.ofSeconds(300))).isEqualTo(measured(0, 1, 0));
    assertThat(read(0, Duration.ofSeconds(310))).isEqualTo(measured(0, 3, 0));
    assertThat(read(1, Duration.ofSeconds(310))).isEqualTo(measured(1, 2, 0));
    assertThat(ledger.stats().undurable()).isZero();
  }

  @Test
  void aDamagedFrameInTheMiddleIsReportedAndTheRestIsRead() throws IOException {
    for (int minute = 0; minute < 3; minute++) {
      commit(Duration.ofSeconds(60L * minute + 30), entry(minute, 10 + minute, 0));
    }
    String segment = disk.list().stream().filter(Journal::isSegment).findFirst().orElseThrow();
    disk.flip(segment, disk.size(segment) - 50);

    reopen();
    ledger.advance(START.plusSeconds(600));

    assertThat(ledger.damages()).anyMatch(damage -> damage.contains("batches 2 to 2 are missing"));
    assertThat(read(0, Duration.ofSeconds(600))).isEqualTo(measured(0, 10, 0));
    assertThat(read(1, Duration.ofSeconds(600))).isEqualTo(unmeasured(1));
    assertThat(read(2, Duration.ofSeconds(600))).isEqualTo(measured(2, 12, 0));
  }

  @Test
  void theRetentionLetsGoOfOldHours() throws IOException {
    commit(Duration.ofMinutes(30), entry(30, 1, 0));
    ledger.advance(START.plus(Duration.ofMinutes(70)));
    Duration later = LedgerOptions.DEFAULTS.retention().plusHours(2);
    commit(later, entry(later.toMinutes(), 1, 0));
    ledger.advance(START.plus(later).plus(Duration.ofMinutes(63)));

    assertThat(disk.list().stream().filter(name -> name.contains("minutes"))).hasSize(1);
    assertThat(read(30, later)).isEqualTo(unmeasured(30));
  }
}
