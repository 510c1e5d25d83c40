package dev.nines.slo.spec;

import dev.nines.slo.yaml.Field;
import dev.nines.slo.yaml.Fields;
import java.util.List;
import java.util.Optional;

/// Reads and checks the specs of AlertPolicy, AlertCondition and AlertNotificationTarget.
final class AlertingReader {
  private static final List<String> OPERATORS = List.of("gt", "gte", "lt", "lte");

  private AlertingReader() {}

  static void policy(Fields spec, List<Reference> references) {
    MetadataReader.description(spec);
    for (String name : List.of("alertWhenBreaching", "alertWhenResolved", "alertWhenNoData")) {
      spec.optional(name).ifPresent(Field::flag);
    }
    Optional<Field> conditions = spec.required("conditions");
    conditions.ifPresent(field -> conditions(field, references));
    spec.required("notificationTargets").ifPresent(field -> targets(field, references));
    spec.finish();
  }

  private static void conditions(Field field, List<Reference> references) {
    List<Field> items = field.items();
    if (field.isList() && items.size() != 1) {
      field.error(
          "must have exactly one condition, but has " + items.size(),
          "Write one AlertPolicy per condition");
    }
    for (Field item : items) {
      references.addAll(
          ReferenceReader.inlineOrByName(
              item, Kind.ALERT_CONDITION, "conditionRef", (spec, _) -> condition(spec)));
    }
  }

  private static void targets(Field field, List<Reference> references) {
    List<Field> items = field.items();
    if (field.isList() && items.isEmpty()) {
      field.error("is empty", "Name at least one notification target");
    }
    for (Field item : items) {
      references.addAll(
          ReferenceReader.inlineOrByName(
              item,
              Kind.ALERT_NOTIFICATION_TARGET,
              "targetRef",
              (spec, _) -> notificationTarget(spec)));
    }
  }

  static void condition(Fields spec) {
    MetadataReader.description(spec);
    spec.required("severity").ifPresent(Field::nonEmptyText);
    spec.required("condition").flatMap(Field::fields).ifPresent(AlertingReader::burnRate);
    spec.finish();
  }

  private static void burnRate(Fields condition) {
    condition.optional("kind").ifPresent(kind -> kind.oneOf(List.of("burnrate")));
    condition
        .required("op")
        .ifPresent(op -> op.oneOf(OPERATORS).ifPresent(word -> warnOfReversed(op, word)));
    condition.required("threshold").ifPresent(Field::number);
    condition.required("lookbackWindow").ifPresent(Shorthand::of);
    condition.optional("alertAfter").ifPresent(AlertingReader::alertAfter);
    condition.finish();
  }

  /// Older OpenSLO examples write `lte` where they mean "alert at and above".
  private static void warnOfReversed(Field op, String word) {
    if (word.startsWith("lt")) {
      op.warning(
          "alerts while the burn rate is low: " + word,
          "Write gte to alert while it is high, unless you mean the reverse");
    }
  }

  /// The default, `0m`, may be written although a duration is positive otherwise.
  private static void alertAfter(Field field) {
    boolean atOnce = field.isText() && field.text().equals(Optional.of("0m"));
    if (!atOnce) {
      Shorthand.of(field);
    }
  }

  static void notificationTarget(Fields spec) {
    MetadataReader.description(spec);
    spec.required("target").ifPresent(Field::nonEmptyText);
    spec.finish();
  }
}
