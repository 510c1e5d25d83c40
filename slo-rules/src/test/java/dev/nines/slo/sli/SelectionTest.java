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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SelectionTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Objective ERRORS =
      Objectives.bad(
          "errors",
          "sum by (tenant) (increase(req_total{code=~\"5..\"}[{{.window}}]))",
          "sum by (tenant) (increase(req_total[{{.window}}]))");
  private static final Objective LATENCY =
      Objectives.good(
          "latency",
          "sum by (tenant) (increase(t_bucket{le=\"0.5\"}[{{.window}}]))",
          "sum by (tenant) (increase(t_count[{{.window}}]))");

  private static final Series OK = counter("req_total", "tenant", "acme", "code", "200");
  private static final Series FAILED = counter("req_total", "tenant", "acme", "code", "500");

  private Selection selection = new Selection(List.of(ERRORS));
  private final List<Baseline> journal = new ArrayList<>();
  private int tick;

  private static Series counter(String name, String... labels) {
    return series(SampleKind.CUMULATIVE, name, labels);
  }

  private static Series series(SampleKind kind, String name, String... labels) {
    var map = new HashMap<String, String>();
    for (int i = 0; i < labels.length; i += 2) {
      map.put(labels[i], labels[i + 1]);
    }
    return new Series(name, map, kind);
  }

  private static Sample at(Series series, double value) {
    return new Sample(series, value);
  }

  private Instant now() {
    return START.plusSeconds(15L * tick);
  }

  private Contributions read(Sample... samples) {
    tick++;
    Contributions contributions =
        selection.accept(
            new Observation(
                "scrape", "app:1", now(), new Reading.Complete(List.of(samples), List.of())));
    journal.addAll(contributions.changedBaselines());
    return contributions;
  }

  private List<String> counts(Sample... samples) {
    return read(samples).counts().stream()
        .map(
            c ->
                "%s %s %d/%d/%d"
                    .formatted(c.objective().slo(), c.group(), c.good(), c.bad(), c.doubtful()))
        .toList();
  }

  private void restart(Objective... objectives) {
    selection = new Selection(List.of(objectives));
    selection.restore(journal);
  }

  @Test
  void theFirstReadingSetsBaselinesOnly() {
    assertThat(counts(at(OK, 1000), at(FAILED, 10))).isEmpty();
    assertThat(counts(at(OK, 1007), at(FAILED, 12))).containsExactly("errors acme 7/2/0");
  }

  @Test
  void anIdleTenantHasAContributionOfZeros() {
    counts(at(OK, 1000));

    assertThat(counts(at(OK, 1000))).containsExactly("errors acme 0/0/0");
  }

  @Test
  void aResetCounterCountsFromZero() {
    counts(at(OK, 1000));

    assertThat(counts(at(OK, 3))).containsExactly("errors acme 3/0/0");
  }

  @Test
  void aNewSeriesOfAKnownTargetCountsFromZero() {
    counts(at(OK, 1000));

    assertThat(counts(at(OK, 1000), at(FAILED, 1))).containsExactly("errors acme 0/1/0");
  }

  @Test
  void aSeriesThatWasAwayGoesOnWhereItWas() {
    counts(at(OK, 1000), at(FAILED, 5));
    counts(at(OK, 1001));

    assertThat(counts(at(OK, 1002), at(FAILED, 7))).containsExactly("errors acme 1/2/0");
  }

  @Test
  void aPartialReadingCountsNowhereAndTheNextWholeOneCoversIt() {
    counts(at(OK, 1000));
    for (Reading reading :
        List.of(
            new Reading.Partial("cut off"),
            new Reading.Blind("no network"),
            new Reading.Unreachable("refused"))) {
      tick++;
      assertThat(selection.accept(new Observation("scrape", "app:1", now(), reading)))
          .isEqualTo(Contributions.NONE);
    }

    Contributions next = read(at(OK, 1010));

    assertThat(next.counts())
        .singleElement()
        .satisfies(
            c -> {
              assertThat(c.good()).isEqualTo(10);
              assertThat(c.since()).isEqualTo(START.plusSeconds(15));
              assertThat(c.at()).isEqualTo(now());
            });
  }

  @Test
  void staleMarkersAreNoSamples() {
    counts(at(OK, 1000), at(FAILED, 5));

    assertThat(counts(at(OK, 1001), at(FAILED, Double.NaN))).containsExactly("errors acme 1/0/0");
    assertThat(counts(at(OK, 1002), at(FAILED, 6))).containsExactly("errors acme 1/1/0");
  }

  @Test
  void theOrderOfSamplesDoesNotMatter() {
    counts(at(OK, 1000), at(FAILED, 5));

    assertThat(counts(at(FAILED, 6), at(OK, 1003))).containsExactly("errors acme 3/1/0");
  }

  @Test
  void theSameSeriesTwiceInOneReadingCountsOnce() {
    counts(at(OK, 1000), at(OK, 1000));

    assertThat(counts(at(OK, 1001), at(OK, 1001))).containsExactly("errors acme 1/0/0");
  }

  @Test
  void targetsDoNotMix() {
    read(at(OK, 1000));
    Contributions other =
        selection.accept(
            new Observation(
                "scrape", "app:2", now(), new Reading.Complete(List.of(at(OK, 5)), List.of())));

    assertThat(other.counts()).isEmpty();
    assertThat(counts(at(OK, 1001))).containsExactly("errors acme 1/0/0");
  }

  @Test
  void afterARestartCountingGoesOn() {
    counts(at(OK, 1000), at(FAILED, 5));
    restart(ERRORS);

    Contributions next = read(at(OK, 1010), at(FAILED, 7));

    assertThat(next.counts()).singleElement().extracting("good", "bad").containsExactly(10L, 2L);
    assertThat(next.counts().getFirst().since()).isEqualTo(START.plusSeconds(15));
  }

  @Test
  void aSeriesThatIsNewAfterARestartCountsFromZero() {
    counts(at(OK, 1000));
    restart(ERRORS);

    assertThat(counts(at(OK, 1001), at(FAILED, 37))).containsExactly("errors acme 1/37/0");
  }

  @Test
  void aNewObjectiveDoesNotCountTheHistoryOfItsCounters() {
    Series old = counter("t_count", "tenant", "acme");
    Series bucket = counter("t_bucket", "tenant", "acme", "le", "0.5");
    counts(at(OK, 1000));
    restart(ERRORS, LATENCY);

    assertThat(counts(at(OK, 1001), at(old, 5000), at(bucket, 4000)))
        .containsExactly("errors acme 1/0/0");
    assertThat(counts(at(OK, 1001), at(old, 5003), at(bucket, 4002)))
        .containsExactly("errors acme 0/0/0", "latency acme 2/1/0");
  }

  @Test
  void aCounterThatNothingSelectsAnyMoreIsForgotten() {
    counts(at(OK, 1000));
    restart(LATENCY);
    counts();
    restart(ERRORS, LATENCY);

    assertThat(counts(at(OK, 900_000))).isEmpty();
  }

  @Test
  void selectionsHandOverAtAReload() {
    counts(at(OK, 1000));
    var next = new Selection(List.of(ERRORS));
    next.restore(selection.baselines());
    selection = next;

    assertThat(counts(at(OK, 1004))).containsExactly("errors acme 4/0/0");
  }

  @Test
  void moreBadThanAllIsAViolationAndCountsNothing() {
    selection =
        new Selection(
            List.of(
                Objectives.bad("x", "sum by (tenant) (bad_total)", "sum by (tenant) (all_total)")));
    Series bad = counter("bad_total", "tenant", "acme");
    Series all = counter("all_total", "tenant", "acme");
    read(at(bad, 0), at(all, 0));

    Contributions next = read(at(bad, 11), at(all, 10));

    assertThat(next.counts()).isEmpty();
    assertThat(next.violations())
        .singleElement()
        .satisfies(
            v -> {
              assertThat(v.group()).isEqualTo("acme");
              assertThat(v.problem()).isEqualTo("11 of only 10 events: more than there are");
            });
  }

  @Test
  void aNegativeCounterIsAViolation() {
    counts(at(OK, 1000));

    assertThat(read(at(OK, -1)).violations()).hasSize(1);
    assertThat(counts(at(OK, 1002))).containsExactly("errors acme 2/0/0");
  }

  @Test
  void partsOfEventsAreCarriedUntilTheyAreWhole() {
    read(at(OK, 0), at(FAILED, 0));
    long good = 0;
    long bad = 0;
    for (int i = 1; i <= 10; i++) {
      Contribution c = read(at(OK, 0.25 * i), at(FAILED, 0.75 * i)).counts().getFirst();
      good += c.good();
      bad += c.bad();
      assertThat(c.bad()).isLessThanOrEqualTo(c.total());
    }

    assertThat(good + bad).isEqualTo(10);
    assertThat(bad).isEqualTo(7);
  }

  @Test
  void doubtfulEventsAreTakenFromTheOthers() {
    selection =
        new Selection(
            List.of(
                Objectives.doubtful(
                    "x",
                    "sum by (tenant) (slow_total)",
                    "sum by (tenant) (all_total)",
                    "sum by (tenant) (waits_total)")));
    Series slow = counter("slow_total", "tenant", "acme");
    Series all = counter("all_total", "tenant", "acme");
    Series waits = counter("waits_total", "tenant", "acme");
    read(at(slow, 0), at(all, 0), at(waits, 0));

    assertThat(counts(at(slow, 2), at(all, 10), at(waits, 3))).containsExactly("x acme 5/2/3");
    assertThat(counts(at(slow, 4), at(all, 20), at(waits, 99))).containsExactly("x acme 0/2/8");
  }

  @Test
  void samplesThatAreDeltasCountAsTheyAre() {
    Series delta = series(SampleKind.DELTA, "req_total", "tenant", "acme", "code", "500");

    assertThat(counts(at(delta, 3))).containsExactly("errors acme 0/3/0");
    assertThat(counts(at(delta, 3))).containsExactly("errors acme 0/3/0");
  }

  @Test
  void aGaugeOfSuccessCountsEachReading() {
    selection =
        new Selection(
            List.of(
                Objectives.good(
                    "probe",
                    "sum by (tenant) (sum_over_time(up[5m]))",
                    "sum by (tenant) (count_over_time(up[5m]))")));
    Series up = series(SampleKind.GAUGE, "up", "tenant", "acme");

    assertThat(counts(at(up, 1))).containsExactly("probe acme 1/0/0");
    assertThat(counts(at(up, 0))).containsExactly("probe acme 0/1/0");
  }

  @Test
  void aSeriesWithoutTheLabelIsShownInTheEmptyGroup() {
    Series nobody = counter("req_total", "code", "200");
    counts(at(nobody, 1));

    assertThat(counts(at(nobody, 2))).containsExactly("errors  1/0/0");
  }

  @Test
  void aThresholdThatIsABucketEdgeIsExactWhateverItsSpelling() {
    selection = new Selection(List.of(LATENCY));
    Series lower = counter("t_bucket", "tenant", "acme", "le", "0.25");
    Series edge = counter("t_bucket", "tenant", "acme", "le", "0.50");
    Series count = counter("t_count", "tenant", "acme");
    counts(at(lower, 0), at(edge, 0), at(count, 0));

    assertThat(counts(at(lower, 1), at(edge, 5), at(count, 7)))
        .containsExactly("latency acme 5/2/0");
    assertThat(selection.inexactThresholds()).isEmpty();
  }

  @Test
  void aThresholdBetweenEdgesLeavesTheEventsBetweenThemInDoubt() {
    selection = new Selection(List.of(LATENCY));
    Series lower = counter("t_bucket", "tenant", "acme", "le", "0.25");
    Series upper = counter("t_bucket", "tenant", "acme", "le", "1");
    Series last = counter("t_bucket", "tenant", "acme", "le", "+Inf");
    Series count = counter("t_count", "tenant", "acme");
    counts(at(lower, 0), at(upper, 0), at(last, 0), at(count, 0));

    assertThat(counts(at(lower, 4), at(upper, 7), at(last, 10), at(count, 10)))
        .containsExactly("latency acme 4/3/3");
    assertThat(selection.inexactThresholds())
        .singleElement()
        .satisfies(
            t ->
                assertThat(t.remedy())
                    .isEqualTo(
                        "t_bucket has no bucket le=\"0.5\" (its neighbours are 0.25 and 1). Add 0.5"
                            + " to the buckets of this histogram"));
  }

  @Test
  void subtractedBucketsAreConservativeTheOtherWayRound() {
    selection =
        new Selection(
            List.of(
                Objectives.bad(
                    "slow",
                    "sum by (tenant) (increase(t_count[5m])) - sum by (tenant)"
                        + " (increase(t_bucket{le=\"0.5\"}[5m]))",
                    "sum by (tenant) (increase(t_count[5m]))")));
    Series lower = counter("t_bucket", "tenant", "acme", "le", "0.25");
    Series upper = counter("t_bucket", "tenant", "acme", "le", "1");
    Series count = counter("t_count", "tenant", "acme");
    counts(at(lower, 0), at(upper, 0), at(count, 0));

    assertThat(counts(at(lower, 4), at(upper, 7), at(count, 10)))
        .containsExactly("slow acme 4/3/3");
  }

  @Test
  void whenTheEdgeDisappearsItsNeighboursTakeOver() {
    selection = new Selection(List.of(LATENCY));
    Series lower = counter("t_bucket", "tenant", "acme", "le", "0.25");
    Series edge = counter("t_bucket", "tenant", "acme", "le", "0.5");
    Series upper = counter("t_bucket", "tenant", "acme", "le", "1");
    Series count = counter("t_count", "tenant", "acme");
    counts(at(lower, 0), at(edge, 0), at(upper, 0), at(count, 0));
    counts(at(lower, 10), at(edge, 20), at(upper, 30), at(count, 40));

    assertThat(counts(at(lower, 11), at(upper, 33), at(count, 44))).isEmpty();
    assertThat(counts(at(lower, 12), at(upper, 36), at(count, 48)))
        .containsExactly("latency acme 1/1/2");
  }

  @Test
  void onlyWhatIsSelectedIsWanted() {
    assertThat(selection.wants(OK)).isTrue();
    assertThat(selection.wants(counter("other_total", "tenant", "acme"))).isFalse();
    assertThat(new Selection(List.of(LATENCY)).wants(counter("t_bucket", "le", "7"))).isTrue();
    assertThat(new Selection(List.of(LATENCY)).wants(counter("t_bucket"))).isFalse();
  }

  @Test
  void unchangedCountersAreNotJournalledAgain() {
    read(at(OK, 1000), at(FAILED, 5));

    assertThat(read(at(OK, 1001), at(FAILED, 5)).changedBaselines())
        .singleElement()
        .satisfies(b -> assertThat(b.series()).isEqualTo(OK));
  }

  @Test
  void matchersSeeAbsentLabelsAsEmpty() {
    selection =
        new Selection(
            List.of(
                Objectives.bad(
                    "x", "sum by (tenant) (a{path=\"\"})", "sum by (tenant) (a{x!~\"y|z\"})")));

    assertThat(selection.wants(new Series("a", Map.of("x", "y", "path", "p"), SampleKind.GAUGE)))
        .isFalse();
    assertThat(selection.wants(new Series("a", Map.of("path", "p"), SampleKind.GAUGE))).isTrue();
  }
}
