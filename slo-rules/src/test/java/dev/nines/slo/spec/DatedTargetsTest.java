package dev.nines.slo.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.slo.model.Objective;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatedTargetsTest {

  private static SpecSet read(String annotations) {
    String text =
        """
        apiVersion: openslo/v1
        kind: SLO
        metadata:
          name: checkout
          annotations:
            %s
        spec:
          service: shop
          indicator:
            metadata: {name: errors}
            spec:
              ratioMetric:
                bad: {metricSource: {type: Prometheus, spec: {query: "sum by (tenant) (rate(bad[{{.window}}]))"}}}
                total: {metricSource: {type: Prometheus, spec: {query: "sum by (tenant) (rate(all[{{.window}}]))"}}}
          timeWindow: [{duration: 28d, isRolling: true}]
          budgetingMethod: Occurrences
          objectives: [{target: 0.99}]
        """
            .formatted(annotations);
    return SpecReader.read("a.yaml", text, SpecReader.References.MAY_STAY_OPEN);
  }

  @Test
  void aTargetHoldsFromItsDayOn() {
    Objective objective =
        read("nines.dev/target: \"99.5 from 2026-07-01\"").objectives().getFirst();

    assertThat(objective.targets().of("acme", "gold").at(Instant.parse("2026-06-30T23:59:59Z")))
        .isEqualByComparingTo("0.99");
    assertThat(objective.targets().of("acme", "gold").at(Instant.parse("2026-07-01T00:00:00Z")))
        .isEqualByComparingTo("0.995");
  }

  @Test
  void tiersAndTenantsHaveDatesOfTheirOwn() {
    Objective objective =
        read("""
        nines.dev/target.gold: "99.5, 99.9 from 2026-07-01T00:00+02:00"
            nines.dev/tenant-target.acme: "99.99 from 2026-08-01, 99.95 from 2027-01-01"\
        """)
            .objectives()
            .getFirst();

    assertThat(objective.targets().of("hooli", "gold").at(Instant.parse("2026-06-30T22:00:00Z")))
        .isEqualByComparingTo("0.999");
    assertThat(objective.targets().of("acme", "gold").at(Instant.parse("2026-07-15T00:00:00Z")))
        .isEqualByComparingTo("0.999");
    assertThat(objective.targets().of("acme", "gold").at(Instant.parse("2026-12-31T00:00:00Z")))
        .isEqualByComparingTo("0.9999");
    assertThat(objective.targets().of("acme", "gold").at(Instant.parse("2027-01-01T00:00:00Z")))
        .isEqualByComparingTo("0.9995");
  }

  @Test
  void checkPrintsTheDates() {
    SpecSet specs =
        read(
            """
            nines.dev/target.gold: "99.9, 99.95 from 2026-07-01"
                nines.dev/tenant-target.acme: "99.99"\
            """);

    assertThat(new CheckReport(specs).render())
        .contains("99 %, gold 99.9 %, acme 99.99 %, gold 99.95 % from 2026-07-01");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "target: \"99.5\" | has a target without a date",
        "target: \"99.5 from July\" | is no date",
        "target: \"99.5 from 2026-02-30\" | is no date",
        "target: \"99.5 since 2026-07-01\" | is no target",
        "target: \"99.5 from 2026-07-01T00:00\" | is no date",
        "target.gold: \"99.5,\" | is no target",
        "target.gold: \"99.5, 99.9\" | two targets begin at the same time",
        "target.gold: \"100 from 2026-07-01\" | must be at least 0 and below 100 percent",
        "target.gold: \"1e2\" | must be a decimal number",
      })
  void whatCannotBeReadIsSaid(String annotation, String problem) {
    SpecSet specs = read("nines.dev/" + annotation);

    assertThat(specs.valid()).isFalse();
    assertThat(specs.diagnostics().getFirst().render()).contains("a.yaml:6").contains(problem);
  }
}
