package dev.nines.slo.sli;

import static dev.nines.slo.sli.ReadTarget.counter;
import static dev.nines.slo.sli.ReadTarget.sample;
import static dev.nines.slo.sli.ReadTarget.series;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.slo.model.Objective;
import dev.nines.slo.model.Observation;
import dev.nines.slo.model.Observation.Reading;
import dev.nines.slo.model.SampleKind;
import dev.nines.slo.model.Series;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SelectionTest {
  private static final Objective ERRORS =
      Objectives.bad(
          "errors",
          "sum by (tenant) (increase(req_total{code=~\"5..\"}[{{.window}}]))",
          "sum by (tenant) (increase(req_total[{{.window}}]))");

  private static final Series OK = counter("req_total", "tenant", "acme", "code", "200");
  private static final Series FAILED = counter("req_total", "tenant", "acme", "code", "500");

  private final ReadTarget target = new ReadTarget(ERRORS);

  @Test
  void theFirstReadingSetsBaselinesOnly() {
    assertThat(target.counts(sample(OK, 1000), sample(FAILED, 10))).isEmpty();
    assertThat(target.counts(sample(OK, 1007), sample(FAILED, 12)))
        .containsExactly("errors acme 7/2/0");
  }

  @Test
  void anIdleTenantHasAContributionOfZeros() {
    target.counts(sample(OK, 1000));

    assertThat(target.counts(sample(OK, 1000))).containsExactly("errors acme 0/0/0");
  }

  @Test
  void aResetCounterCountsFromZero() {
    target.counts(sample(OK, 1000));

    assertThat(target.counts(sample(OK, 3))).containsExactly("errors acme 3/0/0");
  }

  @Test
  void aNewSeriesOfAKnownTargetCountsFromZero() {
    target.counts(sample(OK, 1000));

    assertThat(target.counts(sample(OK, 1000), sample(FAILED, 1)))
        .containsExactly("errors acme 0/1/0");
  }

  @Test
  void aSeriesThatWasAwayGoesOnWhereItWas() {
    target.counts(sample(OK, 1000), sample(FAILED, 5));
    target.counts(sample(OK, 1001));

    assertThat(target.counts(sample(OK, 1002), sample(FAILED, 7)))
        .containsExactly("errors acme 1/2/0");
  }

  @Test
  void aPartialReadingCountsNowhereAndTheNextWholeOneCoversIt() {
    target.counts(sample(OK, 1000));
    for (Reading reading :
        List.of(
            new Reading.Partial("cut off"),
            new Reading.Blind("no network"),
            new Reading.Unreachable("refused"))) {
      assertThat(target.next(reading)).isEqualTo(Contributions.NONE);
    }

    Contributions next = target.read(sample(OK, 1010));

    assertThat(next.counts())
        .singleElement()
        .satisfies(
            c -> {
              assertThat(c.good()).isEqualTo(10);
              assertThat(c.since()).isEqualTo(ReadTarget.START.plusSeconds(15));
              assertThat(c.at()).isEqualTo(target.now());
            });
  }

  @Test
  void staleMarkersAreNoSamples() {
    target.counts(sample(OK, 1000), sample(FAILED, 5));

    assertThat(target.counts(sample(OK, 1001), sample(FAILED, Double.NaN)))
        .containsExactly("errors acme 1/0/0");
    assertThat(target.counts(sample(OK, 1002), sample(FAILED, 6)))
        .containsExactly("errors acme 1/1/0");
  }

  @Test
  void theOrderOfSamplesDoesNotMatter() {
    target.counts(sample(OK, 1000), sample(FAILED, 5));

    assertThat(target.counts(sample(FAILED, 6), sample(OK, 1003)))
        .containsExactly("errors acme 3/1/0");
  }

  @Test
  void theSameSeriesTwiceInOneReadingCountsOnce() {
    target.counts(sample(OK, 1000), sample(OK, 1000));

    assertThat(target.counts(sample(OK, 1001), sample(OK, 1001)))
        .containsExactly("errors acme 1/0/0");
  }

  @Test
  void targetsDoNotMix() {
    target.read(sample(OK, 1000));
    Contributions other =
        target
            .selection()
            .accept(
                new Observation(
                    "scrape",
                    "app:2",
                    target.now(),
                    new Reading.Complete(List.of(sample(OK, 5)), List.of())));

    assertThat(other.counts()).isEmpty();
    assertThat(target.counts(sample(OK, 1001))).containsExactly("errors acme 1/0/0");
  }

  @Test
  void moreBadThanAllIsAViolationAndCountsNothing() {
    var target =
        new ReadTarget(
            Objectives.bad("x", "sum by (tenant) (bad_total)", "sum by (tenant) (all_total)"));
    Series bad = counter("bad_total", "tenant", "acme");
    Series all = counter("all_total", "tenant", "acme");
    target.read(sample(bad, 0), sample(all, 0));

    Contributions next = target.read(sample(bad, 11), sample(all, 10));

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
    target.counts(sample(OK, 1000));

    assertThat(target.read(sample(OK, -1)).violations()).hasSize(1);
    assertThat(target.counts(sample(OK, 1002))).containsExactly("errors acme 2/0/0");
  }

  @Test
  void partsOfEventsAreCarriedUntilTheyAreWhole() {
    target.read(sample(OK, 0), sample(FAILED, 0));
    long good = 0;
    long bad = 0;
    for (int i = 1; i <= 10; i++) {
      Contribution c =
          target.read(sample(OK, 0.25 * i), sample(FAILED, 0.75 * i)).counts().getFirst();
      good += c.good();
      bad += c.bad();
      assertThat(c.bad()).isLessThanOrEqualTo(c.total());
    }

    assertThat(good + bad).isEqualTo(10);
    assertThat(bad).isEqualTo(7);
  }

  @Test
  void doubtfulEventsAreTakenFromTheOthers() {
    var target =
        new ReadTarget(
            Objectives.doubtful(
                "x",
                "sum by (tenant) (slow_total)",
                "sum by (tenant) (all_total)",
                "sum by (tenant) (waits_total)"));
    Series slow = counter("slow_total", "tenant", "acme");
    Series all = counter("all_total", "tenant", "acme");
    Series waits = counter("waits_total", "tenant", "acme");
    target.read(sample(slow, 0), sample(all, 0), sample(waits, 0));

    assertThat(target.counts(sample(slow, 2), sample(all, 10), sample(waits, 3)))
        .containsExactly("x acme 5/2/3");
    assertThat(target.counts(sample(slow, 4), sample(all, 20), sample(waits, 99)))
        .containsExactly("x acme 0/2/8");
  }

  @Test
  void samplesThatAreDeltasCountAsTheyAre() {
    Series delta = series(SampleKind.DELTA, "req_total", "tenant", "acme", "code", "500");

    assertThat(target.counts(sample(delta, 3))).containsExactly("errors acme 0/3/0");
    assertThat(target.counts(sample(delta, 3))).containsExactly("errors acme 0/3/0");
  }

  @Test
  void aGaugeOfSuccessCountsEachReading() {
    var target =
        new ReadTarget(
            Objectives.good(
                "probe",
                "sum by (tenant) (sum_over_time(up[5m]))",
                "sum by (tenant) (count_over_time(up[5m]))"));
    Series up = series(SampleKind.GAUGE, "up", "tenant", "acme");

    assertThat(target.counts(sample(up, 1))).containsExactly("probe acme 1/0/0");
    assertThat(target.counts(sample(up, 0))).containsExactly("probe acme 0/1/0");
  }

  @Test
  void aSeriesWithoutTheLabelIsShownInTheEmptyGroup() {
    Series nobody = counter("req_total", "code", "200");
    target.counts(sample(nobody, 1));

    assertThat(target.counts(sample(nobody, 2))).containsExactly("errors  1/0/0");
  }

  @Test
  void onlyWhatIsSelectedIsWanted() {
    assertThat(target.selection().wants(OK)).isTrue();
    assertThat(target.selection().wants(counter("other_total", "tenant", "acme"))).isFalse();
  }

  @Test
  void matchersSeeAbsentLabelsAsEmpty() {
    var target =
        new ReadTarget(
            Objectives.bad(
                "x", "sum by (tenant) (a{path=\"\"})", "sum by (tenant) (a{x!~\"y|z\"})"));

    assertThat(
            target
                .selection()
                .wants(new Series("a", Map.of("x", "y", "path", "p"), SampleKind.GAUGE)))
        .isFalse();
    assertThat(target.selection().wants(new Series("a", Map.of("path", "p"), SampleKind.GAUGE)))
        .isTrue();
  }
}
