package dev.nines.slo.sli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.slo.model.Objective;
import dev.nines.slo.model.Observation;
import dev.nines.slo.model.Observation.Reading;
import dev.nines.slo.model.Sample;
import dev.nines.slo.model.SampleKind;
import dev.nines.slo.model.Series;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Random counters on random targets, with resets, gaps, partial readings, other orders, new
/// objects for the same series, and restarts: the selection counts what a naive one counts.
class SelectionOracleTest {
  private static final int SEEDS = 60;
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final List<Objective> OBJECTIVES =
      List.of(
          Objectives.bad(
              "errors",
              "sum by (tenant) (increase(req_total{code=~\"5.|x\"}[5m])) or vector(0)",
              "sum without (code, pod) (increase(req_total[5m]))"),
          Objectives.good(
              "fetches",
              "sum by (tenant) (rate(req_total[1h])) - sum by (tenant)"
                  + " (rate(req_total{code!=\"20\"}[1h]))",
              "sum by (tenant) (rate(req_total{code!=\"30\"}[1h])) + sum by (tenant)"
                  + " (rate(req_total{code=\"30\"}[1h]))"));

  static List<Integer> seeds() {
    return java.util.stream.IntStream.range(0, SEEDS).boxed().toList();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void theSelectionCountsWhatANaiveOneCounts(int seed) {
    var random = new Random(seed);
    var world = new World(random);
    var journal = new HashMap<String, Baseline>();
    var selection = new Selection(OBJECTIVES);
    for (int step = 0; step < 60; step++) {
      String target = "t" + random.nextInt(3);
      Instant at = START.plusSeconds(step);
      if (random.nextInt(12) == 0) {
        selection = new Selection(OBJECTIVES);
        selection.restore(journal.values());
      }
      if (random.nextInt(8) == 0) {
        selection.accept(new Observation("s", target, at, new Reading.Partial("")));
        continue;
      }
      List<Sample> samples = world.samples(target);
      Map<String, long[]> expected = world.expected(target, samples);
      Contributions actual =
          selection.accept(
              new Observation("s", target, at, new Reading.Complete(samples, List.of())));
      actual.changedBaselines().forEach(b -> journal.put(b.target() + " " + b.series(), b));

      var counted = new TreeMap<String, String>();
      actual
          .counts()
          .forEach(
              c ->
                  counted.put(
                      c.objective().slo() + " " + c.group(), c.good() + " of " + c.total()));
      var wanted = new TreeMap<String, String>();
      expected.forEach((key, value) -> wanted.put(key, value[0] + " of " + value[1]));
      assertThat(counted).as("seed %d, step %d", seed, step).isEqualTo(wanted);
      assertThat(actual.violations()).isEmpty();
    }
  }

  /// The counters as they really are, and the naive count.
  private static final class World {
    private final Random random;
    private final Map<String, Map<Series, Long>> counters = new HashMap<>();
    private final Map<String, Map<Series, Long>> lastRead = new HashMap<>();
    private final Set<String> known = new HashSet<>();

    World(Random random) {
      this.random = random;
    }

    List<Sample> samples(String target) {
      Map<Series, Long> mine = counters.computeIfAbsent(target, _ -> new HashMap<>());
      if (random.nextInt(10) == 0) {
        mine.replaceAll((_, _) -> (long) random.nextInt(3)); // its process restarted
      }
      for (int i = random.nextInt(4); i > 0; i--) {
        String code = List.of("20", "30", "50", "51").get(random.nextInt(4));
        var labels =
            Map.of(
                "tenant",
                "abc".substring(random.nextInt(3)),
                "code",
                code,
                "pod",
                "p" + random.nextInt(2));
        mine.merge(
            new Series("req_total", labels, SampleKind.CUMULATIVE),
            (long) random.nextInt(100),
            Long::sum);
      }
      var samples = new ArrayList<Sample>();
      mine.forEach(
          (series, value) -> {
            Series same =
                random.nextInt(50) == 0
                    ? new Series(series.name(), series.labels(), series.kind())
                    : series;
            if (random.nextInt(15) > 0) {
              samples.add(new Sample(same, value));
            }
          });
      if (random.nextInt(10) == 0) {
        Collections.shuffle(samples, random);
      }
      return samples;
    }

    Map<String, long[]> expected(String target, List<Sample> samples) {
      boolean first = known.add(target);
      var counts = new HashMap<String, long[]>();
      Map<Series, Long> before = lastRead.computeIfAbsent(target, _ -> new HashMap<>());
      for (Sample sample : samples) {
        Series series = sample.series();
        long value = (long) sample.value();
        long last = before.getOrDefault(series, 0L);
        long increase = value >= last ? value - last : value;
        before.put(series, value);
        if (first) {
          continue;
        }
        String tenant = series.labels().get("tenant");
        String code = series.labels().get("code");
        add(counts, "errors " + tenant, code.startsWith("5") ? 0 : increase, increase);
        add(counts, "fetches " + tenant, code.equals("20") ? increase : 0, increase);
      }
      return counts;
    }

    private static void add(Map<String, long[]> counts, String key, long good, long total) {
      long[] sums = counts.computeIfAbsent(key, _ -> new long[2]);
      sums[0] += good;
      sums[1] += total;
    }
  }
}
