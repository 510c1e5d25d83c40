package dev.nines.slo.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.slo.exclusion.Exclusion;
import dev.nines.slo.exclusion.Exclusions;
import dev.nines.slo.exclusion.Schedule;
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
import dev.nines.slo.model.TenantId;
import dev.nines.slo.spec.SpecReader;
import dev.nines.slo.verdict.Judge;
import dev.nines.slo.verdict.TierReading;
import dev.nines.slo.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The same history, with and without planned maintenance.
class EngineExclusionTest {
  private static final Instant START = Instant.parse("2026-03-02T12:00:00Z");
  private static final Tenant ACME =
      new Tenant(
          new TenantId("acme"),
          "Acme",
          "enterprise",
          START,
          Optional.empty(),
          ZoneOffset.UTC,
          Locale.ENGLISH,
          List.of(),
          Optional.empty(),
          Optional.empty(),
          Map.of());

  @TempDir private Path folder;
  private final Series good = series("good");
  private final Series bad = series("bad");
  private Exclusions exclusions = Exclusions.NONE;
  private Ledger ledger;
  private SloEngine engine;

  @BeforeEach
  void open() throws IOException {
    ledger = Ledger.open(FileStorage.open(folder), LedgerOptions.DEFAULTS);
    engine = new SloEngine(ledger, new Judge(), availability(), () -> exclusions);
  }

  @AfterEach
  void close() throws IOException {
    ledger.close();
  }

  @Test
  void anOutageWithinMaintenanceBurnsNothing() {
    exclusions = maintenance(60, 80);

    Verdict verdict = run(60, 80, 79);

    assertThat(firing(verdict)).isEmpty();
    assertThat(verdict.figures().bad()).isZero();
    assertThat(verdict.figures().expectedMinutes()).isEqualTo(60);
  }

  @Test
  void anOutageThatGoesOnCountsFromTheEndOfTheMaintenance() {
    exclusions = maintenance(60, 80);

    Verdict verdict = run(60, 90, 85);

    assertThat(verdict.figures().bad()).isEqualTo(6 * 4);
    assertThat(firing(verdict)).contains("fast");
  }

  @Test
  void maintenanceThatIsEnteredAfterwardsTakesTheBurnBack() {
    Verdict before = run(60, 80, 79);
    exclusions = maintenance(60, 80);
    Verdict after = tick(START.plusSeconds(79 * 60 + 59));

    assertThat(firing(before)).contains("fast");
    assertThat(firing(after)).isEmpty();
    assertThat(after.figures().bad()).isZero();
  }

  @Test
  void maintenanceThatIsWithdrawnLetsItCountAgain() {
    exclusions = maintenance(60, 80);
    run(60, 80, 79);
    exclusions = Exclusions.NONE;

    assertThat(tick(START.plusSeconds(79 * 60 + 59)).figures().bad()).isEqualTo(80);
  }

  @Test
  void afterARestartItIsLeftOutAsBefore() throws IOException {
    exclusions = maintenance(60, 80);
    Verdict before = run(60, 80, 100);
    ledger.close();
    open();

    Verdict after = tick(START.plusSeconds(100 * 60 + 46));

    assertThat(after.figures()).isEqualTo(before.figures());
  }

  /// Probes each 15 s from minute 0 on, all bad from one minute to another.
  private Verdict run(int outageFrom, int outageTo, int lastMinute) {
    Verdict verdict = tick(START);
    for (int second = 0; second < (lastMinute + 1) * 60; second += 15) {
      boolean down = second >= outageFrom * 60 && second < outageTo * 60;
      Instant at = START.plusSeconds(second);
      engine.offer(
          new Observation(
              "probe",
              "health/acme",
              at,
              new Reading.Complete(
                  List.of(new Sample(good, down ? 0 : 1), new Sample(bad, down ? 1 : 0)),
                  List.of())));
      verdict = tick(at.plusMillis(100));
    }
    return verdict;
  }

  private Verdict tick(Instant now) {
    return engine.tick(List.of(ACME), now).verdicts().getFirst();
  }

  private static List<String> firing(Verdict verdict) {
    return verdict.tiers().stream()
        .filter(TierReading::crosses)
        .map(reading -> reading.tier().name())
        .toList();
  }

  private static Exclusions maintenance(int fromMinute, int toMinute) {
    return new Exclusions(
        List.of(
            new Exclusion(
                "upgrade",
                "maintenance",
                "MariaDB 11.8",
                "ops",
                START,
                Optional.empty(),
                List.of(),
                List.of(),
                new Schedule.Once(
                    START.plusSeconds(fromMinute * 60L), START.plusSeconds(toMinute * 60L)))));
  }

  private static List<Objective> availability() {
    return SpecReader.shipped().objectives().stream()
        .filter(each -> each.slo().equals("tenant-availability"))
        .toList();
  }

  private static Series series(String outcome) {
    return new Series(
        "nines_probe_checks_total",
        Map.of("probe", "health", "tenant", "acme", "outcome", outcome),
        SampleKind.DELTA);
  }
}
