package dev.nines.collector.probe;

import dev.nines.slo.model.Tenant;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What stands for a value of the tenant in a configured text: `{tenant.id}`, `{tenant.database}`,
/// and for a label `{tenant.NAME}` or `{tenant.label.NAME}`.
final class Placeholders {
  /// A tenant's name and tier are no labels, and are nothing to build an address of.
  private static final Pattern PLACEHOLDER =
      Pattern.compile("\\{tenant\\.((?!(?:name|tier|label\\.)})[^{}]+)}");

  /// What could end a header, a JSON text or a line, and say something else after it.
  private static final Pattern HARMLESS = Pattern.compile("[^\\p{Cntrl}\"\\\\]+");

  private static final String LABEL = "label.";

  private Placeholders() {}

  /// Whether a text has one.
  static boolean isIn(String text) {
    return PLACEHOLDER.matcher(text).find();
  }

  /// A text with every placeholder replaced.
  static String withAll(String text, String replacement) {
    return PLACEHOLDER.matcher(text).replaceAll(Matcher.quoteReplacement(replacement));
  }

  /// A text for a tenant, in which a value can say nothing of its own; empty if the tenant lacks
  /// one, or has one that cannot stand there.
  static Optional<String> fill(String text, Tenant tenant) {
    return fill(
        text,
        tenant,
        (value, _) ->
            HARMLESS.matcher(value).matches() ? Optional.of(value) : Optional.<String>empty());
  }

  /// The same, with a say in how a value is written.
  ///
  /// @param written from a value and where its placeholder begins
  static Optional<String> fill(
      String text, Tenant tenant, BiFunction<String, Integer, Optional<String>> written) {
    var filled = new StringBuilder();
    Matcher placeholder = PLACEHOLDER.matcher(text);
    while (placeholder.find()) {
      Optional<String> value =
          value(placeholder.group(1), tenant)
              .flatMap(each -> written.apply(each, placeholder.start()));
      if (value.isEmpty()) {
        return Optional.empty();
      }
      placeholder.appendReplacement(filled, Matcher.quoteReplacement(value.get()));
    }
    return Optional.of(placeholder.appendTail(filled).toString());
  }

  private static Optional<String> value(String name, Tenant tenant) {
    return switch (name) {
      case "id" -> Optional.of(tenant.id().value());
      case "database" -> tenant.database();
      default -> {
        String label = name.startsWith(LABEL) ? name.substring(LABEL.length()) : name;
        yield Optional.ofNullable(tenant.labels().get(label));
      }
    };
  }
}
