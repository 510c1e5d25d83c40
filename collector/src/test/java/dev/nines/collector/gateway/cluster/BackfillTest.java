package dev.nines.collector.gateway.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.slo.engine.EventTotals;
import dev.nines.slo.ledger.Batch;
import dev.nines.slo.ledger.Entry;
import dev.nines.slo.ledger.FileStorage;
import dev.nines.slo.ledger.Ledger;
import dev.nines.slo.ledger.LedgerOptions;
import dev.nines.slo.ledger.SeriesKey;
import dev.nines.slo.model.Objective;
import dev.nines.slo.model.Observation;
import dev.nines.slo.model.Sample;
import dev.nines.slo.model.Tenant;
import dev.nines.slo.model.TenantId;
import dev.nines.slo.spec.SpecReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackfillTest {
  private static final Instant HOUR = Instant.parse("2026-03-02T10:00:00Z");
  private static final long FIRST = HOUR.getEpochSecond() / 60;

  /// In the sixth minute of the hour.
  private static final Instant BEGIN = HOUR.plusSeconds(5 * 60 + 30);

  @TempDir private Path folder;

  private final Objective objective = SpecReader.shipped().objectives().getFirst();
  private final TenantId acme = new TenantId("acme");
  private final SortedMap<Instant, Double> goodByInstant = new TreeMap<>();
  private Ledger ledger;
  private int series;

  @BeforeEach
  void fiveMinutesAndAHalfAreOnRecord() throws IOException {
    ledger = Ledger.open(FileStorage.open(folder), LedgerOptions.DEFAULTS);
    series = ledger.seriesId(new SeriesKey(objective.slo(), objective.generation(), acme));
    for (int minute = 0; minute < 5; minute++) {
      count(minute, 10, HOUR.plusSeconds(minute * 60 + 59));
    }
    count(5, 4, HOUR.plusSeconds(5 * 60 + 20));
  }

  @AfterEach
  void close() throws IOException {
    ledger.close();
  }

  @Test
  void theLastMinutesAreWrittenThoughTheyAreOpen() throws Exception {
    write(OpenMinutes.copy(ledger, FIRST, BEGIN));

    assertThat(goodByInstant.values()).containsExactly(0.0, 10.0, 20.0, 30.0, 40.0, 50.0, 54.0);
    assertThat(goodByInstant.firstKey()).isEqualTo(HOUR);
    assertThat(goodByInstant.lastKey()).isEqualTo(BEGIN);
  }

  @Test
  void whatTheGatewayCountsItselfIsNoPast() throws Exception {
    OpenMinutes open = OpenMinutes.copy(ledger, FIRST, BEGIN);
    count(5, 1_000, BEGIN.plusSeconds(1));
    count(9, 1_000, HOUR.plusSeconds(9 * 60 + 1)); // the minutes above are closed now

    write(open);

    assertThat(goodByInstant.values()).containsExactly(0.0, 10.0, 20.0, 30.0, 40.0, 50.0, 54.0);
  }

  private void count(int minute, long good, Instant recordedAt) {
    var entry = new Entry(series, FIRST + minute, 1, good, 0, 0);
    ledger.commit(new Batch(recordedAt, List.of(entry), List.of(), List.of()));
    ledger.advance(recordedAt);
  }

  private void write(OpenMinutes open) throws InterruptedException {
    var promise = new EventTotals(objective, tenant(), 0, 0, 0);
    new Backfill(ledger, open, BEGIN, _ -> series, this::take).run(List.of(promise), FIRST - 10);
  }

  private Tenant tenant() {
    return new Tenant(
        acme,
        "Acme",
        "gold",
        HOUR,
        Optional.empty(),
        ZoneOffset.UTC,
        Locale.ROOT,
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Map.of());
  }

  private void take(Observation observation) {
    if (observation.reading() instanceof Observation.Reading.Complete(List<Sample> samples, _)) {
      samples.stream()
          .filter(sample -> "good".equals(sample.series().labels().get("outcome")))
          .forEach(sample -> goodByInstant.put(observation.at(), sample.value()));
    }
  }
}
