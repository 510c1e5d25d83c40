package dev.nines.slo.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.slo.model.AlertPolicy;
import dev.nines.slo.model.BurnCondition;
import dev.nines.slo.model.Severity;
import dev.nines.slo.spec.SpecReader.References;
import dev.nines.slo.yaml.Diagnostic;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertPoliciesTest {
  private static final String SLO =
      """
      apiVersion: openslo/v1
      kind: SLO
      metadata:
        name: checkout
      spec:
        service: shop
        indicator:
          metadata: {name: errors}
          spec:
            ratioMetric:
              bad: {metricSource: {type: Prometheus, spec: {query: 'sum(rate(e_total[5m]))'}}}
              total: {metricSource: {type: Prometheus, spec: {query: 'sum(rate(a_total[5m]))'}}}
        timeWindow:
          - {duration: 30d, isRolling: true}
        budgetingMethod: Occurrences
        objectives:
          - target: 0.999
        alertPolicies:
          - alertPolicyRef: fast
      """;
  private static final String POLICY =
      """
      ---
      apiVersion: openslo/v1
      kind: AlertPolicy
      metadata: {name: fast}
      spec:
        alertWhenBreaching: true
        alertWhenResolved: false
        conditions:
          - conditionRef: burns
        notificationTargets:
          - targetRef: on-call
      ---
      apiVersion: openslo/v1
      kind: AlertCondition
      metadata: {name: burns}
      spec:
        severity: page
        condition: {kind: burnrate, op: gte, threshold: 10, lookbackWindow: 1h, alertAfter: 5m}
      ---
      apiVersion: openslo/v1
      kind: AlertNotificationTarget
      metadata: {name: on-call}
      spec: {target: slack}
      """;

  private static SpecSet read(String text) {
    return SpecReader.read("slo.yaml", text, References.MUST_RESOLVE);
  }

  private static AlertPolicy policy(String text) {
    return read(text).objectives().getFirst().alerting();
  }

  private static List<String> warnings(String text) {
    SpecSet specs = read(text);
    assertThat(specs.valid()).as("%s", specs.diagnostics()).isTrue();
    return specs.diagnostics().stream().map(Diagnostic::problem).toList();
  }

  @Test
  void aConditionTakesThePlaceOfTheWorkbooksTiers() {
    AlertPolicy policy = policy(SLO + POLICY);

    assertThat(policy.workbookTiers()).isFalse();
    assertThat(policy.conditions())
        .containsExactly(
            new BurnCondition(
                "burns",
                "fast",
                Duration.ofHours(1),
                Duration.ofMinutes(5),
                10,
                Duration.ofMinutes(5),
                Severity.CRITICAL,
                false,
                false,
                List.of("on-call")));
  }

  @Test
  void bothAlertWhereTheSpecAsksForBoth() {
    String both =
        SLO.replace(
            "  name: checkout", "  name: checkout\n  annotations: {nines.dev/alerts: workbook}");

    AlertPolicy policy = policy(both + POLICY);

    assertThat(policy.workbookTiers()).isTrue();
    assertThat(policy.conditions()).hasSize(1);
  }

  @Test
  void withoutPoliciesTheWorkbooksTiersAlert() {
    String none = SLO.substring(0, SLO.indexOf("  alertPolicies:"));

    assertThat(policy(none)).isEqualTo(AlertPolicy.DEFAULT);
  }

  @Test
  void aPolicyThatIsNotFoundLeavesTheWorkbooksTiers() {
    SpecSet specs = SpecReader.read("slo.yaml", SLO, References.MAY_STAY_OPEN);

    assertThat(specs.valid()).isTrue();
    assertThat(specs.objectives().getFirst().alerting()).isEqualTo(AlertPolicy.DEFAULT);
  }

  @Test
  void policiesAndConditionsMayBeInline() {
    String inline =
        SLO.replace(
            "    - alertPolicyRef: fast",
            """
                - kind: AlertPolicy
                  metadata: {name: inline}
                  spec:
                    conditions:
                      - kind: AlertCondition
                        metadata: {name: slow-burn}
                        spec:
                          severity: ticket
                          condition: {kind: burnrate, op: gt, threshold: 2, lookbackWindow: 1d}
                    notificationTargets:
                      - kind: AlertNotificationTarget
                        metadata: {name: mail}
                        spec: {target: email}
            """);

    BurnCondition condition = policy(inline).conditions().getFirst();

    assertThat(condition.name()).isEqualTo("slow-burn");
    assertThat(condition.policy()).isEqualTo("inline");
    assertThat(condition.alertAfter()).isEqualTo(Duration.ZERO);
    assertThat(condition.severity()).isEqualTo(Severity.WARNING);
    assertThat(condition.targets()).containsExactly("mail");
    assertThat(condition.alertWhenResolved()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "threshold: 10 | threshold: 1000 | even a total outage burns no faster than 1000",
        "threshold: 10 | threshold: 0 | would alert always",
        "lookbackWindow: 1h | lookbackWindow: 31d | looks back further than the SLO's window",
        "alertWhenBreaching: true | alertWhenBreaching: false | nobody is told",
        "op: gte | op: lte | it is read as gte",
        "severity: page | severity: quickly | is a severity that is not known",
      })
  void whatCanNotBeMeantIsWarnedOf(String from, String to, String warning) {
    assertThat(warnings((SLO + POLICY).replace(from, to)))
        .anySatisfy(each -> assertThat(each).contains(warning));
  }

  @Test
  void aReversedOperatorAlertsAllTheSame() {
    assertThat(policy((SLO + POLICY).replace("op: gte", "op: lte")).conditions()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"sev1,CRITICAL", "P1,CRITICAL", "warning,WARNING", "sev3,WARNING", "info,INFO"})
  void severitiesInUseAreUnderstood(String word, Severity severity) {
    assertThat(
            policy((SLO + POLICY).replace("severity: page", "severity: " + word))
                .conditions()
                .getFirst()
                .severity())
        .isEqualTo(severity);
  }
}
