package dev.nines.collector.scrape;

import dev.nines.collector.forward.MetricBook;
import dev.nines.slo.model.SampleKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// How the values of a name are to be read, by the `# TYPE` lines of the body and, where there are
/// none, by the conventions of naming; and, if somebody wants to know, what else the body says of a
/// name.
final class MetricTypes {
  private static final List<String> CUMULATIVE_SUFFIXES =
      List.of("_total", "_count", "_sum", "_bucket");
  private static final List<String> SUFFIXES =
      List.of("_total", "_count", "_sum", "_bucket", "_created", "_gcount", "_gsum");

  private final Map<String, String> typeByFamily = new HashMap<>();
  private final Map<String, String> helpByFamily = new HashMap<>();
  private final Map<String, String> unitByFamily = new HashMap<>();
  private boolean describing;

  /// Begins a body.
  ///
  /// @param describe whether help and unit are kept too
  void begin(boolean describe) {
    describing = describe;
    typeByFamily.clear();
    helpByFamily.clear();
    unitByFamily.clear();
  }

  boolean isDescribing() {
    return describing;
  }

  /// @param text what stands behind `# HELP`
  void help(String text) {
    put(text, helpByFamily);
  }

  /// @param text what stands behind `# UNIT`
  void unit(String text) {
    put(text, unitByFamily);
  }

  private static void put(String declaration, Map<String, String> into) {
    String text = declaration.strip();
    int end = nameEnd(text);
    if (end < text.length()) {
      into.put(
          LabelParser.unquoted(text.substring(0, end)), unescaped(text.substring(end).strip()));
    }
  }

  /// Where a name ends: at a blank that is not within quotes.
  private static int nameEnd(String text) {
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted && c == '\\') {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && (c == ' ' || c == '\t')) {
        return i;
      }
    }
    return text.length();
  }

  private static String unescaped(String text) {
    var plain = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      char next = i + 1 < text.length() ? text.charAt(i + 1) : ' ';
      if (c == '\\' && (next == 'n' || next == '\\' || next == '"')) {
        plain.append(next == 'n' ? '\n' : next);
        i++;
      } else {
        plain.append(c);
      }
    }
    return plain.toString();
  }

  /// What the body says of its metrics.
  List<MetricBook.Entry> entries() {
    var families = new TreeSet<>(typeByFamily.keySet());
    families.addAll(helpByFamily.keySet());
    families.addAll(unitByFamily.keySet());
    return families.stream()
        .map(
            family ->
                new MetricBook.Entry(
                    family,
                    typeByFamily.getOrDefault(family, ""),
                    helpByFamily.getOrDefault(family, ""),
                    unitByFamily.getOrDefault(family, "")))
        .toList();
  }

  /// @param declaration what stands behind `# TYPE`: a name, in quotes if it is not of letters,
  ///   digits, `_` and `:` only, and a type
  void declare(String declaration) {
    String[] words = declaration.strip().split("[ \t]+(?=[^\"]*$)", 3);
    if (words.length >= 2) {
      typeByFamily.put(LabelParser.unquoted(words[0]), words[1]);
    }
  }

  SampleKind kindOf(String name) {
    String type = typeByFamily.getOrDefault(name, "");
    if (type.isEmpty()) {
      type = typeByFamily.getOrDefault(familyOf(name), "");
    }
    return switch (type) {
      case "counter" -> name.endsWith("_created") ? SampleKind.GAUGE : SampleKind.CUMULATIVE;
      case "histogram", "summary" ->
          CUMULATIVE_SUFFIXES.stream().anyMatch(name::endsWith)
              ? SampleKind.CUMULATIVE
              : SampleKind.GAUGE;
      case "gauge", "gaugehistogram", "info", "stateset" -> SampleKind.GAUGE;
      default -> // untyped
          CUMULATIVE_SUFFIXES.stream().anyMatch(name::endsWith)
              ? SampleKind.CUMULATIVE
              : SampleKind.GAUGE;
    };
  }

  private static String familyOf(String name) {
    for (String suffix : SUFFIXES) {
      if (name.endsWith(suffix)) {
        return name.substring(0, name.length() - suffix.length());
      }
    }
    return name;
  }
}
