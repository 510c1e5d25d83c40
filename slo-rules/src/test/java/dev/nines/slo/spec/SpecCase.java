package dev.nines.slo.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.slo.spec.SpecReader.References;
import dev.nines.slo.yaml.Diagnostic;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.provider.Arguments;

/// Cases of what a format's own validator takes and refuses, beyond the public examples: each
/// changes one thing of a valid file.
final class SpecCase {
  static final String SLO =
      """
      apiVersion: openslo/v1
      kind: SLO
      metadata:
        name: checkout
        labels: {team: a}
      spec:
        service: shop
        indicator:
          metadata: {name: errors}
          spec:
            ratioMetric:
              counter: true
              good:
                metricSource: {type: Prometheus, spec: {query: 'sum(rate(ok_total[5m]))'}}
              total:
                metricSource: {type: Prometheus, spec: {query: 'sum(rate(all_total[5m]))'}}
        timeWindow: [{duration: 4w, isRolling: true}]
        budgetingMethod: Occurrences
        objectives:
          - {target: 0.99}
      """;

  private SpecCase() {}

  static Arguments valid(String base, String... replacements) {
    return Arguments.of(changed(base, replacements), List.of());
  }

  /// @param expected `line:column field: problem`
  static Arguments invalid(String base, String from, String to, String... expected) {
    return Arguments.of(changed(base, from, to), List.of(expected));
  }

  static String changed(String base, String... replacements) {
    String text = base;
    for (int i = 0; i < replacements.length; i += 2) {
      assertThat(text).contains(replacements[i]);
      text = text.replace(replacements[i], replacements[i + 1]);
    }
    return text;
  }

  static List<String> errors(String text) {
    var errors = new ArrayList<String>();
    for (Diagnostic each :
        SpecReader.read("x.yaml", text, References.MAY_STAY_OPEN).diagnostics()) {
      if (each.level() == Diagnostic.Level.ERROR) {
        errors.add(
            "%d:%d %s: %s".formatted(each.line(), each.column(), each.field(), each.problem()));
      }
    }
    return errors;
  }

  /// The errors of a text begin as expected, each with its place; there are no others.
  static void check(String text, List<String> expected) {
    List<String> errors = errors(text);

    assertThat(errors).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      assertThat(errors.get(i)).startsWith(expected.get(i));
    }
  }
}
