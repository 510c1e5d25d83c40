package dev.nines.slo.sli;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// How names and texts stand in PromQL that is written: names as they are if they are words, else
/// in quotes, as Prometheus reads them since its version 3.
public final class PromqlNames {
  private static final Pattern LABEL = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");
  private static final Pattern METRIC = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");

  private PromqlNames() {}

  /// The name of a label.
  public static String label(String name) {
    return LABEL.matcher(name).matches() ? name : quoted(name);
  }

  /// Names of labels, one behind the other.
  public static String labels(List<String> names) {
    return names.stream().map(PromqlNames::label).collect(Collectors.joining(", "));
  }

  /// A label's value within the template of an alert's annotation.
  public static String template(String label) {
    return LABEL.matcher(label).matches()
        ? "{{ $labels.%s }}".formatted(label)
        : "{{ index $labels %s }}".formatted(quoted(label));
  }

  static boolean isMetric(String name) {
    return METRIC.matcher(name).matches();
  }

  static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }
}
