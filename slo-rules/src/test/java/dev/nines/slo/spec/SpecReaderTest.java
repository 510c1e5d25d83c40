package dev.nines.slo.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.slo.model.BudgetWindow;
import dev.nines.slo.model.BudgetingMethod;
import dev.nines.slo.model.Indicator;
import dev.nines.slo.model.MissingPolicy.Counting;
import dev.nines.slo.model.Objective;
import dev.nines.slo.spec.SpecReader.References;
import dev.nines.slo.yaml.Diagnostic;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpecReaderTest {
  private static final String SLO =
      """
      apiVersion: openslo/v1
      kind: SLO
      metadata:
        name: checkout
        displayName: Checkout works
        labels:
          team: [a, b]
        annotations:
          nines.dev/group-by: tenant
          nines.dev/target.enterprise: "99.95"
          nines.dev/unmeasured: bad
          nines.dev/alert-tier.long: "off"
          nines.dev/minimum-bad-events: "5"
      spec:
        description: Orders go through
        service: shop
        indicator:
          metadata:
            name: checkout-errors
          spec:
            ratioMetric:
              counter: true
              bad:
                metricSource:
                  type: Prometheus
                  spec:
                    query: sum by (tenant) (increase(orders_total{code=~"5.."}[{{.window}}]))
                    doubtful: sum by (tenant) (increase(orders_unclear_total[{{.window}}]))
              total:
                metricSource:
                  type: Prometheus
                  spec:
                    query: sum by (tenant) (increase(orders_total[{{.window}}]))
        timeWindow:
          - duration: 28d
            isRolling: true
        budgetingMethod: Occurrences
        objectives:
          - target: 0.999
      """;

  private static SpecSet read(String text) {
    return SpecReader.read("slo.yaml", text, References.MAY_STAY_OPEN);
  }

  private static List<String> rendered(SpecSet specs) {
    return specs.diagnostics().stream().map(Diagnostic::render).toList();
  }

  @Test
  void anSloBecomesAnObjective() {
    SpecSet specs = read(SLO);

    assertThat(specs.diagnostics()).isEmpty();
    Objective objective = specs.objectives().getFirst();
    assertThat(objective.slo()).isEqualTo("checkout");
    assertThat(objective.service()).isEqualTo("shop");
    assertThat(objective.displayName()).isEqualTo("Checkout works");
    assertThat(objective.groupBy()).isEqualTo("tenant");
    assertThat(objective.target()).isEqualByComparingTo("0.999");
    assertThat(objective.targetByTier().get("enterprise")).isEqualByComparingTo("0.9995");
    assertThat(objective.window()).isEqualTo(new BudgetWindow.Rolling(Duration.ofDays(28)));
    assertThat(objective.missing().unmeasured()).isEqualTo(Counting.BAD);
    assertThat(objective.missing().idle()).isEqualTo(Counting.LEAVE_OUT);
    assertThat(objective.alerting().disabledTiers()).isEqualTo(Set.of("long"));
    assertThat(objective.alerting().minimumBadEvents()).isEqualTo(5);
    assertThat(objective.labels()).containsEntry("team", "a,b");
    assertThat(objective.source()).isEqualTo("slo.yaml:1");
    assertThat(((Indicator.Ratio) objective.indicator()).counted())
        .isEqualTo(Indicator.Counted.BAD);
    assertThat(((Indicator.Ratio) objective.indicator()).doubtfulQuery()).isPresent();
  }

  @Test
  void targetPercentIsTheSameAsTarget() {
    SpecSet specs = read(SLO.replace("target: 0.999", "targetPercent: 99.9"));

    assertThat(specs.objectives().getFirst().target())
        .isEqualByComparingTo(new BigDecimal("0.999"));
  }

  @Test
  void aTargetOfZeroIsLegal() {
    assertThat(read(SLO.replace("target: 0.999", "target: 0")).valid()).isTrue();
  }

  @Test
  void allErrorsAreFoundAtOnceWithTheirPlaces() {
    SpecSet specs =
        read(
            SLO.replace("target: 0.999", "target: 1.0")
                .replace("duration: 28d", "duration: 28 days")
                .replace("budgetingMethod: Occurrences", "budgetingMethod: Occurences")
                .replace("  service: shop", "  servce: shop")
                .replace("counter: true", "counter: 'true'"));

    assertThat(rendered(specs))
        .containsExactly(
            "slo.yaml:15:3: error: spec.service: is missing. Add the field 'service'.",
            "slo.yaml:16:3: error: spec.servce: is not a known field. Did you mean 'service'? Write"
                + " it so, or remove it.",
            "slo.yaml:22:18: error: spec.indicator.spec.ratioMetric.counter: must be true or false,"
                + " but is 'true'. Write true or false without quotes.",
            "slo.yaml:35:17: error: spec.timeWindow[0].duration: must be a duration, but is '28"
                + " days'. Write a number and one of m (minutes), h, d, w, M (months), Q, Y, for"
                + " example 30d.",
            "slo.yaml:37:20: error: spec.budgetingMethod: must be one of Occurrences, Timeslices,"
                + " RatioTimeslices, but is 'Occurences'. Did you mean 'Occurrences'? Write it so.",
            "slo.yaml:39:15: error: spec.objectives[0].target: must be at least 0 and below 1, but"
                + " is 1.0. Write a ratio like 0.999.");
  }

  @Test
  void aDuplicateKeyIsAnError() {
    SpecSet specs = read(SLO.replace("  service: shop", "  service: shop\n  service: shop2"));

    assertThat(rendered(specs))
        .containsExactly(
            "slo.yaml:17:3: error: service: the field occurs twice, first at line 16. Remove one of"
                + " the two.");
  }

  @Test
  void anUnknownAnnotationOfOursIsAnError() {
    SpecSet specs = read(SLO.replace("nines.dev/group-by", "nines.dev/groupby"));

    assertThat(rendered(specs))
        .containsExactly(
            "slo.yaml:9:5: error: metadata.annotations.nines.dev/groupby: is not a known annotation"
                + " of nines.dev. Did you mean 'group-by'? Write it so, or remove it.");
  }

  @Test
  void aPromiseToNobodyIsLeftOutOfReports() {
    String annotation = "nines.dev/group-by: tenant";
    String ours = SLO.replace(annotation, annotation + "\n    nines.dev/report: \"off\"");

    assertThat(read(SLO).objectives()).allMatch(Objective::isReported);
    assertThat(read(ours).objectives()).isNotEmpty().noneMatch(Objective::isReported);
  }

  @Test
  void annotationsOfOthersAreFree() {
    assertThat(read(SLO.replace("nines.dev/group-by: tenant", "example.com/owner: x")).valid())
        .isTrue();
  }

  @Test
  void anOpenReferenceIsAWarningOrWhenStrictAnError() {
    String text = SLO.replace("type: Prometheus", "metricSourceRef: prom");
    assertThat(read(text).valid()).isTrue();
    assertThat(rendered(read(text)))
        .anyMatch(
            line -> line.contains("25:30: warning") && line.contains("no DataSource named 'prom'"));
    assertThat(SpecReader.read("slo.yaml", text, References.MUST_RESOLVE).valid()).isFalse();
  }

  @Test
  void referencesResolveAcrossFiles(@TempDir Path folder) throws IOException {
    Files.writeString(
        folder.resolve("slo.yaml"),
        """
        apiVersion: openslo/v1
        kind: SLO
        metadata: {name: a}
        spec:
          service: s
          indicatorRef: errors
          timeWindow: [{duration: 30d, isRolling: true}]
          budgetingMethod: Occurrences
          objectives: [{target: 0.99}]
        """);
    Files.writeString(
        folder.resolve("sli.json"),
        """
        {"apiVersion": "openslo/v1", "kind": "SLI", "metadata": {"name": "errors"}, "spec": {
        \t"ratioMetric": {"counter": true,
        \t\t"good": {"metricSource": {"type": "Prometheus", "spec": {"query": "sum(good_total)"}}},
        \t\t"total": {"metricSource": {"type": "Prometheus", "spec": {"query": "sum(all_total)"}}}}}}
        """);

    SpecSet specs = SpecReader.read(List.of(folder), References.MUST_RESOLVE);

    assertThat(specs.diagnostics()).isEmpty();
    assertThat(specs.objectives()).hasSize(1);
  }

  @Test
  void aListAndSeveralDocumentsAreRead() {
    String service = "apiVersion: openslo/v1\nkind: Service\nmetadata: {name: %s}\nspec: {}\n";
    String list = "- " + service.formatted("a").indent(2).strip() + "\n";

    assertThat(read(service.formatted("a") + "---\n" + service.formatted("b")).valid()).isTrue();
    assertThat(read(list).valid()).isTrue();
    assertThat(rendered(read(service.formatted("a") + "---\n" + service.formatted("a"))))
        .singleElement()
        .asString()
        .contains("slo.yaml:6:1: error: metadata.name: there is another Service named 'a'");
  }

  @Test
  void aCalendarsStartHasNoZone() {
    String calendar =
        SLO.replace(
            "      isRolling: true",
            "      calendar:\n        startTime: %s\n        timeZone: Europe/Berlin");

    assertThat(read(calendar.formatted("2020-01-21 12:30:00")).valid()).isTrue();
    assertThat(read(calendar.formatted("2020-01-21T12:30:00Z")).valid()).isFalse();
    assertThat(read(calendar.formatted("2021-02-29 00:00:00")).valid()).isFalse();
  }

  @Test
  void whatIsValidButNotEvaluatedIsListedAndWarnedOf() {
    SpecSet specs = read(SLO.replace("sum by (tenant)", "max by (tenant)"));

    assertThat(specs.valid()).isTrue();
    assertThat(specs.objectives()).isEmpty();
    assertThat(specs.notEvaluated()).singleElement().extracting("slo").isEqualTo("checkout");
    assertThat(rendered(specs)).last().asString().contains("not evaluated");
  }

  @Test
  void timeSlicesAndCalendarsAreEvaluated() {
    SpecSet specs =
        read(SLO.replace("Occurrences", "RatioTimeslices") + "      timeSliceWindow: 5\n");

    assertThat(specs.notEvaluated()).isEmpty();
    assertThat(specs.objectives().getFirst().method())
        .isEqualTo(new BudgetingMethod.RatioTimeslices(Duration.ofMinutes(5)));
  }

  @Test
  void severalTargetsBecomeSeveralObjectivesAndTheFirstKeepsTheName() {
    SpecSet specs = read(SLO + "    - displayName: The SLA\n      target: 0.99\n");

    assertThat(specs.objectives())
        .extracting(Objective::slo)
        .containsExactly("checkout", "checkout-the-sla");
  }

  @Test
  void theWrongApiVersionIsAnError() {
    assertThat(read(SLO.replace("openslo/v1", "openslo/v2")).valid()).isFalse();
  }

  @Test
  void aFileThatIsNoYamlNamesThePlace() {
    assertThat(rendered(read("kind: [a\nb: c")))
        .anyMatch(line -> line.startsWith("slo.yaml:2:2: error: not valid YAML"));
  }

  @Test
  void anEmptyAndAMissingFileAreErrors(@TempDir Path folder) {
    assertThat(read("# nothing\n").valid()).isFalse();
    assertThat(
            SpecReader.read(List.of(folder.resolve("gone.yaml")), References.MAY_STAY_OPEN).valid())
        .isFalse();
  }
}
