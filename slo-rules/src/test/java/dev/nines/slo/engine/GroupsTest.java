package dev.nines.slo.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.slo.ledger.FileStorage;
import dev.nines.slo.ledger.Ledger;
import dev.nines.slo.ledger.LedgerOptions;
import dev.nines.slo.model.Objective;
import dev.nines.slo.model.Observation;
import dev.nines.slo.model.Sample;
import dev.nines.slo.model.SampleKind;
import dev.nines.slo.model.Series;
import dev.nines.slo.spec.SpecReader;
import dev.nines.slo.verdict.Judge;
import dev.nines.slo.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Objectives that are grouped by another label than the tenant's, or not at all.
class GroupsTest {
  private static final Instant START = Instant.parse("2026-03-02T12:00:30Z");

  @TempDir private Path folder;

  private static List<Objective> objectives(String by) {
    return SpecReader.read(
            "sloth.yml",
            """
            version: prometheus/v1
            service: shop
            slos:
              - name: requests
                objective: 99
                sli:
                  events:
                    error_query: sum %1$s (rate(req_total{code="500"}[{{.window}}]))
                    total_query: sum %1$s (rate(req_total[{{.window}}]))
                alerting: {name: Requests}
            """
                .formatted(by),
            SpecReader.References.MUST_RESOLVE)
        .objectives();
  }

  private Ledger ledger() throws IOException {
    return Ledger.open(FileStorage.open(folder.resolve("ledger")), LedgerOptions.DEFAULTS);
  }

  private static Observation reading(int second, long good, long bad) {
    return new Observation(
        "scrape",
        "app:1",
        START.plusSeconds(second),
        new Observation.Reading.Complete(
            List.of(sample("200", good), sample("500", bad)), List.of()));
  }

  private static Sample sample(String code, long value) {
    return new Sample(
        new Series("req_total", Map.of("route", "/a", "code", code), SampleKind.CUMULATIVE), value);
  }

  private static List<Verdict> verdicts(SloEngine engine, int... seconds) {
    List<Verdict> last = List.of();
    for (int second : seconds) {
      engine.offer(reading(second, 9L * second, second));
      last = engine.tick(List.of(), START.plusSeconds(second + 1)).verdicts();
    }
    return last;
  }

  @ParameterizedTest
  @CsvSource({"'', all", "by (route), /a"})
  void anObjectiveWithoutTenantsIsJudgedForEachOfItsGroups(String by, String name)
      throws IOException {
    try (Ledger ledger = ledger()) {
      var engine = new SloEngine(ledger, new Judge(), objectives(by));

      List<Verdict> verdicts = verdicts(engine, 0, 15, 30);

      assertThat(verdicts).hasSize(1);
      assertThat(verdicts.getFirst().tenant().name()).isEqualTo(name);
      assertThat(verdicts.getFirst().sliRatio()).hasValue(0.9);
    }
  }

  @Test
  void aGroupIsJudgedAgainAfterARestartBeforeItIsCounted() throws IOException {
    try (Ledger ledger = ledger()) {
      verdicts(new SloEngine(ledger, new Judge(), objectives("")), 0, 15, 30);
    }
    try (Ledger ledger = ledger()) {
      var engine = new SloEngine(ledger, new Judge(), objectives(""));

      List<Verdict> verdicts = engine.tick(List.of(), START.plusSeconds(60)).verdicts();

      assertThat(verdicts).hasSize(1);
      assertThat(verdicts.getFirst().sliRatio()).hasValue(0.9);
    }
  }

  @Test
  void aGroupStaysWhenTheTenantsChange() throws IOException {
    try (Ledger ledger = ledger()) {
      var engine = new SloEngine(ledger, new Judge(), objectives(""));
      verdicts(engine, 0, 15);

      engine.replace(objectives(""));

      assertThat(engine.tick(List.of(), START.plusSeconds(60)).verdicts()).hasSize(1);
    }
  }

  @ParameterizedTest
  @CsvSource({"/api/v1,200", "ä", "''", "acme", "'a,b'"})
  void everyGroupHasAnId(String group) {
    assertThat(GroupTenant.of(group, START).id().value()).isNotBlank();
  }

  @Test
  void groupsThatLookAlikeHaveDifferentIds() {
    assertThat(GroupTenant.id("/a")).isNotEqualTo(GroupTenant.id("//a"));
  }
}
