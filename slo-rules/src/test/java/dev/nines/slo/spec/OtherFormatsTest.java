package dev.nines.slo.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.nines.slo.model.BudgetWindow;
import dev.nines.slo.model.BurnCondition;
import dev.nines.slo.model.Indicator;
import dev.nines.slo.model.Objective;
import dev.nines.slo.model.Severity;
import dev.nines.slo.spec.SpecReader.References;
import dev.nines.slo.yaml.Diagnostic;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OtherFormatsTest {
  private static final String SLOTH =
      """
      version: "prometheus/v1"
      service: "myservice"
      labels: {tier: 2}
      slos:
        - name: "requests-availability"
          objective: 99.9
          sli:
            events:
              error_query: sum(rate(requests_total{code=~"5.."}[{{.window}}]))
              total_query: sum(rate(requests_total[{{.window}}]))
          alerting:
            name: HighErrorRate
            ticket_alert:
              disable: true
      """;
  private static final String PYRRA =
      """
      apiVersion: pyrra.dev/v1alpha1
      kind: ServiceLevelObjective
      metadata:
        name: connect-errors
        namespace: monitoring
        resourceVersion: "1"
      spec:
        target: '99.5'
        window: 2w
        indicator:
          ratio:
            errors:
              metric: requests_total{code="internal"}
            total:
              metric: requests_total
            grouping: [service, method]
        alerting:
          disabled: true
      """;

  private static SpecSet read(String text) {
    return SpecReader.read("x.yaml", text, References.MUST_RESOLVE);
  }

  private static List<String> rendered(SpecSet specs) {
    return specs.diagnostics().stream().map(Diagnostic::render).toList();
  }

  @Test
  void aSlothFileBecomesObjectivesNamedByItsId() {
    SpecSet specs = read(SLOTH);

    assertThat(specs.diagnostics()).isEmpty();
    Objective objective = specs.objectives().getFirst();
    assertThat(objective.slo()).isEqualTo("myservice-requests-availability");
    assertThat(objective.service()).isEqualTo("myservice");
    assertThat(objective.target()).isEqualByComparingTo("0.999");
    assertThat(objective.window()).isEqualTo(new BudgetWindow.Rolling(Duration.ofDays(30)));
    assertThat(objective.alerting().disabledTiers()).isEqualTo(Set.of("slow", "long"));
    assertThat(objective.labels()).containsEntry("tier", "2");
    assertThat(objective.groupBy()).isEmpty();
  }

  @Test
  void theKubernetesFormOfSlothIsTheSame() {
    String resource =
        """
        apiVersion: sloth.slok.dev/v1
        kind: PrometheusServiceLevel
        metadata: {name: a, namespace: b}
        spec:
        """
            + SLOTH
                .replace("version: \"prometheus/v1\"\n", "")
                .replace("error_query", "errorQuery")
                .replace("total_query", "totalQuery")
                .replace("ticket_alert", "ticketAlert")
                .indent(2);

    assertThat(read(resource).diagnostics()).isEmpty();
    assertThat(read(resource).objectives().getFirst().slo())
        .isEqualTo(read(SLOTH).objectives().getFirst().slo());
  }

  @Test
  void whatIsWrongInASlothFileIsSaid() {
    SpecSet specs =
        read(SLOTH.replace("objective: 99.9", "objective: 999").replace("total_query", "totl"));

    assertThat(rendered(specs))
        .containsExactly(
            "x.yaml:6:16: error: slos[0].objective: must be above 0 and at most 100 percent, but is"
                + " the number 999. Write a percentage like 99.9.",
            "x.yaml:9:9: error: slos[0].sli.events: has no total_query. Add total_query.",
            "x.yaml:10:9: error: slos[0].sli.events.totl: is not a known field. Use one of"
                + " errorQuery, error_query, totalQuery, total_query, or remove it.");
  }

  @Test
  void aQueryThatIsNotTakenIsPointedAtInItsBlock() {
    SpecSet specs =
        read(
            SLOTH.replace(
                "error_query: sum(rate(requests_total{code=~\"5..\"}[{{.window}}]))",
                "error_query: |\n"
                    + "            sum(rate(a[{{.window}}]))\n"
                    + "            / sum(rate(b[{{.window}}]))"));

    assertThat(specs.valid()).isTrue();
    assertThat(specs.notEvaluated()).hasSize(1);
    assertThat(rendered(specs).get(1))
        .startsWith(
            "x.yaml:11:13: warning: slos[0].sli.events.error_query: '/' between series is not"
                + " evaluated (character 27 of the query)");
  }

  @Test
  void aTargetOf100PercentIsValidButNotEvaluated() {
    SpecSet specs = read(SLOTH.replace("objective: 99.9", "objective: 100"));

    assertThat(specs.valid()).isTrue();
    assertThat(specs.notEvaluated().getFirst().reason()).contains("no error budget");
  }

  @Test
  void aPyrraFileBecomesAnObjectiveWithQueries() {
    SpecSet specs = read(PYRRA);

    assertThat(specs.diagnostics()).isEmpty();
    Objective objective = specs.objectives().getFirst();
    assertThat(objective.slo()).isEqualTo("connect-errors");
    assertThat(objective.service()).isEqualTo("monitoring");
    assertThat(objective.groupBy()).isEqualTo("service,method");
    assertThat(objective.alerting().enabled()).isFalse();
    assertThat(objective.window()).isEqualTo(new BudgetWindow.Rolling(Duration.ofDays(14)));
    assertThat(((Indicator.Ratio) objective.indicator()).countedQuery())
        .isEqualTo(
            "sum by (service, method) (increase(requests_total{code=\"internal\"}[{{.window}}]))");
  }

  @Test
  void aGaugeOfPyrraCountsItsReadings() {
    SpecSet specs =
        read(
            """
            apiVersion: pyrra.dev/v1alpha1
            kind: ServiceLevelObjective
            metadata: {name: probes}
            spec:
              target: '99'
              window: 7d
              indicator: {bool_gauge: {metric: probe_success, grouping: [tenant]}}
            """);

    assertThat(specs.diagnostics()).isEmpty();
    assertThat(((Indicator.Ratio) specs.objectives().getFirst().indicator()).countedQuery())
        .isEqualTo("sum by (tenant) (sum_over_time(probe_success[{{.window}}]))");
  }

  @Test
  void whatIsWrongInAPyrraFileIsSaid() {
    assertThat(rendered(read(PYRRA.replace("window: 2w", "window: 2weeks"))))
        .containsExactly(
            "x.yaml:9:11: error: spec.window: must be a duration of whole minutes, but is '2weeks'."
                + " Write it like 4w, 30d or 1h30m.");
  }

  @Test
  void slothsAlertWindowsTakeThePlaceOfTheWorkbooksAndTheirPeriodIsTheWindow() {
    String windows =
        """
        ---
        apiVersion: sloth.slok.dev/v1
        kind: AlertWindows
        spec:
          sloPeriod: 7d
          page:
            quick: {errorBudgetPercent: 8, shortWindow: 5m, longWindow: 1h}
            slow: {errorBudgetPercent: 12.5, shortWindow: 30m, longWindow: 6h}
          ticket:
            quick: {errorBudgetPercent: 20, shortWindow: 2h, longWindow: 1d}
            slow: {errorBudgetPercent: 42, shortWindow: 6h, longWindow: 3d}
        """;
    SpecSet specs = read(SLOTH + windows);

    assertThat(rendered(specs)).isEmpty();
    Objective objective = specs.objectives().getFirst();
    assertThat(objective.window()).isEqualTo(new BudgetWindow.Rolling(Duration.ofDays(7)));
    assertThat(objective.alerting().workbookTiers()).isFalse();
    assertThat(objective.alerting().conditions())
        .extracting(BurnCondition::name, BurnCondition::factor, BurnCondition::severity)
        .containsExactly(
            tuple("fast", 13.44, Severity.CRITICAL),
            tuple("medium", 3.5, Severity.CRITICAL),
            tuple("slow", 1.4, Severity.WARNING),
            tuple("long", 0.98, Severity.WARNING));
    assertThat(objective.alerting().conditions().get(2).shortWindow())
        .isEqualTo(Duration.ofHours(2));
  }
}
