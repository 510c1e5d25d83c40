package dev.nines.slo.window;

import dev.nines.slo.ledger.Batch;
import dev.nines.slo.ledger.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// What measurements write into a ledger, and the windows they look at it through.
final class Traffic {
  /// Those of a promise over 30 days.
  static final List<Duration> WINDOWS =
      List.of(
          Duration.ofMinutes(5),
          Duration.ofMinutes(30),
          Duration.ofHours(1),
          Duration.ofHours(2),
          Duration.ofHours(6),
          Duration.ofDays(1),
          Duration.ofDays(3),
          Duration.ofDays(30));

  static final List<Measure> MEASURES = WINDOWS.stream().map(Measure::events).toList();

  private Traffic() {}

  /// A minute of every series: a few with much traffic, many with little.
  static Batch minute(int series, Instant now, Random random) {
    long minute = Math.floorDiv(now.getEpochSecond(), 60L);
    var entries = new ArrayList<Entry>(series);
    for (int i = 0; i < series; i++) {
      double mean = 2e6 / (1 + Math.floorMod(i * 2_654_435_761L, series));
      long good = Math.max(0, Math.round(mean + Math.sqrt(mean) * random.nextGaussian()));
      long bad = random.nextInt(200) == 0 ? 1 : 0;
      entries.add(new Entry(i, minute, 1, good, bad, 0));
    }
    return new Batch(now, entries, List.of(), List.of());
  }
}
