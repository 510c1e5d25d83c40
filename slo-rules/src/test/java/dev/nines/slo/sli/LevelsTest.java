package dev.nines.slo.sli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.slo.model.Indicator;
import dev.nines.slo.model.Indicator.Comparison;
import dev.nines.slo.model.Observation;
import dev.nines.slo.model.Observation.Reading;
import dev.nines.slo.model.Sample;
import dev.nines.slo.model.SampleKind;
import dev.nines.slo.model.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LevelsTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Series ACME_MAIL = age("acme", "mail");
  private static final Series ACME_PDF = age("acme", "pdf");
  private static final Series UMBRELLA_MAIL = age("umbrella", "mail");

  private static Series age(String tenant, String queue) {
    return gauge("age_seconds", Map.of("tenant", tenant, "queue", queue));
  }

  private static Series gauge(String name, Map<String, String> labels) {
    return new Series(name, labels, SampleKind.GAUGE);
  }

  private static Selection selection(String query, Comparison comparison, double bound) {
    return new Selection(List.of(Objectives.threshold("age", query, comparison, bound)));
  }

  private static List<Contribution> read(Selection selection, Instant at, Sample... samples) {
    return selection
        .accept(
            new Observation("queue", "q", at, new Reading.Complete(List.of(samples), List.of())))
        .counts();
  }

  private static List<String> counts(List<Contribution> contributions) {
    return contributions.stream()
        .map(c -> "%s %d/%d".formatted(c.group(), c.good(), c.bad()))
        .sorted()
        .toList();
  }

  @Test
  void eachReadingIsOneEventForEachTenant() {
    Selection selection = selection("max by (tenant) (age_seconds)", Comparison.LTE, 60);

    List<Contribution> read =
        read(
            selection,
            START,
            new Sample(ACME_MAIL, 10),
            new Sample(ACME_PDF, 61),
            new Sample(UMBRELLA_MAIL, 60));

    assertThat(counts(read)).containsExactly("acme 0/1", "umbrella 1/0");
  }

  @Test
  void theFirstReadingCountsSinceALevelNeedsNoBaseline() {
    Selection selection = selection("max by (tenant) (age_seconds)", Comparison.LTE, 60);

    assertThat(counts(read(selection, START, new Sample(ACME_MAIL, 10))))
        .containsExactly("acme 1/0");
  }

  @Test
  void aQueryWithoutAggregationHoldsWhereItsWorstSeriesHolds() {
    Selection selection = selection("age_seconds", Comparison.LT, 60);

    List<Contribution> read =
        read(selection, START, new Sample(ACME_MAIL, 10), new Sample(ACME_PDF, 70));

    assertThat(counts(read)).containsExactly("acme 0/1");
  }

  @ParameterizedTest
  @CsvSource({
    "'sum by (tenant) (spend) / sum by (tenant) (budget)', LT, 0.8, 79, 100, 1/0",
    "'sum by (tenant) (spend) / sum by (tenant) (budget)', LT, 0.8, 80, 100, 0/1",
    "'100 * sum by (tenant) (spend) / sum by (tenant) (budget)', LTE, 80, 80, 100, 1/0",
    "'sum by (tenant) (budget) - sum by (tenant) (spend)', GTE, 20, 80, 100, 1/0",
    "'sum by (tenant) (spend) or vector(0)', GT, 0, 1, 1, 1/0",
    "'-max by (tenant) (-spend)', LT, 10, 9, 1, 1/0",
    "'avg by (tenant) (spend)', GT, 8, 9, 1, 1/0",
    "'count by (tenant) (spend)', GTE, 1, 9, 1, 1/0",
  })
  void levelsMayBeCombined(
      String query, Comparison comparison, double bound, double spend, double budget, String out) {
    Selection selection = selection(query, comparison, bound);

    List<Contribution> read =
        read(
            selection,
            START,
            new Sample(gauge("spend", Map.of("tenant", "acme")), spend),
            new Sample(gauge("budget", Map.of("tenant", "acme")), budget));

    assertThat(counts(read)).containsExactly("acme " + out);
  }

  @Test
  void theTimeSinceATimestampIsALevel() {
    Selection selection =
        selection("max by (tenant) (time() - backup_time_seconds)", Comparison.LT, 3600);
    Series backup = gauge("backup_time_seconds", Map.of("tenant", "acme"));
    double taken = START.getEpochSecond();

    assertThat(counts(read(selection, START.plusSeconds(3599), new Sample(backup, taken))))
        .containsExactly("acme 1/0");
    assertThat(counts(read(selection, START.plusSeconds(3600), new Sample(backup, taken))))
        .containsExactly("acme 0/1");
  }

  @Test
  void whatIsNotThereOrDividesByZeroIsNoEvent() {
    Selection selection =
        selection("sum by (tenant) (spend) / sum by (tenant) (budget)", Comparison.LT, 0.8);
    Series spend = gauge("spend", Map.of("tenant", "acme"));
    Series budget = gauge("budget", Map.of("tenant", "acme"));

    assertThat(read(selection, START, new Sample(spend, 1))).isEmpty();
    assertThat(read(selection, START, new Sample(spend, 1), new Sample(budget, 0))).isEmpty();
    assertThat(read(selection, START, new Sample(spend, Double.NaN), new Sample(budget, 1)))
        .isEmpty();
  }

  @Test
  void aReadingSpeaksForTheTimeSinceTheOneBefore() {
    Selection selection = selection("max by (tenant) (age_seconds)", Comparison.LTE, 60);
    var sample = new Sample(ACME_MAIL, 1);
    Instant second = START.plus(Duration.ofMinutes(5));

    read(selection, START, sample);

    assertThat(read(selection, second, sample).getFirst().since()).isEqualTo(START);
  }

  @Test
  void aReadingAfterAGapSpeaksForItself() {
    Selection selection = selection("max by (tenant) (age_seconds)", Comparison.LTE, 60);
    var sample = new Sample(ACME_MAIL, 1);
    Instant afterGap = START.plus(Duration.ofHours(3));

    read(selection, START, sample);
    read(selection, START.plusSeconds(60), sample);

    assertThat(read(selection, afterGap, sample).getFirst().since()).isEqualTo(afterGap);
  }

  @Test
  void aGroupThatIsGoneIsNoEvent() {
    Selection selection = selection("max by (tenant) (age_seconds)", Comparison.LTE, 60);

    read(selection, START, new Sample(ACME_MAIL, 1), new Sample(UMBRELLA_MAIL, 1));

    assertThat(counts(read(selection, START.plusSeconds(60), new Sample(ACME_MAIL, 1))))
        .containsExactly("acme 1/0");
  }

  @Test
  void itsSeriesAreWanted() {
    Selection selection = selection("max by (tenant) (age_seconds)", Comparison.LTE, 60);

    assertThat(selection.wants(ACME_MAIL)).isTrue();
    assertThat(selection.wants(gauge("other", Map.of()))).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "max(age_seconds) | 0 | aggregates the label 'tenant' away",
        "sum by (tenant, queue) (age_seconds) | 0 | finer than the groups",
        "max by (tenant) (a) / max by (tenant, queue) (b) | 22 | finer than the groups",
        "max by (tenant) (sum_over_time(a[5m])) | 17 | a range is not evaluated",
        "max by (tenant) (a - b) | 21 | two selectors",
        "max by (tenant) (sum by (tenant) (a)) | 17 | an aggregate of an aggregate",
        "1 + 2 | 0 | selects nothing",
        "max by (tenant) (time()) | 17 | a number cannot be aggregated",
      })
  void whatIsNotTakenIsRefusedAtItsPlace(String query, int offset, String problem) {
    var threshold = new Indicator.Threshold(query, Comparison.LT, 1);

    List<Refusal> refusals =
        switch (CompiledLevel.compile(threshold, "tenant")) {
          case Compilation.Compiled<CompiledLevel> _ -> List.of();
          case Compilation.Refused<CompiledLevel>(var found) -> found;
        };

    assertThat(refusals).hasSize(1);
    assertThat(refusals.getFirst().problem()).contains(problem);
    assertThat(refusals.getFirst().offset()).isEqualTo(offset);
  }
}
