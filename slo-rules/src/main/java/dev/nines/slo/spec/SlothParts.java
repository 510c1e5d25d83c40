package dev.nines.slo.spec;

import dev.nines.slo.model.AlertPolicy;
import dev.nines.slo.yaml.Field;
import dev.nines.slo.yaml.Fields;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads what stands around the SLI in a file of Sloth: labels, alerting, plugins. All of it is
/// checked as Sloth does, though little has a meaning here.
final class SlothParts {
  private static final List<String> PAGE_TIERS = List.of("fast", "medium");
  private static final List<String> TICKET_TIERS = List.of("slow", "long");

  private SlothParts() {}

  /// Labels or annotations of Prometheus, none of them empty.
  static Map<String, String> labels(Optional<Field> field) {
    Map<String, String> labels = Translation.labels(field);
    for (Field label : field.flatMap(Field::fields).map(Fields::all).orElse(List.of())) {
      if (label.anyText().filter(String::isEmpty).isPresent()) {
        label.error("is empty", "Give it a value, or remove it");
      } else if (label.path().endsWith(".__name__")) {
        label.error("is no label, but the metric's name", "Name it otherwise");
      }
    }
    return labels;
  }

  /// Which alerts there are. Sloth needs a name for them unless there are none.
  static AlertPolicy alerting(Fields alerting) {
    Optional<Field> name = alerting.optional("name");
    labels(alerting.optional("labels"));
    labels(alerting.optional("annotations"));
    Set<String> off = new HashSet<>();
    if (disabled(alerting.optionalOf("page_alert", "pageAlert"))) {
      off.addAll(PAGE_TIERS);
    }
    if (disabled(alerting.optionalOf("ticket_alert", "ticketAlert"))) {
      off.addAll(TICKET_TIERS);
    }
    alerting.finish();
    boolean anyOn = off.size() < PAGE_TIERS.size() + TICKET_TIERS.size();
    if (name.isPresent()) {
      name.ifPresent(anyOn ? Field::nonEmptyText : Field::text);
    } else if (anyOn) {
      alerting.error("has no name", "Add name, or disable page_alert and ticket_alert");
    }
    AlertPolicy standard = AlertPolicy.DEFAULT;
    return new AlertPolicy(anyOn, off, standard.minimumBadEvents(), standard.confidence());
  }

  private static boolean disabled(Optional<Field> alert) {
    return alert
        .flatMap(Field::fields)
        .flatMap(
            fields -> {
              Optional<Boolean> disabled = fields.optional("disable").flatMap(Field::flag);
              labels(fields.optional("labels"));
              labels(fields.optional("annotations"));
              fields.finish();
              return disabled;
            })
        .orElse(false);
  }

  /// Checks a chain of plugins.
  ///
  /// @return whether one of them has queries be MetricsQL
  static boolean replacePromql(Field plugins) {
    Optional<Fields> read = plugins.fields();
    if (read.isEmpty()) {
      return false;
    }
    Fields fields = read.get();
    boolean overrides =
        fields
            .optionalOf("overridePrevious", "override_previous")
            .flatMap(Field::flag)
            .orElse(false);
    Optional<Field> chain = fields.optional("chain");
    fields.finish();
    List<String> ids =
        chain.map(Field::items).orElse(List.of()).stream()
            .flatMap(item -> item.fields().flatMap(SlothParts::pluginId).stream())
            .toList();
    if (overrides && chain.map(Field::items).orElse(List.of()).isEmpty()) {
      plugins.error("replaces all plugins by none", "Add a chain, or remove overridePrevious");
    }
    return ids.stream().anyMatch(id -> id.contains("victoria_metrics"));
  }

  private static Optional<String> pluginId(Fields plugin) {
    Optional<String> id = plugin.required("id").flatMap(Field::nonEmptyText);
    plugin.optional("config");
    plugin.optional("priority").ifPresent(Field::number);
    plugin.finish();
    return id;
  }
}
