package dev.nines.alerts.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.alerts.lifecycle.Burns;
import dev.nines.slo.verdict.TierReading;
import dev.nines.slo.verdict.Verdict;
import dev.nines.testing.TestClock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClusterWatchTest {
  private static final Verdict HEALTHY = Burns.healthy("acme");

  private final TestClock clock = TestClock.at(Burns.NOON);
  private final Map<String, RecordedSeries.Value> recorded = new HashMap<>();
  private final Instant recordedAt = Burns.NOON;
  private boolean down;
  private final ClusterWatch watch =
      new ClusterWatch(this::query, "http://prometheus", Duration.ofSeconds(15), clock);

  @Test
  void theClustersCountsDecide() {
    everyWindow(90e6, 10e6);
    var verdict = judged();
    assertThat(verdict.tiers().getFirst().crosses()).isTrue();
    assertThat(verdict.sliRatio()).hasValue(0.9);
    assertThat(verdict.state()).isEqualTo(Verdict.State.BREACHED);
    assertThat(watch.stats().judgedByCluster()).isEqualTo(1);
  }

  @Test
  void fractionsOfEventsAreRounded() {
    everyWindow(90e6 - 0.4, 10e6 + 0.4);
    assertThat(judged().figures().bad()).isEqualTo(10_000_000);
    assertThat(judged().figures().total()).isEqualTo(100_000_000);
  }

  @Test
  void aWindowThatWasNotRecordedNeitherFiresNorClears() {
    everyWindow(90e6, 10e6);
    recorded.keySet().removeIf(name -> name.endsWith("5m"));
    TierReading fast = judged().tiers().getFirst();
    assertThat(fast.crosses()).isFalse();
    assertThat(fast.clears()).isFalse();
  }

  @Test
  void rulesThatHaveNotCountedWhatTheLedgerHasAreNotBelievedYet() {
    everyWindow(9, 1);
    assertThat(judged()).isSameAs(HEALTHY);
  }

  @Test
  void coverageIsTheLedgers() {
    everyWindow(90e6, 10e6);
    var half = Burns.blind("acme");
    judgedBy(half);
    assertThat(judgedBy(half).coverageRatio()).isEqualTo(half.coverageRatio());
    assertThat(judgedBy(half).state()).isEqualTo(Verdict.State.INSUFFICIENT_DATA);
  }

  @Test
  void aPromiseOfWhichTheClusterKnowsNothingIsJudgedByTheLedger() {
    assertThat(judged()).isSameAs(HEALTHY);
    assertThat(watch.stats().judgedByLedger()).isEqualTo(1);
  }

  @Test
  void aClusterThatDoesNotAnswerIsReplacedByTheLedgerAndReported() {
    everyWindow(90e6, 10e6);
    judged();
    down = true;
    clock.advance(Duration.ofSeconds(90));
    assertThat(judged().sliRatio()).hasValue(0.9); // what it counted last is fresh enough
    clock.advance(Duration.ofSeconds(31));
    assertThat(judged()).isSameAs(HEALTHY);
    assertThat(watch.troubles())
        .singleElement()
        .satisfies(each -> assertThat(each.description()).contains("connection refused"));
    assertThat(watch.stats().failures()).isPositive();
  }

  @Test
  void rulesThatStandStillAreNotBelieved() {
    everyWindow(90e6, 10e6);
    judged();
    clock.advance(Duration.ofMinutes(3));
    assertThat(judged()).isSameAs(HEALTHY);
    assertThat(watch.troubles())
        .singleElement()
        .satisfies(each -> assertThat(each.description()).contains("have not counted anything"));
  }

  private Verdict judged() {
    return judgedBy(HEALTHY);
  }

  /// Judges twice: the first time tells the watch what to read.
  private Verdict judgedBy(Verdict embedded) {
    watch.judge(List.of(embedded), clock.instant());
    watch.read();
    return watch.judge(List.of(embedded), clock.instant()).getFirst();
  }

  private void everyWindow(double good, double bad) {
    for (String window : List.of("5m", "30m", "1h", "2h", "6h", "1d", "3d", "30d")) {
      record("nines:sli_bad:increase" + window, bad);
      record("nines:sli_total:increase" + window, good + bad);
    }
  }

  private void record(String name, double value) {
    recorded.put(
        name,
        new RecordedSeries.Value(
            Map.of("__name__", name, "tenant", "acme", "service", "shop", "slo", "availability"),
            value));
  }

  private List<RecordedSeries.Value> query(String promql, Instant at) throws IOException {
    if (down) {
      throw new IOException("connection refused");
    }
    if (promql.startsWith("max(timestamp(")) {
      return recorded.isEmpty()
          ? List.of()
          : List.of(new RecordedSeries.Value(Map.of(), recordedAt.getEpochSecond()));
    }
    return recorded.containsKey(promql) ? List.of(recorded.get(promql)) : List.of();
  }
}
