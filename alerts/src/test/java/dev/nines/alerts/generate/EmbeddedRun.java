package dev.nines.alerts.generate;

import dev.nines.slo.engine.SloEngine;
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
import dev.nines.slo.verdict.Judge;
import dev.nines.slo.verdict.TierReading;
import dev.nines.slo.window.Figures;
import dev.nines.slo.window.Measure;
import dev.nines.slo.window.RunningSums;
import dev.nines.testing.PlainTenant;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The scenarios through the embedded engine, one tick a minute.
final class EmbeddedRun {
  static final List<Duration> WINDOWS =
      List.of(
          Duration.ofMinutes(5),
          Duration.ofMinutes(30),
          Duration.ofHours(1),
          Duration.ofHours(2),
          Duration.ofHours(6));

  /// In the middle of a minute, so that it does not matter to which one its edge belongs.
  private static final Instant START = Instant.parse("2026-03-02T00:00:30Z");

  /// What a tier does: it does not fire, it fires, or what is missing decides.
  enum Answer {
    QUIET,
    FIRING,
    OPEN
  }

  /// What the engine found.
  ///
  /// @param counts bad and total events, by window, scenario and minute
  /// @param answers by tier, scenario and minute
  record Found(Map<Duration, long[][][]> counts, Map<String, Answer[][]> answers) {}

  private final Path folder;
  private final List<Objective> objectives;
  private final List<Scenario> scenarios;
  private final List<Tenant> tenants;
  private final Found found = new Found(new HashMap<>(), new HashMap<>());

  EmbeddedRun(Path folder, List<Objective> objectives, List<Scenario> scenarios) {
    this.folder = folder;
    this.objectives = objectives;
    this.scenarios = scenarios;
    this.tenants = scenarios.stream().map(EmbeddedRun::tenant).toList();
    for (var window : WINDOWS) {
      found.counts.put(window, new long[scenarios.size()][Scenario.MINUTES][]);
    }
  }

  private static Tenant tenant(Scenario scenario) {
    return PlainTenant.of(scenario.name(), "enterprise", at(scenario.onboarded()));
  }

  private static Instant at(int minute) {
    return START.plus(Duration.ofMinutes(minute));
  }

  Found run() throws IOException {
    try (var ledger = Ledger.open(FileStorage.open(folder), LedgerOptions.DEFAULTS)) {
      var engine = new SloEngine(ledger, new Judge(), objectives);
      var sums = new RunningSums(ledger, WINDOWS.stream().map(Measure::events).toList());
      for (int minute = 0; minute < Scenario.MINUTES; minute++) {
        for (int each = 0; each < scenarios.size(); each++) {
          if (scenarios.get(each).isScraped(minute)) {
            engine.offer(observation(scenarios.get(each), minute));
          }
        }
        var tick = engine.tick(tenants, at(minute));
        sums.add(tick.commit());
        sums.advance();
        for (int each = 0; each < scenarios.size(); each++) {
          keep(engine, sums, each, minute);
        }
        for (var verdict : tick.verdicts()) {
          int scenario = tenants.indexOf(verdict.tenant());
          for (var reading : verdict.tiers()) {
            found
                    .answers
                    .computeIfAbsent(
                        reading.tier().name(), _ -> new Answer[scenarios.size()][Scenario.MINUTES])[
                    scenario][minute] =
                answer(reading);
          }
        }
      }
    }
    return found;
  }

  private void keep(SloEngine engine, RunningSums sums, int scenario, int minute) {
    var tenant = tenants.get(scenario);
    int series = engine.series(objectives.getFirst().slo(), tenant.id()).orElseThrow();
    for (var window : WINDOWS) {
      Figures figures = sums.figures(series, Measure.events(window), tenant.onboardedAt());
      found.counts.get(window)[scenario][minute] = new long[] {figures.bad(), figures.total()};
    }
  }

  private static Answer answer(TierReading reading) {
    if (reading.crosses()) {
      return Answer.FIRING;
    }
    boolean onlyEvidenceLacks = !reading.evidence() && !reading.clears();
    return reading.clears() || onlyEvidenceLacks && isMeasured(reading)
        ? Answer.QUIET
        : Answer.OPEN;
  }

  private static boolean isMeasured(TierReading reading) {
    return reading.longBurn().low() == reading.longBurn().high()
        && reading.shortBurn().low() == reading.shortBurn().high();
  }

  private static Observation observation(Scenario scenario, int minute) {
    return new Observation(
        "scrape",
        scenario.name(),
        at(minute),
        new Reading.Complete(
            List.of(
                new Sample(series("events_total", scenario), scenario.total()[minute]),
                new Sample(series("failed_total", scenario), scenario.bad()[minute])),
            List.of()));
  }

  private static Series series(String name, Scenario scenario) {
    return new Series(name, Map.of("tenant", scenario.name()), SampleKind.CUMULATIVE);
  }
}
