package dev.nines.alerts.generate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntUnaryOperator;

/// The counters of one tenant, minute by minute: what a scrape of each minute would have seen.
///
/// @param name the tenant
/// @param onboarded the first minute that has samples
/// @param total running total of all events at each minute; negative where there was no scrape
/// @param bad running total of the bad ones
record Scenario(String name, int onboarded, long[] total, long[] bad) {
  static final int MINUTES = 8 * 60;
  private static final int BUSY = 600;

  boolean isScraped(int minute) {
    return total[minute] >= 0;
  }

  /// All scenarios, from a seed.
  static List<Scenario> all(long seed) {
    var all = new ArrayList<Scenario>();
    for (int minutes : new int[] {1, 2, 3, 5, 10, 20, 45, 120}) {
      all.add(new Maker("outage-" + minutes, seed).failing(200, 200 + minutes, 1).make());
    }
    for (double ratio : new double[] {0.015, 0.02, 0.05, 0.1, 0.2, 0.5}) {
      all.add(new Maker("partial-" + ratio, seed).failing(120, 180, ratio).make());
      all.add(new Maker("partial-late-" + ratio, seed).failing(400, 480, ratio).make());
    }
    for (double ratio : new double[] {0.0005, 0.001, 0.002, 0.005, 0.0075, 0.012}) {
      all.add(new Maker("trickle-" + ratio, seed).failing(0, MINUTES, ratio).make());
    }
    for (int reset : new int[] {60, 205, 210, 300}) {
      all.add(new Maker("reset-" + reset, seed).failing(200, 215, 0.5).resetAt(reset).make());
    }
    all.add(new Maker("resets-all-over", seed).failing(100, 400, 0.03).resetEvery(37).make());
    for (int gap : new int[] {2, 4, 10, 30}) {
      all.add(new Maker("gap-healthy-" + gap, seed).gap(200, 200 + gap).make());
      all.add(
          new Maker("gap-outage-" + gap, seed).failing(190, 250, 0.5).gap(200, 200 + gap).make());
      all.add(
          new Maker("gap-reset-" + gap, seed)
              .failing(100, 300, 0.02)
              .gap(200, 200 + gap)
              .resetAt(200 + gap / 2)
              .make());
    }
    for (int every : new int[] {1, 2, 5, 20}) {
      all.add(new Maker("low-" + every, seed).traffic(m -> m % every == 0 ? 1 : 0).make());
      all.add(
          new Maker("low-failing-" + every, seed)
              .traffic(m -> m % every == 0 ? 1 : 0)
              .failing(200, 320, 1)
              .make());
    }
    for (int start : new int[] {30, 240, 450}) {
      all.add(new Maker("new-" + start, seed).onboardedAt(start).make());
      all.add(
          new Maker("new-failing-" + start, seed)
              .onboardedAt(start)
              .failing(start, start + 20, 0.3)
              .make());
    }
    for (int each = 0; each < 6; each++) {
      all.add(random(each, seed));
    }
    return all;
  }

  private static Scenario random(int number, long seed) {
    var random = new Random(seed + number);
    var maker =
        new Maker("random-" + number, seed)
            .traffic(m -> 50 + (int) (40 * Math.sin(m / 60.0)) + random.nextInt(50));
    for (int burn = 0; burn < 4; burn++) {
      int from = random.nextInt(MINUTES - 60);
      maker.failing(from, from + 1 + random.nextInt(60), random.nextDouble() * 0.4);
    }
    return maker.resetAt(random.nextInt(MINUTES)).make();
  }

  /// Builds one.
  private static final class Maker {
    private final String name;
    private final Random random;
    private final double[] ratio = new double[MINUTES];
    private final boolean[] scraped = new boolean[MINUTES];
    private final boolean[] reset = new boolean[MINUTES];
    private IntUnaryOperator traffic = _ -> BUSY;
    private int onboarded;

    Maker(String name, long seed) {
      this.name = name.replace('.', '_');
      this.random = new Random(seed + name.hashCode());
      Arrays.fill(scraped, true);
    }

    Maker failing(int from, int to, double share) {
      for (int minute = from; minute < Math.min(to, MINUTES); minute++) {
        ratio[minute] = share;
      }
      return this;
    }

    Maker traffic(IntUnaryOperator perMinute) {
      traffic = perMinute;
      return this;
    }

    Maker gap(int from, int to) {
      for (int minute = from; minute < to; minute++) {
        scraped[minute] = false;
      }
      return this;
    }

    Maker resetAt(int minute) {
      reset[minute] = true;
      return this;
    }

    Maker resetEvery(int minutes) {
      for (int minute = minutes; minute < MINUTES; minute += minutes) {
        reset[minute] = true;
      }
      return this;
    }

    Maker onboardedAt(int minute) {
      onboarded = minute;
      return this;
    }

    Scenario make() {
      var total = new long[MINUTES];
      var bad = new long[MINUTES];
      long events = 0;
      long failures = 0;
      for (int minute = 0; minute < MINUTES; minute++) {
        if (reset[minute]) {
          events = 0;
          failures = 0;
        }
        if (minute > onboarded) {
          int now = traffic.applyAsInt(minute);
          events += now;
          failures += failed(now, ratio[minute]);
        }
        boolean seen = minute >= onboarded && scraped[minute];
        total[minute] = seen ? events : -1;
        bad[minute] = seen ? failures : -1;
      }
      return new Scenario(name, onboarded, total, bad);
    }

    private int failed(int events, double share) {
      double expected = events * share;
      int whole = (int) expected;
      return whole + (random.nextDouble() < expected - whole ? 1 : 0);
    }
  }
}
