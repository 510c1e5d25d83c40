package dev.nines.slo.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.slo.ledger.SimulatedDisk.PowerCut;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;

/// A ledger under random load on a disk whose power goes, and a plain account of what was given to
/// it.
final class CrashingLife {
  private static final LedgerOptions OPTIONS =
      new LedgerOptions(
          Duration.ofMinutes(2), Duration.ofDays(30), Duration.ofDays(30), 1 << 20, 20);
  private static final TenantId TENANT = new TenantId("tenant");
  private static final Series COUNTER = new Series("batches", Map.of(), SampleKind.CUMULATIVE);
  private static final LatencyHistogram ONE_DURATION =
      new LatencyHistogram(new TreeMap<>(Map.of(10, 1L)));
  private static final int SERIES = 5;

  private final Random random;
  private final SimulatedDisk disk;
  private final Instant start = Instant.parse("2026-03-02T10:00:00Z");
  private final NavigableMap<Long, List<Entry>> given = new TreeMap<>();
  private final List<FinalRead> reads = new ArrayList<>();
  private Instant clock = start;
  private Instant latest = start;
  private Ledger ledger;
  private long acknowledged;
  private boolean everUndurable;

  /// What was read as of an instant in the past, which is the same for ever.
  private record FinalRead(int series, Instant asOf, List<Minute> minutes) {}

  CrashingLife(Random random) throws IOException {
    this.random = random;
    this.disk = new SimulatedDisk(random);
    this.ledger = Ledger.open(disk, OPTIONS);
  }

  /// Commits and advances until the power goes.
  void liveUntilPowerCut() {
    disk.cutPowerAt(1 + random.nextInt(60));
    try {
      while (true) {
        step();
      }
    } catch (PowerCut _) {
      disk.failAt(0);
      disk.full(false);
    }
  }

  private void step() {
    clock = clock.plusSeconds(random.nextInt(random.nextInt(10) == 0 ? 4000 : 200));
    latest = latest.isAfter(clock) ? latest : clock;
    switch (random.nextInt(20)) {
      case 0 -> disk.failAt(random.nextBoolean() ? 0.2 : 0);
      case 1 -> disk.full(random.nextBoolean());
      case 2 -> clock = clock.minusSeconds(random.nextInt(600));
      case 3, 4, 5, 6 -> ledger.advance(clock);
      case 7 -> readOnce();
      default -> commit();
    }
  }

  private void commit() {
    long sequence = ledger.lastSequence() + 1;
    for (int series = 0; series < SERIES; series++) {
      ledger.seriesId(new SeriesKey("slo", Integer.toString(series), TENANT));
    }
    var entries = new ArrayList<Entry>();
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      entries.add(entry());
    }
    given.put(sequence, entries);
    Commit commit =
        ledger.commit(
            new Batch(
                clock,
                entries,
                List.of(new Baseline("test", "target", COUNTER, sequence, clock)),
                List.of(new LatencyDelta(TENANT, LatencyDelta.QUERY, ONE_DURATION))));
    assertThat(commit.refused()).isEmpty();
    assertThat(commit.sequence()).isEqualTo(sequence);
    if (commit.durable()) {
      acknowledged = sequence;
    } else {
      everUndurable = true;
    }
  }

  private Entry entry() {
    long minute = Math.floorDiv(clock.getEpochSecond(), 60L);
    long late = random.nextInt(3) == 0 ? random.nextInt(200) : 0;
    int span = random.nextInt(6) == 0 ? 1 + random.nextInt(90) : 1;
    return new Entry(
        random.nextInt(SERIES),
        minute - late,
        span,
        random.nextInt(500),
        random.nextInt(3),
        random.nextInt(2));
  }

  private void readOnce() {
    Instant asOf = Instant.ofEpochMilli(ledger.clockMillis() - 1);
    if (!everUndurable && asOf.isAfter(start) && ledger.catalog().size() == SERIES) {
      int series = random.nextInt(SERIES);
      reads.add(new FinalRead(series, asOf, read(series, asOf)));
    }
  }

  private List<Minute> read(int series, Instant asOf) {
    long first = start.getEpochSecond() / 60 - 300;
    return ledger.read(series, first, asOf.getEpochSecond() / 60 + 3, asOf).stream()
        .filter(Minute::observed)
        .toList();
  }

  /// Switches the power on, opens the ledger and compares it with the account.
  void recover() throws IOException {
    disk.powerCut();
    ledger = Ledger.open(disk, OPTIONS);
    assertThat(ledger.damages()).isEmpty();
    assertThat(ledger.lastSequence()).isGreaterThanOrEqualTo(acknowledged);
    given.tailMap(ledger.lastSequence(), false).clear();
    acknowledged = ledger.lastSequence();
    assertBaselines();
    assertEntries();
    assertLatencies();
    // what was closed by then is so again: the machine's clock is not set back while it is down
    ledger.advance(latest);
    for (FinalRead read : reads) {
      assertThat(read(read.series, read.asOf)).as("as of %s", read.asOf).isEqualTo(read.minutes);
    }
  }

  private void assertBaselines() {
    if (!given.isEmpty()) {
      assertThat(ledger.baselines())
          .singleElement()
          .satisfies(b -> assertThat(b.value()).isEqualTo(ledger.lastSequence()));
    }
  }

  private void assertEntries() {
    var plain = new TreeMap<String, Long>();
    var found = new TreeMap<String, Long>();
    var intervals = new ArrayList<Entry>();
    var minutes = new java.util.TreeSet<Long>();
    for (List<Entry> entries : given.values()) {
      for (Entry entry : entries) {
        if (entry.isInterval()) {
          intervals.add(entry);
        } else {
          minutes.add(entry.epochMinute());
          plain.merge(name(entry.epochMinute(), entry.series(), 'g'), entry.good(), Long::sum);
          plain.merge(name(entry.epochMinute(), entry.series(), 'b'), entry.bad(), Long::sum);
          plain.merge(name(entry.epochMinute(), entry.series(), 'd'), entry.doubtful(), Long::sum);
        }
      }
    }
    var columns = new MinuteColumns();
    for (long minute : minutes) {
      ledger.columns().read(minute, 0, Long.MAX_VALUE, columns);
      for (int i = 0; i < columns.size(); i++) {
        if (columns.observed(i)) {
          found.put(name(minute, i, 'g'), columns.good(i));
          found.put(name(minute, i, 'b'), columns.bad(i));
          found.put(name(minute, i, 'd'), columns.doubtful(i));
        }
      }
    }
    assertThat(found).isEqualTo(plain);
    assertThat(ledger.columns().intervalsSince(0)).containsExactlyInAnyOrderElementsOf(intervals);
  }

  private void assertLatencies() {
    long durations =
        ledger.latencies(TENANT, LatencyDelta.QUERY, 0, 10_000_000).values().stream()
            .mapToLong(LatencyHistogram::count)
            .sum();
    assertThat(durations).isEqualTo(given.size());
  }

  private static String name(long minute, int series, char what) {
    return minute + "/" + series + what;
  }
}
