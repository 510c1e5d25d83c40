package dev.nines.slo.spec;

import dev.nines.slo.model.Severity;
import dev.nines.slo.yaml.Field;
import dev.nines.slo.yaml.Fields;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Reads and checks the specs of AlertPolicy, AlertCondition and AlertNotificationTarget.
final class AlertingReader {
  private static final List<String> OPERATORS = List.of("gt", "gte", "lt", "lte");

  /// OpenSLO leaves the words free; these are the ones in use.
  private static final Map<Severity, List<String>> SEVERITIES =
      Map.of(
          Severity.CRITICAL,
          List.of("critical", "page", "pager", "fatal", "high", "sev0", "sev1", "p0", "p1"),
          Severity.WARNING,
          List.of("warning", "warn", "ticket", "medium", "sev2", "sev3", "p2", "p3"),
          Severity.INFO,
          List.of("info", "notice", "low", "sev4", "sev5", "p4", "p5"));

  private AlertingReader() {}

  static Optional<PolicySpec> policy(String name, Fields spec) {
    MetadataReader.description(spec);
    Optional<Boolean> breaching = spec.optional("alertWhenBreaching").flatMap(Field::flag);
    Optional<Boolean> resolved = spec.optional("alertWhenResolved").flatMap(Field::flag);
    Optional<Boolean> noData = spec.optional("alertWhenNoData").flatMap(Field::flag);
    List<Use<ConditionSpec>> conditions =
        spec.required("conditions").map(AlertingReader::conditions).orElse(List.of());
    List<Use<String>> targets =
        spec.required("notificationTargets").map(AlertingReader::targets).orElse(List.of());
    spec.finish();
    return Optional.of(
        new PolicySpec(
            name,
            breaching.orElse(true),
            resolved.orElse(true),
            noData.orElse(false),
            conditions,
            targets));
  }

  private static List<Use<ConditionSpec>> conditions(Field field) {
    List<Field> items = field.items();
    if (field.isList() && items.size() != 1) {
      field.error(
          "must have exactly one condition, but has " + items.size(),
          "Write one AlertPolicy per condition");
    }
    var conditions = new ArrayList<Use<ConditionSpec>>();
    for (Field item : items) {
      ReferenceReader.inlineOrByName(
              item, Kind.ALERT_CONDITION, "conditionRef", AlertingReader::condition)
          .ifPresent(conditions::add);
    }
    return conditions;
  }

  private static List<Use<String>> targets(Field field) {
    List<Field> items = field.items();
    if (field.isList() && items.isEmpty()) {
      field.error("is empty", "Name at least one notification target");
    }
    var targets = new ArrayList<Use<String>>();
    for (Field item : items) {
      ReferenceReader.inlineOrByName(
              item, Kind.ALERT_NOTIFICATION_TARGET, "targetRef", AlertingReader::notificationTarget)
          .ifPresent(targets::add);
    }
    return targets;
  }

  static Optional<ConditionSpec> condition(String name, Fields spec) {
    MetadataReader.description(spec);
    Optional<Severity> severity =
        spec.required("severity")
            .filter(field -> field.nonEmptyText().isPresent())
            .map(AlertingReader::severity);
    Optional<Field> condition = spec.required("condition");
    spec.finish();
    return condition
        .flatMap(Field::fields)
        .flatMap(fields -> burnRate(condition.get(), name, severity, fields));
  }

  private static Severity severity(Field field) {
    String word = field.text().orElse("").toLowerCase(Locale.ROOT);
    for (var entry : SEVERITIES.entrySet()) {
      if (entry.getValue().contains(word)) {
        return entry.getKey();
      }
    }
    field.warning(
        "is a severity that is not known, taken for a ticket: " + field.node().described(),
        "Write page, ticket or info");
    return Severity.WARNING;
  }

  private static Optional<ConditionSpec> burnRate(
      Field at, String name, Optional<Severity> severity, Fields condition) {
    condition.optional("kind").ifPresent(kind -> kind.oneOf(List.of("burnrate")));
    condition
        .required("op")
        .ifPresent(op -> op.oneOf(OPERATORS).ifPresent(word -> warnOfReversed(op, word)));
    Optional<BigDecimal> threshold = condition.required("threshold").flatMap(Field::number);
    Optional<Duration> lookback =
        condition.required("lookbackWindow").flatMap(Shorthand::of).map(Shorthand::length);
    Optional<Field> after = condition.optional("alertAfter");
    Optional<Duration> alertAfter =
        after.isPresent() ? after.flatMap(AlertingReader::alertAfter) : Optional.of(Duration.ZERO);
    condition.finish();
    if (severity.isEmpty() || threshold.isEmpty() || lookback.isEmpty() || alertAfter.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new ConditionSpec(
            at, name, severity.get(), threshold.get(), lookback.get(), alertAfter.get()));
  }

  /// Older OpenSLO examples write `lte` where they mean "alert at and above".
  private static void warnOfReversed(Field op, String word) {
    if (word.startsWith("lt")) {
      op.warning(
          "would alert while the burn rate is low, it is read as gte",
          "Write gte, which alerts while the burn rate is high");
    }
  }

  /// The default, `0m`, may be written although a duration is positive otherwise.
  private static Optional<Duration> alertAfter(Field field) {
    boolean atOnce = field.isText() && field.text().equals(Optional.of("0m"));
    return atOnce ? Optional.of(Duration.ZERO) : Shorthand.of(field).map(Shorthand::length);
  }

  /// @return the target's name
  static Optional<String> notificationTarget(String name, Fields spec) {
    MetadataReader.description(spec);
    spec.required("target").ifPresent(Field::nonEmptyText);
    spec.finish();
    return Optional.of(name);
  }
}
