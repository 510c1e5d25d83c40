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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SloEngineTest {
  private static final Instant START = Instant.parse("2026-03-02T12:00:30Z");
  private static final Tenant ACME = tenant("acme");

  @TempDir private Path folder;
  private Ledger ledger;
  private SloEngine engine;

  @BeforeEach
  void open() throws IOException {
    List<Objective> availability =
        SpecReader.shipped().objectives().stream()
            .filter(each -> each.slo().equals("tenant-availability"))
            .toList();
    ledger = Ledger.open(FileStorage.open(folder.resolve("ledger")), LedgerOptions.DEFAULTS);
    engine = new SloEngine(ledger, new Judge(), availability);
  }

  @AfterEach
  void close() throws IOException {
    ledger.close();
  }

  @Test
  void aTenantWithoutObservationsIsJudgedAndHasNoData() {
    Tick tick = engine.tick(List.of(ACME), START);

    assertThat(tick.verdicts())
        .singleElement()
        .satisfies(each -> assertThat(each.state()).isEqualTo(Verdict.State.NO_DATA));
    assertThat(engine.eventTotals())
        .singleElement()
        .satisfies(each -> assertThat(each.good() + each.bad()).isZero());
  }

  @Test
  void whatArrivedIsDurableAndJudgedInTheSameTick() {
    engine.tick(List.of(ACME), START);
    engine.offer(check("acme", START.plusSeconds(1), 9, 1));

    Tick tick = engine.tick(List.of(ACME), START.plusSeconds(2));

    assertThat(tick.commit().durable()).isTrue();
    assertThat(tick.verdicts().getFirst().sliRatio()).hasValue(0.9);
    assertThat(engine.eventTotals().getFirst())
        .satisfies(each -> assertThat(each.good()).isEqualTo(9))
        .satisfies(each -> assertThat(each.bad()).isEqualTo(1));
  }

  @Test
  void countsOfATenantThatNobodyKnowsGoNowhere() {
    engine.offer(check("stranger", START, 5, 5));

    Tick tick = engine.tick(List.of(ACME), START.plusSeconds(1));

    assertThat(tick.quarantined()).isPositive();
    assertThat(tick.commit().accepted()).isEmpty();
    assertThat(tick.verdicts()).noneMatch(each -> each.tenant().id().value().equals("stranger"));
  }

  @Test
  void aPartialReadingCountsNowhere() {
    engine.offer(new Observation("probe", "health/acme", START, new Reading.Partial("cut off")));

    assertThat(engine.tick(List.of(ACME), START.plusSeconds(1)).commit().accepted()).isEmpty();
  }

  @Test
  void aTenantThatLeftIsNoLongerJudged() {
    engine.tick(List.of(ACME, tenant("globex")), START);

    assertThat(engine.tick(List.of(ACME), START.plusSeconds(1)).verdicts()).hasSize(1);
  }

  private static Observation check(String tenant, Instant at, int good, int bad) {
    return new Observation(
        "probe",
        "health/" + tenant,
        at,
        new Reading.Complete(
            List.of(sample(tenant, "good", good), sample(tenant, "bad", bad)), List.of()));
  }

  private static Sample sample(String tenant, String outcome, int count) {
    return new Sample(
        new Series(
            "nines_probe_checks_total",
            Map.of("probe", "health", "tenant", tenant, "outcome", outcome),
            SampleKind.DELTA),
        count);
  }

  private static Tenant tenant(String id) {
    return PlainTenant.of(id, "enterprise", START.minusSeconds(3600));
  }
}
