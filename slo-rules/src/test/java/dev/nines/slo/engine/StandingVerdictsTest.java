package dev.nines.slo.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.slo.ledger.FileStorage;
import dev.nines.slo.ledger.Ledger;
import dev.nines.slo.ledger.LedgerOptions;
import dev.nines.slo.model.Objective;
import dev.nines.slo.model.Observation;
import dev.nines.slo.model.Observation.Reading;
import dev.nines.slo.model.Sample;
import dev.nines.slo.model.SampleKind;
import dev.nines.slo.model.Series;
import dev.nines.slo.model.Tenant;
import dev.nines.slo.spec.SpecReader;
import dev.nines.slo.verdict.Judge;
import dev.nines.slo.verdict.Verdict;
import dev.nines.testing.PlainTenant;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What stands must be what judging anew would say.
class StandingVerdictsTest {
  private static final Instant START = Instant.parse("2026-03-31T22:58:40Z");
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void whatStandsIsWhatJudgingAnewWouldSay(long seed) throws IOException {
    List<Objective> objectives = objectives();
    try (Ledger one = ledger("standing");
        Ledger other = ledger("anew")) {
      var standing = new SloEngine(one, new Judge(), objectives);
      var anew = new SloEngine(other, new Judge(), objectives);
      var random = new Random(seed);
      Instant now = START;
      for (int tick = 0; tick < 120; tick++) {
        now = now.plusMillis(random.nextInt(25_000));
        for (Observation observation : observations(random, now)) {
          standing.offer(observation);
          anew.offer(observation);
        }
        List<Tenant> tenants = tenants(random.nextInt(20) == 0 ? 2 : 3);
        anew.judgeAllAnew();
        assertThat(undated(standing.tick(tenants, now)))
            .as("seed %d, tick %d", seed, tick)
            .isEqualTo(undated(anew.tick(tenants, now)));
      }
    }
  }

  @Test
  void aQuietPromiseIsNotJudgedAgainWithinAMinute() throws IOException {
    try (Ledger ledger = ledger("quiet")) {
      var engine = new SloEngine(ledger, new Judge(), objectives());
      engine.offer(observation("t0", START, 10, 0));
      Tick first = engine.tick(tenants(2), START);

      Tick next = engine.tick(tenants(2), START.plusSeconds(15));
      Tick afterTheMinute = engine.tick(tenants(2), START.plusSeconds(30));

      assertThat(next.verdicts()).isEqualTo(first.verdicts());
      assertThat(afterTheMinute.verdicts())
          .allSatisfy(each -> assertThat(each.at()).isEqualTo(START.plusSeconds(30)));
    }
  }

  @Test
  void whatCountedIsJudgedInTheSameMinute() throws IOException {
    try (Ledger ledger = ledger("counted")) {
      var engine = new SloEngine(ledger, new Judge(), objectives());
      engine.offer(observation("t0", START, 10, 0));
      engine.tick(tenants(2), START);

      engine.offer(observation("t0", START.plusSeconds(5), 10, 5));
      Tick next = engine.tick(tenants(2), START.plusSeconds(5));

      assertThat(next.verdicts())
          .filteredOn(each -> each.tenant().id().value().equals("t0"))
          .filteredOn(each -> each.objective().slo().equals("events"))
          .singleElement()
          .satisfies(each -> assertThat(each.sliRatio().orElseThrow()).isLessThan(1));
    }
  }

  /// What stands was judged at another instant.
  private static List<Verdict> undated(Tick tick) {
    return tick.verdicts().stream()
        .map(
            each ->
                new Verdict(
                    each.objective(),
                    each.tenant(),
                    Instant.EPOCH,
                    each.figures(),
                    each.sliRatio(),
                    each.sliUpperRatio(),
                    each.errorBudgetRatio(),
                    each.budgetRemainingRatio(),
                    each.coverageRatio(),
                    each.tiers(),
                    each.state()))
        .toList();
  }

  private Ledger ledger(String name) throws IOException {
    return Ledger.open(FileStorage.open(folder.resolve(name)), LedgerOptions.DEFAULTS);
  }

  /// Idle, good, bad, late, and more bad than there were, which freezes.
  private static List<Observation> observations(Random random, Instant now) {
    var observations = new ArrayList<Observation>();
    for (int tenant = 0; tenant < 3; tenant++) {
      int kind = random.nextInt(12);
      Instant at = kind == 0 ? now.minusSeconds(random.nextInt(400)) : now;
      int all = kind < 6 ? random.nextInt(20) : 0;
      int bad = kind == 1 ? all : kind == 2 && random.nextInt(8) == 0 ? all + 1 : 0;
      if (kind < 9) {
        observations.add(observation("t" + tenant, at, all, bad));
      }
    }
    return observations;
  }

  private static Observation observation(String tenant, Instant at, int all, int bad) {
    return new Observation(
        "test",
        tenant,
        at,
        new Reading.Complete(
            List.of(sample("all_total", tenant, all), sample("bad_total", tenant, bad)),
            List.of()));
  }

  private static Sample sample(String name, String tenant, int value) {
    return new Sample(new Series(name, Map.of("tenant", tenant), SampleKind.DELTA), value);
  }

  private static List<Tenant> tenants(int count) {
    var tenants = new ArrayList<Tenant>();
    for (int i = 0; i < count; i++) {
      tenants.add(PlainTenant.of("t" + i, "standard", START.minusSeconds(600)));
    }
    return tenants;
  }

  private static List<Objective> objectives() {
    return SpecReader.read("slo.yaml", EngineMethodsTest.SPECS, SpecReader.References.MAY_STAY_OPEN)
        .objectives();
  }
}
