package dev.nines.slo.sli;

import static dev.nines.slo.sli.ReadTarget.counter;
import static dev.nines.slo.sli.ReadTarget.sample;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.slo.model.Objective;
import dev.nines.slo.model.Series;
import org.junit.jupiter.api.Test;

/// What a counter counts after a restart or a reload.
class SelectionRestartTest {
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

  private final ReadTarget target = new ReadTarget(ERRORS);

  @Test
  void afterARestartCountingGoesOn() {
    target.counts(sample(OK, 1000), sample(FAILED, 5));
    target.restart(ERRORS);

    Contributions next = target.read(sample(OK, 1010), sample(FAILED, 7));

    assertThat(next.counts()).singleElement().extracting("good", "bad").containsExactly(10L, 2L);
    assertThat(next.counts().getFirst().since()).isEqualTo(ReadTarget.START.plusSeconds(15));
  }

  @Test
  void aSeriesThatIsNewAfterARestartCountsFromZero() {
    target.counts(sample(OK, 1000));
    target.restart(ERRORS);

    assertThat(target.counts(sample(OK, 1001), sample(FAILED, 37)))
        .containsExactly("errors acme 1/37/0");
  }

  @Test
  void aNewObjectiveDoesNotCountTheHistoryOfItsCounters() {
    Series old = counter("t_count", "tenant", "acme");
    Series bucket = counter("t_bucket", "tenant", "acme", "le", "0.5");
    target.counts(sample(OK, 1000));
    target.restart(ERRORS, LATENCY);

    assertThat(target.counts(sample(OK, 1001), sample(old, 5000), sample(bucket, 4000)))
        .containsExactly("errors acme 1/0/0");
    assertThat(target.counts(sample(OK, 1001), sample(old, 5003), sample(bucket, 4002)))
        .containsExactly("errors acme 0/0/0", "latency acme 2/1/0");
  }

  @Test
  void aCounterThatNothingSelectsAnyMoreIsForgotten() {
    target.counts(sample(OK, 1000));
    target.restart(LATENCY);
    target.counts();
    target.restart(ERRORS, LATENCY);

    assertThat(target.counts(sample(OK, 900_000))).isEmpty();
  }

  @Test
  void selectionsHandOverAtAReload() {
    target.counts(sample(OK, 1000));
    target.reload(ERRORS);

    assertThat(target.counts(sample(OK, 1004))).containsExactly("errors acme 4/0/0");
  }

  @Test
  void unchangedCountersAreNotJournalledAgain() {
    target.read(sample(OK, 1000), sample(FAILED, 5));

    assertThat(target.read(sample(OK, 1001), sample(FAILED, 5)).changedBaselines())
        .singleElement()
        .satisfies(b -> assertThat(b.series()).isEqualTo(OK));
  }
}
