package dev.nines.collector.otlp.metric;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Names of metrics and attributes as Prometheus has them, by the OpenTelemetry specification
/// "Prometheus and OpenMetrics Compatibility": other characters become `_`, the unit is added as a
/// word, and `_total` to what only grows.
final class MetricNames {
  private static final Pattern ANNOTATION = Pattern.compile("\\{[^}]*}");
  private static final Pattern NOT_IN_NAMES = Pattern.compile("[^a-zA-Z0-9:]+");
  private static final Pattern NOT_IN_LABELS = Pattern.compile("[^a-zA-Z0-9_]");
  private static final Map<String, String> UNITS =
      Map.ofEntries(
          Map.entry("d", "days"),
          Map.entry("h", "hours"),
          Map.entry("min", "minutes"),
          Map.entry("s", "seconds"),
          Map.entry("ms", "milliseconds"),
          Map.entry("us", "microseconds"),
          Map.entry("ns", "nanoseconds"),
          Map.entry("By", "bytes"),
          Map.entry("KiBy", "kibibytes"),
          Map.entry("MiBy", "mebibytes"),
          Map.entry("GiBy", "gibibytes"),
          Map.entry("TiBy", "tebibytes"),
          Map.entry("KBy", "kilobytes"),
          Map.entry("MBy", "megabytes"),
          Map.entry("GBy", "gigabytes"),
          Map.entry("TBy", "terabytes"),
          Map.entry("V", "volts"),
          Map.entry("A", "amperes"),
          Map.entry("J", "joules"),
          Map.entry("W", "watts"),
          Map.entry("g", "grams"),
          Map.entry("m", "meters"),
          Map.entry("Cel", "celsius"),
          Map.entry("Hz", "hertz"),
          Map.entry("%", "percent"));
  private static final Map<String, String> RATES =
      Map.of(
          "s", "second", "m", "minute", "min", "minute", "h", "hour", "d", "day", "w", "week", "mo",
          "month", "y", "year");

  private MetricNames() {}

  /// The name without `_bucket`, `_count` and the like.
  ///
  /// @param grows whether it is a sum that only grows
  /// @param level whether it is a gauge
  static String metric(String name, String unit, boolean grows, boolean level) {
    String plain = trimmed(NOT_IN_NAMES.matcher(name).replaceAll("_"));
    if (grows && plain.endsWith("_total")) {
      plain = plain.substring(0, plain.length() - "_total".length());
    }
    String word = unitWord(unit).orElse(level && unit.equals("1") ? "ratio" : "");
    String full = word.isEmpty() || hasWord(plain, word) ? plain : plain + "_" + word;
    full = grows ? full + "_total" : full;
    return !full.isEmpty() && Character.isDigit(full.charAt(0)) ? "_" + full : full;
  }

  private static Optional<String> unitWord(String unit) {
    String bare = ANNOTATION.matcher(unit).replaceAll("").strip();
    if (bare.isEmpty() || bare.equals("1")) {
      return Optional.empty();
    }
    int slash = bare.indexOf('/');
    if (slash < 0) {
      return Optional.of(trimmed(word(UNITS, bare)));
    }
    String per = word(RATES, bare.substring(slash + 1));
    String of = slash == 0 ? "" : word(UNITS, bare.substring(0, slash));
    return Optional.of(trimmed(of.equals("1") || of.isEmpty() ? "per_" + per : of + "_per_" + per));
  }

  private static String word(Map<String, String> words, String unit) {
    return words.getOrDefault(unit, NOT_IN_NAMES.matcher(unit).replaceAll("_"));
  }

  private static boolean hasWord(String name, String word) {
    return ("_" + name + "_").contains("_" + word + "_");
  }

  private static String trimmed(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && text.charAt(from) == '_') {
      from++;
    }
    while (to > from && text.charAt(to - 1) == '_') {
      to--;
    }
    return text.substring(from, to);
  }

  /// The name of a label.
  static String label(String attribute) {
    String plain = NOT_IN_LABELS.matcher(attribute).replaceAll("_");
    return plain.isEmpty() || Character.isDigit(plain.charAt(0)) ? "key_" + plain : plain;
  }
}
