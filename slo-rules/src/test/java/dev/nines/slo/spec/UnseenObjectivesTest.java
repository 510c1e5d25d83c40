package dev.nines.slo.spec;

import static dev.nines.slo.spec.SpecCase.SLO;
import static dev.nines.slo.spec.SpecCase.changed;
import static dev.nines.slo.spec.SpecCase.invalid;
import static dev.nines.slo.spec.SpecCase.valid;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Objectives and time windows of OpenSLO v1 by its JSON schemas and its Go types.
class UnseenObjectivesTest {
  private static final String THRESHOLD =
      """
      apiVersion: openslo/v1
      kind: SLO
      metadata: {name: queue-age}
      spec:
        service: shop
        indicator:
          metadata: {name: age}
          spec:
            thresholdMetric:
              metricSource: {type: Prometheus, spec: {query: max(age)}}
        timeWindow:
          - duration: 4w
            isRolling: true
        budgetingMethod: Occurrences
        objectives:
          - {target: 0.99, op: lte, value: 300}
      """;

  static Stream<Arguments> objectives() {
    String calendar =
        "[{duration: 1M, calendar: {startTime: 2024-02-29 00:00:00, timeZone: Europe/Berlin}}]";
    String rolling = "[{duration: 4w, isRolling: true}]";
    return Stream.of(
        valid(SLO, "target: 0.99", "targetPercent: 99.99"),
        valid(SLO, "target: 0.99", "target: 0"),
        valid(SLO, "target: 0.99", "target: 9.9e-1"),
        valid(
            SLO,
            "Occurrences",
            "Timeslices",
            "target: 0.99",
            "target: 0.99, timeSliceTarget: 1, timeSliceWindow: 5"),
        valid(
            SLO,
            "Occurrences",
            "RatioTimeslices",
            "target: 0.99",
            "target: 0.99, timeSliceWindow: 1m"),
        valid(SLO, rolling, calendar),
        valid(SLO, rolling, calendar.replace("2024-02-29 00:00:00", "\"2024-02-29 00:00:00\"")),
        valid(SLO, rolling, "[{duration: 365d, isRolling: true}]"),
        valid(SLO, rolling, calendar.replace("Europe/Berlin", "EST")),
        invalid(
            SLO,
            "target: 0.99",
            "target: 1",
            "20:16 spec.objectives[0].target: must be at least 0 and below 1"),
        invalid(
            SLO,
            "target: 0.99",
            "target: -0.1",
            "20:16 spec.objectives[0].target: must be at least 0 and below 1"),
        invalid(
            SLO,
            "target: 0.99",
            "target: '0.99'",
            "20:16 spec.objectives[0].target: must be a number"),
        invalid(
            SLO,
            "target: 0.99",
            "target: .nan",
            "20:16 spec.objectives[0].target: must be a decimal number"),
        invalid(
            SLO,
            "target: 0.99",
            "target: 0.99, targetPercent: 99",
            "20:37 spec.objectives[0].targetPercent: cannot stand beside target"),
        invalid(
            SLO,
            "target: 0.99",
            "targetPercent: 100",
            "20:23 spec.objectives[0].targetPercent: must be at least 0 and below 100"),
        valid(THRESHOLD),
        valid(
            THRESHOLD,
            "indicator:\n    metadata: {name: age}\n    spec:\n      thresholdMetric:\n"
                + "        metricSource: {type: Prometheus, spec: {query: max(age)}}",
            "indicatorRef: age",
            ", op: lte",
            ""),
        invalid(
            THRESHOLD,
            ", op: lte",
            "",
            "16:7 spec.objectives[0]: has no op or no value to compare the threshold metric with"),
        invalid(
            THRESHOLD,
            ", value: 300",
            "",
            "16:7 spec.objectives[0]: has no op or no value to compare the threshold metric with"),
        invalid(SLO, "{target: 0.99}", "{op: gt}", "20:7 spec.objectives[0]: has no target"),
        invalid(
            SLO,
            "target: 0.99",
            "target: 0.99, op: eq",
            "20:26 spec.objectives[0].op: must be one of"),
        invalid(
            SLO,
            "target: 0.99",
            "target: 0.99, compositeWeight: 0",
            "20:39 spec.objectives[0].compositeWeight: must be above 0"),
        invalid(
            SLO + "---\n" + changed(SLO, "  name: checkout", "  name: checkout-b"),
            "    - {target: 0.99}\n---",
            "    - {target: 0.99}\n    - {target: 0.9, displayName: B}\n---",
            "21:7 spec.objectives[1]: goes by the name 'checkout-b', as the SLO at x.yaml:23 does"),
        invalid(
            SLO,
            "  objectives:\n    - {target: 0.99}",
            "  objectives: []",
            "19:15 spec.objectives: is empty"),
        invalid(SLO, "Occurrences", "Occurences", "18:20 spec.budgetingMethod: must be one of"),
        invalid(
            SLO,
            "Occurrences",
            "Timeslices",
            "20:7 spec.objectives[0].timeSliceTarget: is missing",
            "20:7 spec.objectives[0].timeSliceWindow: is missing"),
        invalid(
            SLO,
            rolling,
            "[{duration: 4W, isRolling: true}]",
            "17:27 spec.timeWindow[0].duration: must be a duration"),
        invalid(
            SLO,
            rolling,
            "[{duration: 0d, isRolling: true}]",
            "17:27 spec.timeWindow[0].duration: must be a duration"),
        invalid(
            SLO,
            rolling,
            "[{duration: 1.5d, isRolling: true}]",
            "17:27 spec.timeWindow[0].duration: must be a duration"),
        invalid(
            SLO,
            rolling,
            "[{duration: 28, isRolling: true}]",
            "17:27 spec.timeWindow[0].duration: must be a duration"),
        invalid(
            SLO,
            rolling,
            "[{duration: 1h30m, isRolling: true}]",
            "17:27 spec.timeWindow[0].duration: must be a duration"),
        invalid(
            SLO,
            rolling,
            "[{duration: 4w, isRolling: false}]",
            "17:16 spec.timeWindow[0]: is neither rolling nor on a calendar"),
        invalid(
            SLO,
            rolling,
            calendar.replace("1M,", "1M, isRolling: true,"),
            "17:58 spec.timeWindow[0].calendar: cannot stand beside isRolling: true"),
        invalid(
            SLO,
            rolling,
            calendar.replace("02-29", "02-30"),
            "17:53 spec.timeWindow[0].calendar.startTime: must be a local date"),
        invalid(
            SLO,
            rolling,
            calendar.replace("29 00", "29T00"),
            "17:53 spec.timeWindow[0].calendar.startTime: must be a local date"),
        invalid(
            SLO,
            rolling,
            calendar.replace("00:00,", "00:00Z,"),
            "17:53 spec.timeWindow[0].calendar.startTime: must be a local date"),
        invalid(
            SLO,
            rolling,
            calendar.replace("Europe/Berlin", "Europe/Berln"),
            "17:84 spec.timeWindow[0].calendar.timeZone: is not a time zone"),
        invalid(
            SLO,
            rolling,
            calendar.replace(", timeZone: Europe/Berlin", ""),
            "17:41 spec.timeWindow[0].calendar.timeZone: is missing"));
  }

  @ParameterizedTest(name = "case {index}: {1}")
  @MethodSource("objectives")
  void aFileIsWhatItsFormatSays(String text, List<String> expected) {
    SpecCase.check(text, expected);
  }
}
