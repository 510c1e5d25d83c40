package dev.nines.slo.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.slo.exclusion.MinuteRanges;
import dev.nines.slo.exclusion.SeriesMasks;
import dev.nines.slo.ledger.Batch;
import dev.nines.slo.ledger.Commit;
import dev.nines.slo.ledger.Entry;
import dev.nines.slo.ledger.Ledger;
import dev.nines.slo.ledger.LedgerOptions;
import dev.nines.slo.ledger.SeriesKey;
import dev.nines.slo.ledger.SimulatedDisk;
import dev.nines.slo.model.BudgetWindow;
import dev.nines.slo.model.BudgetingMethod;
import dev.nines.slo.model.Minute;
import dev.nines.slo.model.TenantId;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// A ledger, its running sums and a naive account of both, to which random things happen.
final class RandomHistory {
  private static final LedgerOptions OPTIONS =
      new LedgerOptions(Duration.ofMinutes(2), Duration.ofHours(80), Duration.ofDays(7), 2_000, 50);
  private static final BudgetingMethod EVENTS = new BudgetingMethod.Occurrences();

  private final Random random;
  private final SimulatedDisk disk;
  private final List<Entry> all = new ArrayList<>();
  private final List<Undurable> undurable = new ArrayList<>();
  private final Instant onboardedAt;
  private Ledger ledger;
  private RunningSums sums;
  private Instant clock;
  private int series;
  private boolean full;
  private final List<Measure> measures;
  private Map<String, MinuteRanges> exclusions = Map.of();
  private Map<Integer, long[]> cuts = Map.of();

  /// An entry that a failing disk did not take, as far as it said.
  ///
  /// @param sequence of its batch
  private record Undurable(long sequence, Entry entry) {}

  RandomHistory(Random random, SimulatedDisk disk) throws IOException {
    this.random = random;
    this.disk = disk;
    this.clock = Instant.parse("2026-03-28T10:00:00Z").plusSeconds(random.nextInt(7200));
    this.onboardedAt = clock.plusSeconds(random.nextInt(-3000, 3000));
    this.ledger = Ledger.open(disk, OPTIONS);
    this.measures = measures(random);
    this.sums = new RunningSums(ledger, measures, masks());
    addSeries(2);
    advance();
  }

  /// Events and slices over rolling and calendar windows, across a change of clocks.
  private static List<Measure> measures(Random random) {
    var zone = ZoneId.of(random.nextBoolean() ? "Europe/Berlin" : "Asia/Kolkata");
    var day =
        new BudgetWindow.Calendar(
            LocalDateTime.of(2026, 1, 1, random.nextInt(24), random.nextInt(60)),
            Period.ofDays(1),
            zone);
    var slices =
        List.of(
            new BudgetingMethod.Timeslices(new BigDecimal("0.95"), Duration.ofMinutes(1)),
            new BudgetingMethod.Timeslices(
                new BigDecimal("0.9"), Duration.ofMinutes(2 + random.nextInt(9))),
            new BudgetingMethod.RatioTimeslices(Duration.ofMinutes(1 + random.nextInt(5))));
    var measures = new ArrayList<Measure>();
    for (int minutes : new int[] {1, 2, 5, 60, 400}) {
      measures.add(Measure.events(Duration.ofMinutes(minutes)));
    }
    measures.add(new Measure(day, EVENTS, Measure.Basis.CONTRACTUAL));
    measures.add(new Measure(day, EVENTS, Measure.Basis.RAW));
    for (BudgetingMethod method : slices) {
      var rolling = new BudgetWindow.Rolling(Duration.ofMinutes(5 + random.nextInt(120)));
      measures.add(new Measure(rolling, method, Measure.Basis.CONTRACTUAL));
    }
    measures.add(new Measure(day, slices.get(1), Measure.Basis.CONTRACTUAL));
    measures.add(new Measure(day, slices.get(2), Measure.Basis.RAW));
    return measures;
  }

  /// Leaves out other minutes of some series than before, past and to come.
  private void exclude() {
    var changed = new HashMap<>(exclusions);
    long now = Math.floorDiv(clock.getEpochSecond(), 60L);
    for (int i = random.nextInt(3); i >= 0; i--) {
      var ranges = new ArrayList<MinuteRanges.Range>();
      for (int j = random.nextInt(4); j > 0; j--) {
        long from = now + 10 - random.nextInt(random.nextBoolean() ? 30 : 500);
        ranges.add(new MinuteRanges.Range(from, from + random.nextInt(90)));
      }
      changed.put(Integer.toString(random.nextInt(3)), MinuteRanges.union(ranges));
    }
    exclusions = changed;
    sums.exclude(masks());
  }

