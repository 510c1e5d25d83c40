package dev.nines.slo.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.slo.model.Objective;
import dev.nines.slo.verdict.PagingSimulation.TenantTraffic;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Time to page and false pages, over phases of the outage against scrape and minute, traffic rates
/// and fleets.
class PagingSimulationTest {
  private static final Objective THREE_NINES = Fixtures.objective("0.999");
  private static final Instant START = Instant.parse("2026-03-02T12:00:07Z");
  private static final Instant OUTAGE = START.plus(Duration.ofMinutes(390));

  /// Arithmetic floor of 51.84 s, and a scrape interval.
  private static final Duration BOUND = Duration.ofSeconds(75);

  /// Events per second: from a request each ten seconds on, no sparse traffic.
  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.5, 1, 20})
  void aTotalOutagePagesWithinItsBoundInEveryPhase(double rate) throws IOException {
    everyPhasePages(60, rate);
  }

  @Tag("nightly")
  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.2, 0.5, 1, 5, 20, 100})
  void aTotalOutagePagesWithinItsBoundInAThousandPhases(double rate) throws IOException {
    everyPhasePages(1000, rate);
  }

  /// Prints the row of the table in README.md.
  private static void print(int phases, double rate, Map<Integer, Instant> pages) {
    List<Long> millis =
        pages.entrySet().stream()
            .map(page -> Duration.between(begin(page.getKey(), phases), page.getValue()).toMillis())
            .sorted()
            .toList();
    System.out.printf(
        "%.1f events/s, %d phases: a page after %.1f s at the earliest, %.1f s in the middle, %.1f"
            + " s at the latest%n",
        rate,
        phases,
        millis.getFirst() / 1e3,
        millis.get(millis.size() / 2) / 1e3,
        millis.getLast() / 1e3);
  }

  private static void everyPhasePages(int phases, double rate) throws IOException {
    var fleet = new ArrayList<TenantTraffic>();
    for (int phase = 0; phase < phases; phase++) {
      Instant begin = begin(phase, phases);
      fleet.add(new TenantTraffic(rate, at -> at.isBefore(begin) ? 0 : 1));
    }
    try (var simulation = new PagingSimulation(THREE_NINES, START, fleet, new Random(1))) {
      Map<Integer, Instant> pages = simulation.run(OUTAGE.plus(Duration.ofMinutes(4)));

      assertThat(pages).hasSize(phases);
      print(phases, rate, pages);
      pages.forEach(
          (phase, at) ->
              assertThat(Duration.between(begin(phase, phases), at))
                  .as("phase %d of %d", phase, phases)
                  .isBetween(Duration.ofSeconds(45), BOUND));
    }
  }

  /// Outages that begin at any moment of a minute.
  private static Instant begin(int phase, int phases) {
    return OUTAGE.plusMillis(60_000L * phase / phases);
  }

  @Test
  void promisesThatAreJustKeptDoNotPage() throws IOException {
    assertThat(falsePages(100, Duration.ofHours(8), 0.001)).isZero();
  }

  @Test
  @Tag("nightly")
  void promisesThatAreJustKeptHardlyEverPage() throws IOException {
    // 1,000 tenants for two days at the very edge of the promise: at most one in a thousand a day
    long pages = falsePages(1000, Duration.ofDays(2), 0.001);

    System.out.printf("1000 tenants at the edge of their promise for two days: %d pages%n", pages);
    assertThat(pages).isLessThanOrEqualTo(2);
  }

  /// Tenants with between one event in a minute and twenty a second, of which a share is bad.
  private static long falsePages(int tenants, Duration length, double errorRatio)
      throws IOException {
    List<TenantTraffic> fleet = new ArrayList<>();
    for (int i = 0; i < tenants; i++) {
      double rate = 0.0167 * Math.pow(1200, (double) i / tenants);
      fleet.add(new TenantTraffic(rate, _ -> errorRatio));
    }
    try (var simulation = new PagingSimulation(THREE_NINES, START, fleet, new Random(2))) {
      return simulation.run(START.plus(length)).size();
    }
  }
}
