package dev.nines.slo.engine;

import dev.nines.slo.exclusion.Exclusions;
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
import dev.nines.slo.verdict.TierReading;
import dev.nines.slo.verdict.Verdict;
import dev.nines.testing.PlainTenant;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// An engine over a ledger in a folder, and one tenant whose probes it is given.
final class EngineRig implements AutoCloseable {
  static final Instant START = Instant.parse("2026-03-02T12:00:00Z");
  static final Tenant ACME = PlainTenant.of("acme", "enterprise", START);
  private static final int SECONDS_PER_MINUTE = 60;

  final Ledger ledger;
  final SloEngine engine;
  Exclusions exclusions = Exclusions.NONE;
  private final Series good = series("good");
  private final Series bad = series("bad");
  private Verdict last;

  EngineRig(Path folder) throws IOException {
    ledger = Ledger.open(FileStorage.open(folder), LedgerOptions.DEFAULTS);
    engine = new SloEngine(ledger, new Judge(), List.of(availability()), () -> exclusions);
    last = tick(START);
  }

  /// The shipped promise, 99.9 % by probes.
  static Objective availability() {
    return SpecReader.shipped().objectives().stream()
        .filter(each -> each.slo().equals("tenant-availability"))
        .findFirst()
        .orElseThrow();
  }

  void promise(Objective objective) {
    engine.replace(List.of(objective));
  }

  /// The same counts in each minute from one to before another.
  void run(int fromMinute, int toMinute, int goodCount, int badCount) {
    for (int minute = fromMinute; minute < toMinute; minute++) {
      Instant at = START.plusSeconds((long) minute * SECONDS_PER_MINUTE);
      probe(at, goodCount, badCount);
      tick(at.plusMillis(100));
    }
  }

  void probe(Instant at, int goodCount, int badCount) {
    engine.offer(
        new Observation(
            "probe",
            "health/acme",
            at,
            new Reading.Complete(
                List.of(new Sample(good, goodCount), new Sample(bad, badCount)), List.of())));
  }

  Verdict tick(Instant now) {
    last = engine.tick(List.of(ACME), now).verdicts().getFirst();
    return last;
  }

  /// The verdict of the last tick.
  Verdict last() {
    return last;
  }

  static List<String> firing(Verdict verdict) {
    return verdict.tiers().stream()
        .filter(TierReading::crosses)
        .map(reading -> reading.tier().name())
        .toList();
  }

  private static Series series(String outcome) {
    return new Series(
        "nines_probe_checks_total",
        Map.of("probe", "health", "tenant", "acme", "outcome", outcome),
        SampleKind.DELTA);
  }

  @Override
  public void close() throws IOException {
    ledger.close();
  }
}