  /// Changes targets at other minutes than before, past and to come.
  private void cut() {
    var changed = new HashMap<>(cuts);
    long now = Math.floorDiv(clock.getEpochSecond(), 60L);
    for (int i = random.nextInt(3); i >= 0; i--) {
      long[] minutes =
          random
              .longs(random.nextInt(3), now - (random.nextBoolean() ? 20 : 500), now + 30)
              .sorted()
              .distinct()
              .toArray();
      changed.put(random.nextInt(Math.min(series, 3)), minutes);
    }
    cuts = changed;
    sums.cut(Cuts.of(cuts));
  }

  /// Puts closed minutes of a series right: takes away some of what is there, and adds.
  private void correct() {
    if (!ledger.isAllDurable()) {
      return;
    }
    int which = random.nextInt(Math.min(series, 3));
    long closed = ledger.closedUntil();
    long from = Math.max(ledger.retainedFrom() + 1, closed - 1 - random.nextInt(400));
    var entries = new ArrayList<Entry>();
    Instant now = Instant.ofEpochMilli(ledger.clockMillis());
    for (Minute minute :
        ledger.read(which, from, Math.min(closed, from + 1 + random.nextInt(20)), now)) {
      entries.add(
          new Entry(
              which,
              minute.epochMinute(),
              1,
              random.nextInt(50) - random.nextLong(minute.good() + 1),
              random.nextInt(3) - random.nextLong(minute.bad() + 1),
              -minute.doubtful()));
    }
    take(ledger.correct(new Batch(clock, entries, List.of(), List.of())));
  }

  private SeriesMasks masks() {
    Map<String, MinuteRanges> now = exclusions;
    return SeriesMasks.of(
        ledger,
        key -> now.getOrDefault(key.generation(), MinuteRanges.EMPTY),
        exclusions.hashCode());
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
      case 9, 10 -> exclude();
      case 11, 12 -> cut();
      case 13, 14 -> correct();
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
    take(commit);
    if (random.nextBoolean()) {
      advance();
    }
  }

  private void take(Commit commit) {
    sums.add(commit);
    all.addAll(commit.accepted());
    if (!commit.durable()) {
      commit.accepted().forEach(entry -> undurable.add(new Undurable(commit.sequence(), entry)));
    } else if (!commit.accepted().isEmpty() || !full) {
      undurable.clear();
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
    full(false);
    ledger = Ledger.open(disk, OPTIONS);
    forgetLost();
    series = ledger.catalog().size();
    sums = new RunningSums(ledger, measures, masks());
    sums.cut(Cuts.of(cuts));
    if (series < 2) {
      addSeries(2);
    }
    advance();
  }

  /// What was not acknowledged is lost, unless its batch reached the disk whole before the failure
  /// was told: then it is found again, as if it had been acknowledged.
  private void forgetLost() {
    undurable.stream()
        .filter(each -> each.sequence() > ledger.lastSequence())
        .forEach(each -> all.remove(each.entry()));
    undurable.clear();
  }

  /// Compares every window of some series with what adding up all entries gives.
  void assertSums(String when) {
    long newest = all.stream().mapToLong(Entry::epochMinute).max().orElse(0);
    long since = RunningSums.firstWholeMinute(onboardedAt);
    for (int each : List.of(0, 1, random.nextInt(series))) {
      var naive =
          new NaiveSums(
              all.stream().filter(entry -> entry.series() == each).toList(),
              Math.max(sums.currentMinute() + 1, newest),
              exclusions.getOrDefault(Integer.toString(each), MinuteRanges.EMPTY),
              sums.currentMinute(),
              sums.closedUntil(),
              onboardedAt);
      for (Measure measure : measures) {
        Figures figures = sums.figures(each, measure, onboardedAt);
        assertThat(figures)
            .as("%s, %s of series %d", when, measure, each)
            .isEqualTo(naive.figures(measure));
        assertThat(sums.of(each, since).isQuiet(sums.number(measure)))
            .as("%s, %s of series %d: %s is quiet", when, measure, each, figures)
            .isEqualTo(figures.isQuiet());
        for (long cut : cuts.getOrDefault(each, new long[0])) {
          assertThat(sums.before(each, sums.number(measure), cut))
              .as("%s, %s of series %d before %d", when, measure, each, cut)
              .isEqualTo(naive.totalBefore(measure, cut));
        }
      }
    }
  }
}
