package dev.nines.slo.sli;

import static dev.nines.slo.sli.ReadTarget.counter;
import static dev.nines.slo.sli.ReadTarget.sample;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.slo.model.Objective;
import dev.nines.slo.model.Series;
import org.junit.jupiter.api.Test;

/// Thresholds that are edges of a histogram, and those that are not.
class BucketEdgesTest {
  private static final Objective LATENCY =
      Objectives.good(
          "latency",
          "sum by (tenant) (increase(t_bucket{le=\"0.5\"}[{{.window}}]))",
          "sum by (tenant) (increase(t_count[{{.window}}]))");

  private final ReadTarget target = new ReadTarget(LATENCY);

  @Test
  void aThresholdThatIsABucketEdgeIsExactWhateverItsSpelling() {
    Series lower = counter("t_bucket", "tenant", "acme", "le", "0.25");
    Series edge = counter("t_bucket", "tenant", "acme", "le", "0.50");
    Series count = counter("t_count", "tenant", "acme");
    target.counts(sample(lower, 0), sample(edge, 0), sample(count, 0));

    assertThat(target.counts(sample(lower, 1), sample(edge, 5), sample(count, 7)))
        .containsExactly("latency acme 5/2/0");
    assertThat(target.selection().inexactThresholds()).isEmpty();
  }

  @Test
  void aThresholdBetweenEdgesLeavesTheEventsBetweenThemInDoubt() {
    Series lower = counter("t_bucket", "tenant", "acme", "le", "0.25");
    Series upper = counter("t_bucket", "tenant", "acme", "le", "1");
    Series last = counter("t_bucket", "tenant", "acme", "le", "+Inf");
    Series count = counter("t_count", "tenant", "acme");
    target.counts(sample(lower, 0), sample(upper, 0), sample(last, 0), sample(count, 0));

    assertThat(
            target.counts(sample(lower, 4), sample(upper, 7), sample(last, 10), sample(count, 10)))
        .containsExactly("latency acme 4/3/3");
    assertThat(target.selection().inexactThresholds())
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
    var target =
        new ReadTarget(
            Objectives.bad(
                "slow",
                "sum by (tenant) (increase(t_count[5m])) - sum by (tenant)"
                    + " (increase(t_bucket{le=\"0.5\"}[5m]))",
                "sum by (tenant) (increase(t_count[5m]))"));
    Series lower = counter("t_bucket", "tenant", "acme", "le", "0.25");
    Series upper = counter("t_bucket", "tenant", "acme", "le", "1");
    Series count = counter("t_count", "tenant", "acme");
    target.counts(sample(lower, 0), sample(upper, 0), sample(count, 0));

    assertThat(target.counts(sample(lower, 4), sample(upper, 7), sample(count, 10)))
        .containsExactly("slow acme 4/3/3");
  }

  @Test
  void whenTheEdgeDisappearsItsNeighboursTakeOver() {
    Series lower = counter("t_bucket", "tenant", "acme", "le", "0.25");
    Series edge = counter("t_bucket", "tenant", "acme", "le", "0.5");
    Series upper = counter("t_bucket", "tenant", "acme", "le", "1");
    Series count = counter("t_count", "tenant", "acme");
    target.counts(sample(lower, 0), sample(edge, 0), sample(upper, 0), sample(count, 0));
    target.counts(sample(lower, 10), sample(edge, 20), sample(upper, 30), sample(count, 40));

    assertThat(target.counts(sample(lower, 11), sample(upper, 33), sample(count, 44))).isEmpty();
    assertThat(target.counts(sample(lower, 12), sample(upper, 36), sample(count, 48)))
        .containsExactly("latency acme 1/1/2");
  }

  @Test
  void bucketsAreWantedWhateverTheirEdge() {
    assertThat(target.selection().wants(counter("t_bucket", "le", "7"))).isTrue();
    assertThat(target.selection().wants(counter("t_bucket"))).isFalse();
  }
}
