package dev.nines.slo.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nines.slo.engine.SloEngine;
import dev.nines.slo.ledger.FileStorage;
import dev.nines.slo.ledger.Ledger;
import dev.nines.slo.ledger.LedgerOptions;
import dev.nines.slo.model.Minute;
import dev.nines.slo.model.Objective;
import dev.nines.slo.model.Observation;
import dev.nines.slo.model.Sample;
import dev.nines.slo.model.SampleKind;
import dev.nines.slo.model.Series;
import dev.nines.slo.model.Severity;
import dev.nines.slo.model.Tenant;
import dev.nines.slo.sli.Selection;
import dev.nines.slo.spec.SpecReader;
import dev.nines.slo.verdict.Judge;
import dev.nines.slo.verdict.Verdict;
import dev.nines.testing.PlainTenant;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BacktestTest {
  private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
  private static final long START_MINUTE = START.getEpochSecond() / 60;
  private static final Objective OBJECTIVE =
      SpecReader.read(
              "slo.yaml",
              """
              apiVersion: openslo/v1
              kind: SLO
              metadata: {name: errors}
              spec:
                service: shop
                indicator:
                  metadata: {name: errors}
                  spec:
                    ratioMetric:
                      bad: {metricSource: {type: Prometheus, spec: {query: 'sum by (tenant) (req_total{code="500"})'}}}
                      total: {metricSource: {type: Prometheus, spec: {query: 'sum by (tenant) (req_total)'}}}
                timeWindow: [{duration: 30d, isRolling: true}]
                budgetingMethod: Occurrences
                objectives: [{target: 0.99}]
              """,
              SpecReader.References.MUST_RESOLVE)
          .objectives()
          .getFirst();
  private static final Tenant ACME = PlainTenant.of("acme", "any", START);

  private final Backtest backtest = new Backtest();

  /// 100 events a minute, so many of them bad in the minutes of an outage.
  private static History outage(int minutes, int from, int to, int badEach) {
    var all = new ArrayList<Minute>();
    for (int i = 0; i < minutes; i++) {
      int bad = i >= from && i < to ? badEach : 0;
      all.add(new Minute(START_MINUTE + i, 100 - bad, bad, 0, true));
    }
    return new History(START_MINUTE, all, List.of());
  }

  private BacktestResult run(History history, int fromMinute, int toMinute) {
    return backtest.run(
        OBJECTIVE,
        ACME,
        "acme",
        history,
        START.plusSeconds(60L * fromMinute),
        START.plusSeconds(60L * toMinute));
  }

  @Test
  void anOutageIsOnePageWithBeginningAndEnd() {
    BacktestResult result = run(outage(900, 300, 330, 100), 240, 900);

    Page page = result.pages().getFirst();
    assertThat(result.pages()).hasSize(1);
    assertThat(page.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(page.startsAt()).isBetween(START.plusSeconds(60 * 301), START.plusSeconds(60 * 310));
    assertThat(page.endsAt()).isPresent();
    assertThat(page.duration(result.to())).isGreaterThan(Duration.ofMinutes(20));
    assertThat(page.highestBurnRate()).isGreaterThan(10);
  }

  @Test
  void aPageThatStillFiresHasNoEnd() {
    BacktestResult result = run(outage(400, 300, 400, 100), 240, 400);

    assertThat(result.pages().getLast().endsAt()).isEmpty();
  }

  @Test
  void withoutErrorsNobodyIsPaged() {
    BacktestResult result = run(outage(600, 0, 0, 0), 240, 600);

    assertThat(result.pages()).isEmpty();
    assertThat(result.curve().getLast().budgetRemainingRatio()).isEqualTo(1);
    assertThat(result.highestKept().orElseThrow().target()).isEqualByComparingTo("0.9999");
  }

  @Test
  void theCurveHasTheBudgetAtTheEnd() {
    // 30 of 600 minutes bad are 5 % of the events, five times the budget of 1 %
    BacktestResult result = run(outage(600, 300, 330, 100), 240, 600);

    assertThat(result.curve().getLast().budgetRemainingRatio()).isCloseTo(-4, within(1e-9));
    assertThat(result.curve().getFirst().at()).isEqualTo(result.from());
  }

  @Test
  void theHighestTargetThatTheDataSupportsIsFound() {
    // at its worst, minute 330, 30 of 330 minutes were bad: 90.9 % good
    assertThat(run(outage(600, 300, 330, 100), 240, 600).highestKept().orElseThrow().target())
        .isEqualByComparingTo("0.9");
  }

  @Test
  void theVerdictsAreTheEngines(@TempDir Path folder) throws IOException {
    long seed = System.nanoTime();
    var random = new Random(seed);
    var selection = new Selection(List.of(OBJECTIVE));
    var builder = new HistoryBuilder(START_MINUTE, START_MINUTE + 160);
    long good = 0;
    long bad = 0;
    try (Ledger ledger =
        Ledger.open(FileStorage.open(folder.resolve("ledger")), LedgerOptions.DEFAULTS)) {
      var engine = new SloEngine(ledger, new Judge(), List.of(OBJECTIVE));
      for (int minute = 0; minute < 160; minute++) {
        good += random.nextInt(100);
        bad += random.nextInt(minute > 80 && minute < 110 ? 60 : 2);
        Instant readAt = START.plusSeconds(60L * minute + 30);
        Observation observation = reading(readAt, good, bad);
        selection.accept(observation).counts().forEach(builder::add);
        engine.offer(observation);
        engine.tick(List.of(ACME), readAt.plusSeconds(1));
        if (minute % 20 == 19) {
          Instant at = START.plusSeconds(60L * (minute + 1));
          Verdict theirs = engine.tick(List.of(ACME), at).verdicts().getFirst();
          Verdict ours = backtest.verdict(OBJECTIVE, ACME, builder.build(), at);

          assertThat(ours.sliRatio())
              .as("seed %d, minute %d", seed, minute)
              .isEqualTo(theirs.sliRatio());
          assertThat(ours.budgetRemainingRatio()).isEqualTo(theirs.budgetRemainingRatio());
          assertThat(ours.tiers()).isEqualTo(theirs.tiers());
        }
      }
    }
  }

  private static Observation reading(Instant at, long good, long bad) {
    return new Observation(
        "scrape",
        "app:1",
        at,
        new Observation.Reading.Complete(
            List.of(sample("200", good), sample("500", bad)), List.of()));
  }

  private static Sample sample(String code, long value) {
    return new Sample(
        new Series("req_total", Map.of("tenant", "acme", "code", code), SampleKind.CUMULATIVE),
        value);
  }
}
