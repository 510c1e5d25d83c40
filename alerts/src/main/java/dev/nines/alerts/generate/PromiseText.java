package dev.nines.alerts.generate;

import dev.nines.slo.model.Objective;
import dev.nines.slo.sli.PromqlNames;
import java.util.List;

/// The words of a promise as they stand in annotations, which are templates of Go: what people
/// wrote is never one.
final class PromiseText {
  private PromiseText() {}

  /// What the promise is called.
  static String name(Objective objective) {
    return literal(objective.displayName());
  }

  /// What it says, on one line.
  static String description(Objective objective) {
    return literal(objective.description().strip().replaceAll("\\s*\\R\\s*", " "));
  }

  /// Whose it is, of the alert at hand.
  static String who(List<String> groups, Objective objective) {
    return groups.isEmpty() ? objective.service() : PromqlNames.template(groups.getFirst());
  }

  private static String literal(String text) {
    return text.replace("{{", "{{ \"{{\" }}");
  }
}
