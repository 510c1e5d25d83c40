package dev.nines.collector.gateway.config;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.nines.collector.relabel.RelabelAction;
import dev.nines.collector.relabel.RelabelRule;
import dev.nines.collector.relabel.Relabeling;
import dev.nines.slo.yaml.Field;
import dev.nines.slo.yaml.Fields;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// `relabel_configs` and `metric_relabel_configs`, with Prometheus' own checks. Here `$1` and
/// `${1}` are groups of the expression: environment variables are not looked at.
final class RelabelSection {
  private static final Set<RelabelAction> WITH_TARGET =
      EnumSet.of(
          RelabelAction.REPLACE,
          RelabelAction.HASHMOD,
          RelabelAction.LOWERCASE,
          RelabelAction.UPPERCASE,
          RelabelAction.KEEPEQUAL,
          RelabelAction.DROPEQUAL);
  private static final Set<RelabelAction> REGEX_ONLY =
      EnumSet.of(RelabelAction.LABELDROP, RelabelAction.LABELKEEP);
  private static final Set<RelabelAction> SOURCE_AND_TARGET_ONLY =
      EnumSet.of(RelabelAction.KEEPEQUAL, RelabelAction.DROPEQUAL);
  private static final Set<RelabelAction> WITHOUT_REPLACEMENT =
      EnumSet.of(RelabelAction.LOWERCASE, RelabelAction.UPPERCASE);

  /// What may be written where it has no meaning, since it is what holds anyway.
  private static final Map<String, String> DEFAULTS =
      Map.of(
          "separator", RelabelRule.DEFAULT_SEPARATOR,
          "replacement", RelabelRule.DEFAULT_REPLACEMENT,
          "modulus", "0");

  private RelabelSection() {}

  static Relabeling read(Fields job, String name) {
    var rules = new ArrayList<RelabelRule>();
    job.optional(name)
        .ifPresent(
            list ->
                list.items()
                    .forEach(item -> item.fields().ifPresent(each -> rules.add(rule(each)))));
    return new Relabeling(rules);
  }

  private static RelabelRule rule(Fields fields) {
    RelabelAction action = action(fields);
    var rule =
        new RelabelRule(
            action,
            sourceLabels(fields),
            text(fields, "separator", RelabelRule.DEFAULT_SEPARATOR),
            regex(fields),
            modulus(fields, action),
            target(fields, action),
            replacement(fields, action));
    refuseUnused(fields, action);
    fields.finish();
    return rule;
  }

  private static RelabelAction action(Fields fields) {
    Optional<Field> field = fields.optional("action");
    Optional<RelabelAction> written =
        field
            .flatMap(Field::text)
            .flatMap(
                text ->
                    Arrays.stream(RelabelAction.values())
                        .filter(action -> action.toString().equalsIgnoreCase(text))
                        .findFirst());
    if (written.isEmpty()) {
      field.ifPresent(
          each ->
              each.oneOf(
                  Arrays.stream(RelabelAction.values()).map(RelabelAction::toString).toList()));
    }
    return written.orElse(RelabelAction.REPLACE);
  }

  private static List<String> sourceLabels(Fields fields) {
    var labels = new ArrayList<String>();
    fields
        .optional("source_labels")
        .ifPresent(
            list ->
                list.items()
                    .forEach(
                        item ->
                            item.nonEmptyText()
                                .ifPresent(
                                    name -> {
                                      if (!RelabelRule.isLabelName(name)) {
                                        item.error(
                                            "is not a label name",
                                            "Begin it with a letter or _, and use letters, digits"
                                                + " and _ . - / only");
                                      }
                                      labels.add(name);
                                    })));
    return labels;
  }

  private static Pattern regex(Fields fields) {
    Optional<Field> field = fields.optional("regex");
    String fallback = fields.isLeftEmpty("regex") ? "" : RelabelRule.DEFAULT_REGEX;
    String text = field.flatMap(Field::anyText).orElse(fallback);
    try {
      return RelabelRule.compile(text);
    } catch (PatternSyntaxException e) {
      field.ifPresent(
          each ->
              each.error(
                  "is no regular expression: " + e.getDescription(),
                  "Correct it; the whole value must match it"));
      return RelabelRule.compile(RelabelRule.DEFAULT_REGEX);
    }
  }

  private static long modulus(Fields fields, RelabelAction action) {
    Optional<Field> field = fields.optional("modulus");
    long modulus = field.flatMap(Field::number).map(number -> number.longValue()).orElse(0L);
    if (action == RelabelAction.HASHMOD && modulus < 1) {
      fields.error("hashmod without a modulus", "Add 'modulus' with the number of shards");
    }
    return modulus;
  }

  private static String target(Fields fields, RelabelAction action) {
    Optional<Field> field = fields.optional("target_label");
    String target = field.flatMap(Field::nonEmptyText).orElse("");
    if (!WITH_TARGET.contains(action)) {
      return target;
    }
    if (target.isEmpty()) {
      fields.error(action + " without a target label", "Add 'target_label'");
      return target;
    }
    boolean named =
        action == RelabelAction.REPLACE
            ? RelabelRule.isNameTemplate(target)
            : RelabelRule.isLabelName(target);
    if (!named) {
      field.ifPresent(
          each ->
              each.error(
                  "is not a label name",
                  "Begin it with a letter or _, and use letters, digits and _ . - / only"));
    }
    return target;
  }

  private static String replacement(Fields fields, RelabelAction action) {
    Optional<Field> field = fields.optional("replacement");
    String text = field.flatMap(Field::anyText).orElse(RelabelRule.DEFAULT_REPLACEMENT);
    if (action == RelabelAction.LABELMAP && !RelabelRule.isNameTemplate(text)) {
      field.ifPresent(
          each -> each.error("makes no label name", "Write a label name, in which $1 may stand"));
    }
    return text;
  }

  private static void refuseUnused(Fields fields, RelabelAction action) {
    List<String> unused =
        REGEX_ONLY.contains(action)
            ? List.of("source_labels", "target_label", "modulus", "separator", "replacement")
            : SOURCE_AND_TARGET_ONLY.contains(action)
                ? List.of("regex", "modulus", "separator", "replacement")
                : WITHOUT_REPLACEMENT.contains(action) ? List.of("replacement") : List.of();
    for (String name : unused) {
      fields
          .optional(name)
          .filter(field -> !field.anyText().equals(Optional.ofNullable(DEFAULTS.get(name))))
          .ifPresent(field -> field.error("has no meaning for " + action, "Remove the field"));
    }
  }

  private static String text(Fields fields, String name, String fallback) {
    return fields.optional(name).flatMap(Field::anyText).orElse(fallback);
  }
}
