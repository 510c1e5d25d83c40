package dev.nines.collector.gateway;

import dev.nines.slo.ledger.FileStorage;
import dev.nines.slo.ledger.Interval;
import dev.nines.slo.ledger.Ledger;
import dev.nines.slo.ledger.LedgerOptions;
import dev.nines.slo.model.Minute;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/// A copy of a ledger's files, opened as a restart would and with all its minutes closed.
final class LedgerCopy implements AutoCloseable {
  private static final Duration ENOUGH_TO_CLOSE = Duration.ofMinutes(10);

  private final Ledger ledger;
  private final Instant clock;
  private final Instant allClosed;

  /// The bad and the good events of a series.
  record Sums(long good, long bad) {
    Sums plus(long moreGood, long moreBad) {
      return new Sums(good + moreGood, bad + moreBad);
    }
  }

  private LedgerCopy(Ledger ledger) {
    this.ledger = ledger;
    this.clock = Instant.ofEpochMilli(ledger.clockMillis());
    this.allClosed = clock.plus(ENOUGH_TO_CLOSE);
    ledger.advance(allClosed);
  }

  static LedgerCopy of(Path storage, Path copy) throws IOException {
    Path from = storage.resolve("ledger");
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(from.relativize(file)));
      }
    }
    return new LedgerCopy(Ledger.open(FileStorage.open(copy), LedgerOptions.DEFAULTS));
  }

  /// The last instant that the gateway had told the ledger.
  Instant clock() {
    return clock;
  }

  List<String> damages() {
    return ledger.damages();
  }

  /// All that was ever counted for a tenant.
  Sums total(String tenant) {
    var sums = new Sums(0, 0);
    for (Minute minute : minutes(tenant, allClosed)) {
      sums = sums.plus(minute.good(), minute.bad());
    }
    for (Interval interval : intervals(tenant)) {
      sums = sums.plus(interval.good(), interval.bad());
    }
    return sums;
  }

  /// A tenant's counts of which only an interval is known.
  List<Interval> intervals(String tenant) {
    return ledger.intervals(series(tenant), from(), to(), allClosed);
  }

  /// A tenant's measured minutes as they were on record at an instant, by epoch minute.
  TreeMap<Long, Minute> measured(String tenant, Instant asOf) {
    var measured = new TreeMap<Long, Minute>();
    minutes(tenant, asOf).stream()
        .filter(Minute::observed)
        .forEach(minute -> measured.put(minute.epochMinute(), minute));
    return measured;
  }

  private List<Minute> minutes(String tenant, Instant asOf) {
    return ledger.read(series(tenant), from(), to(), asOf);
  }

  private int series(String tenant) {
    var catalog = ledger.catalog();
    for (int series = 0; series < catalog.size(); series++) {
      if (catalog.get(series).tenant().value().equals(tenant)) {
        return series;
      }
    }
    throw new AssertionError("the ledger knows no series of " + tenant);
  }

  private long from() {
    return PastMinutes.minuteOf(clock.minus(Duration.ofHours(2)));
  }

  private long to() {
    return PastMinutes.minuteOf(allClosed);
  }

  @Override
  public void close() throws IOException {
    ledger.close();
  }
}
