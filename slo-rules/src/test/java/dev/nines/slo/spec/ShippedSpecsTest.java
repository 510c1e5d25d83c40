package dev.nines.slo.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.slo.model.Objective;
import dev.nines.slo.spec.SpecReader.References;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShippedSpecsTest {
  private static final Path PACK = Path.of("packs", "saas-core");

  @Test
  void theShippedRulesAreValidAndAllEvaluatedByTenant() {
    SpecSet specs = SpecReader.shipped();

    assertThat(specs.diagnostics()).isEmpty();
    assertThat(specs.notEvaluated()).isEmpty();
    assertThat(specs.objectives())
        .allSatisfy(objective -> assertThat(objective.groupBy()).isEqualTo("tenant"))
        .extracting(Objective::slo)
        .containsExactly(
            "tenant-availability",
            "tenant-query-latency",
            "api-creation-latency",
            "api-dashboard-latency",
            "api-mobile-latency");
  }

  @ParameterizedTest
  @CsvSource({
    "business, trial-conversion, ''",
    "cost, spend-daily spend-daily-limit spend-monthly-warning spend-monthly, service",
    "queues, queue-age queue-workers queue-stalled queue-failures queue-duration, tenant",
    "restaurant, order-time order-rate order-cost table-turnover, tenant",
    "realtime, realtime-latency realtime-drops, tenant",
    "isolation, isolation-findings isolation-drift, server",
    "canaries, canary-latency, tenant",
  })
  void everyOtherPackIsValidAndEvaluated(String pack, String slos, String groupBy) {
    SpecSet specs = SpecReader.read(List.of(PACK.resolveSibling(pack)), References.MUST_RESOLVE);

    assertThat(specs.diagnostics()).isEmpty();
    assertThat(specs.notEvaluated()).isEmpty();
    assertThat(specs.objectives()).extracting(Objective::slo).containsExactly(slos.split(" "));
    assertThat(specs.objectives()).extracting(Objective::groupBy).containsOnly(groupBy);
  }

  @Test
  void dependenciesAreJudgedByWhatTheyAre() {
    SpecSet specs = SpecReader.read(List.of("dependencies"), List.of(), References.MUST_RESOLVE);

    assertThat(specs.diagnostics()).isEmpty();
    assertThat(specs.notEvaluated()).isEmpty();
    assertThat(specs.objectives())
        .extracting(each -> each.slo() + " by " + each.groupBy())
        .containsExactly(
            "dependency-errors by server_address",
            "dependency-latency by server_address",
            "dependency-probe by probe",
            "webhook-delivery by http_route",
            "webhook-age by heartbeat");
  }

  @Test
  void theApiPackHasTheLatenciesOfTheCoreAlsoBesideIt() {
    List<String> alone =
        SpecReader.read(List.of("api"), List.of(), References.MUST_RESOLVE).objectives().stream()
            .map(Objective::slo)
            .toList();
    SpecSet both = SpecReader.read(List.of("saas-core", "api"), List.of(), References.MUST_RESOLVE);

    assertThat(alone)
        .containsExactlyInAnyOrder(
            "api-creation-latency",
            "api-dashboard-latency",
            "api-mobile-latency",
            "api-p95",
            "api-errors");
    assertThat(both.diagnostics()).isEmpty();
    assertThat(both.objectives()).extracting(Objective::slo).doesNotHaveDuplicates().hasSize(7);
  }

  @Test
  void theJarHasEveryFileOfEveryPack() throws IOException {
    try (Stream<Path> folders = Files.list(PACK.resolveSibling(""))) {
      for (Path folder : folders.toList()) {
        String pack = folder.getFileName().toString();
        try (Stream<Path> files = Files.list(folder)) {
          assertThat(Packs.ownFiles(pack))
              .containsExactlyInAnyOrderElementsOf(
                  files
                      .map(file -> file.getFileName().toString())
                      .filter(name -> !name.equals("README.md"))
                      .map(name -> "packs/" + pack + "/" + name)
                      .toList());
        }
      }
    }
  }

  @Test
  void thePackInTheJarIsThatOfTheFolder() {
    assertThat(SpecReader.read(List.of(PACK), References.MUST_RESOLVE).objectives())
        .extracting(Objective::slo)
        .containsExactlyInAnyOrderElementsOf(
            SpecReader.shipped().objectives().stream().map(Objective::slo).toList());
  }

  @Test
  void everyPackIsEvaluated() {
    SpecSet all = SpecReader.read(Packs.names(), List.of(), References.MUST_RESOLVE);

    assertThat(all.diagnostics()).isEmpty();
    assertThat(all.notEvaluated()).isEmpty();
    assertThat(all.objectives()).hasSizeGreaterThan(12);
  }

  @Test
  void theReportSaysWhatWillBeEvaluated() {
    var report = new CheckReport(SpecReader.shipped());

    assertThat(report.exitCode()).isZero();
    assertThat(report.render())
        .isEqualTo(
            """
            SLO                    service          each    target                   window  counts                  evaluated
            tenant-availability    tenant-api       tenant  99.9 %                   30d     bad of total            yes
            tenant-query-latency   tenant-database  tenant  99 %, enterprise 99.9 %  30d     bad of total, doubtful  yes
            api-creation-latency   tenant-api       tenant  99 %                     30d     good of total           yes
            api-dashboard-latency  tenant-api       tenant  99 %                     30d     good of total           yes
            api-mobile-latency     tenant-api       tenant  99 %                     30d     good of total           yes

            Valid, 0 warnings. 5 SLOs, 5 evaluated, 0 not.
            """);
  }

  @Test
  void anInvalidFileMakesTheCheckFail() {
    var report = new CheckReport(SpecReader.read("x.yaml", "kind: SLO", References.MAY_STAY_OPEN));

    assertThat(report.exitCode()).isEqualTo(1);
    assertThat(report.render())
        .isEqualTo(
            """
            x.yaml:1:1: error: apiVersion: is missing. Add the field 'apiVersion'.

            Invalid: 1 error, 0 warnings. 0 SLOs, 0 evaluated, 0 not.
            """);
  }
}
