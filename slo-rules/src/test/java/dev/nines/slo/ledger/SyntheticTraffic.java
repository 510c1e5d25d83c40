package dev.nines.slo.ledger;

import java.util.Random;

/// Series as they are in the field: few with much traffic, many with little (Zipf), a tenth without
/// any, nearly no errors, one minute in a thousand not observed.
final class SyntheticTraffic {
  private final double[] eventsPerMinute;
  private final Random random;
  private final MinuteColumns columns = new MinuteColumns();

  SyntheticTraffic(int series, long seed) {
    this.random = new Random(seed);
    this.eventsPerMinute = new double[series];
    for (int i = 0; i < series; i++) {
      eventsPerMinute[i] = random.nextInt(10) == 0 ? 0 : 2e6 / (1 + random.nextInt(series));
    }
  }

  byte[][] minute(int minute) {
    double timeOfDay = 1 + 0.8 * Math.sin(2 * Math.PI * minute / 1440.0);
    int groups = (eventsPerMinute.length + MinuteColumns.GROUP_SIZE - 1) / MinuteColumns.GROUP_SIZE;
    byte[][] chunks = new byte[groups][];
    for (int group = 0; group < groups; group++) {
      columns.clear(group);
      int first = group * MinuteColumns.GROUP_SIZE;
      int last = Math.min(first + MinuteColumns.GROUP_SIZE, eventsPerMinute.length);
      for (int series = first; series < last; series++) {
        if (random.nextInt(1000) > 0) {
          columns.add(series - first, good(series, timeOfDay), bad(series), 0);
        }
      }
      chunks[group] = MinuteChunk.encode(columns);
    }
    return chunks;
  }

  long good(int series, double timeOfDay) {
    double mean = eventsPerMinute[series] * timeOfDay;
    return Math.max(0, Math.round(mean + Math.sqrt(mean) * random.nextGaussian()));
  }

  long bad(int series) {
    return eventsPerMinute[series] > 0 && random.nextInt(200) == 0 ? 1 + random.nextInt(3) : 0;
  }
}
