package dev.nines.slo.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.slo.ledger.Batch;
import dev.nines.slo.ledger.Commit;
import dev.nines.slo.ledger.Entry;
import dev.nines.slo.ledger.Ledger;
import dev.nines.slo.ledger.LedgerOptions;
import dev.nines.slo.ledger.SeriesKey;
import dev.nines.slo.ledger.SimulatedDisk;
import dev.nines.slo.model.TenantId;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// A ledger, its running sums and a naive account of both, to which random things happen.
final class RandomHistory {
  private static final List<Duration> WINDOWS =
      List.of(
          Duration.ofMinutes(5),
          Duration.ofMinutes(17),
          Duration.ofMinutes(60),
          Duration.ofMinutes(150),
          Duration.ofMinutes(400));
  private static final LedgerOptions OPTIONS =
      new LedgerOptions(Duration.ofMinutes(2), Duration.ofHours(20), Duration.ofDays(7), 2_000, 50);

  private final Random random;
  private final SimulatedDisk disk;
  private final List<Entry> all = new ArrayList<>();
  private final List<Entry> undurable = new ArrayList<>();
  private final Instant onboardedAt;
  private Ledger ledger;
  private RunningSums sums;
  private Instant clock;
  private int series;
  private boolean full;

  RandomHistory(Random random, SimulatedDisk disk) throws IOException {
    this.random = random;
    this.disk = disk;
    this.clock = Instant.parse("2026-03-02T10:00:00Z").plusSeconds(random.nextInt(7200));
    this.onboardedAt = clock.plusSeconds(random.nextInt(-3000, 3000));
    this.ledger = Ledger.open(disk, OPTIONS);
    this.sums = new RunningSums(ledger, WINDOWS);
    addSeries(2);
    advance();
  }

  List<String> damages() {
    return ledger.damages();
  }

  void step() throws IOException {
    switch (random.nextInt(40)) {
      case 0 -> restart();
      case 1 -> clock = clock.minusSeconds(random.nextInt(1200));
      case 2 -> clock = clock.plusSeconds(random.nextInt(4000));
      case 3 -> clock = clock.plusSeconds(random.nextInt(60_000));
      case 4 -> addSeries(random.nextInt(3) == 0 ? 4096 : 1);
      case 5 -> full(random.nextInt(3) > 0);
      case 6, 7, 8 -> advance();
      default -> tick();
    }
  }

  private void addSeries(int count) {
    for (int i = 0; i < count; i++) {
      ledger.seriesId(new SeriesKey("slo", Integer.toString(series++), new TenantId("tenant")));
    }
  }

  private void full(boolean isFull) {
    full = isFull;
    disk.full(isFull);
  }

  private void tick() {
    clock = clock.plusSeconds(random.nextInt(90));
    var entries = new ArrayList<Entry>();
    for (int i = random.nextInt(6); i > 0; i--) {
      entries.add(entry());
    }
    Commit commit = ledger.commit(new Batch(clock, entries, List.of(), List.of()));
    if (random.nextBoolean()) {
      ledger.advance(clock);
    }
    sums.add(commit);
    all.addAll(commit.accepted());
    if (!commit.durable()) {
      undurable.addAll(commit.accepted());
    } else if (!commit.accepted().isEmpty() || !full) {
      undurable.clear();
    }
    if (random.nextBoolean()) {
      advance();
    }
  }

  private Entry entry() {
    long now = Math.floorDiv(clock.getEpochSecond(), 60L);
    long minute =
        switch (random.nextInt(10)) {
          case 0 -> now - random.nextInt(20);
          case 1 -> now - random.nextInt(500);
          case 2 -> now + 1;
          default -> now;
        };
    int span = random.nextInt(12) == 0 ? 1 + random.nextInt(40) : 1;
    boolean idle = random.nextInt(4) == 0;
    return new Entry(
        random.nextInt(3) == 0 ? random.nextInt(series) : random.nextInt(2),
        minute,
        span,
        idle ? 0 : random.nextInt(1000),
        idle || random.nextInt(3) > 0 ? 0 : random.nextInt(20),
        idle || random.nextInt(9) > 0 ? 0 : random.nextInt(5));
  }

  private void advance() {
    ledger.advance(clock);
    sums.advance();
  }

  private void restart() throws IOException {
    if (random.nextBoolean()) {
      ledger.close();
    }
    disk.powerCut();
    undurable.forEach(all::remove);
    undurable.clear();
    full(false);
    ledger = Ledger.open(disk, OPTIONS);
    series = ledger.catalog().size();
    sums = new RunningSums(ledger, WINDOWS);
    if (series < 2) {
      addSeries(2);
    }
    advance();
  }

  /// Compares every window of some series with what adding up all entries gives.
  void assertSums(String when) {
    for (Duration window : WINDOWS) {
      for (int each : List.of(0, 1, random.nextInt(series))) {
        Figures figures = sums.figures(each, window, onboardedAt);
        Figures naive =
            NaiveSums.figures(
                all,
                each,
                (int) window.toMinutes(),
                sums.currentMinute(),
                sums.closedUntil(),
                onboardedAt);
        assertThat(figures).as("%s, %s of series %d", when, window, each).isEqualTo(naive);
      }
    }
  }
}
