package dev.nines.collector.gateway;

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
import dev.nines.slo.spec.SpecReader;
import dev.nines.slo.verdict.Judge;
import dev.nines.testing.PlainTenant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The last reading of a gateway that ran until some time ago and has not been back since.
final class EarlierReading {
  private EarlierReading() {}

  /// Writes it into a ledger that no gateway has open.
  ///
  /// @param rules the file with the objectives
  /// @param at when it was
  /// @param instance the address of the application that was read
  /// @param served good requests of each tenant by then; none was bad
  static void write(
      Path storage, Path rules, Instant at, String instance, List<String> tenants, long served)
      throws IOException {
    List<Objective> objectives =
        SpecReader.read(List.of(rules), SpecReader.References.MUST_RESOLVE).objectives();
    var samples = new ArrayList<Sample>();
    for (String tenant : tenants) {
      samples.add(new Sample(requests(instance, tenant, "good"), served));
      samples.add(new Sample(requests(instance, tenant, "bad"), 0));
    }
    Files.createDirectories(storage);
    try (Ledger ledger =
        Ledger.open(FileStorage.open(storage.resolve("ledger")), LedgerOptions.DEFAULTS)) {
      var engine = new SloEngine(ledger, new Judge(), objectives);
      engine.offer(
          new Observation(
              "scrape",
              "app/%s/metrics".formatted(instance),
              at,
              new Reading.Complete(samples, List.of())));
      engine.tick(tenants.stream().map(EarlierReading::tenant).toList(), at);
    }
  }

  private static Series requests(String instance, String tenant, String outcome) {
    return new Series(
        "app_requests_total",
        Map.of("tenant", tenant, "outcome", outcome, "job", "app", "instance", instance),
        SampleKind.CUMULATIVE);
  }

  private static Tenant tenant(String id) {
    return PlainTenant.of(id);
  }
}
