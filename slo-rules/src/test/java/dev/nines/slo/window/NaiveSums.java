package dev.nines.slo.window;

import dev.nines.slo.ledger.Entry;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/// The figures of a window by adding up all entries there ever were.
final class NaiveSums {
  private NaiveSums() {}

  static Figures figures(
      List<Entry> entries,
      int series,
      int windowMinutes,
      long currentMinute,
      long closedUntil,
      Instant onboardedAt) {
    long from = currentMinute - windowMinutes;
    long good = 0;
    long bad = 0;
    long doubtful = 0;
    NavigableMap<Long, Long> events = new TreeMap<>();
    for (Entry entry : entries) {
      if (entry.series() == series && entry.firstMinute() >= from) {
        good += entry.good();
        bad += entry.bad();
        doubtful += entry.doubtful();
        if (entry.spanMinutes() == 1) {
          events.merge(
              entry.epochMinute(), entry.good() + entry.bad() + entry.doubtful(), Long::sum);
        }
      }
    }
    int idle = (int) events.values().stream().filter(total -> total == 0).count();
    long expected = 0;
    long last = Math.max(currentMinute, events.isEmpty() ? from : events.lastKey());
    for (long minute = from; minute <= last; minute++) {
      boolean onboarded = !Instant.ofEpochSecond(minute * 60).isBefore(onboardedAt);
      if (onboarded && (minute < closedUntil || events.containsKey(minute))) {
        expected++;
      }
    }
    return new Figures(
        good, bad, doubtful, events.size(), idle, (int) Math.max(expected, events.size()));
  }
}
