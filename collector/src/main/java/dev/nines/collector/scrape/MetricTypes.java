package dev.nines.collector.scrape;

import dev.nines.slo.model.SampleKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// How the values of a name are to be read, by the `# TYPE` lines of the body and, where there are
/// none, by the conventions of naming.
final class MetricTypes {
  private static final List<String> CUMULATIVE_SUFFIXES =
      List.of("_total", "_count", "_sum", "_bucket");
  private static final List<String> SUFFIXES =
      List.of("_total", "_count", "_sum", "_bucket", "_created", "_gcount", "_gsum");

  private final Map<String, String> typeByFamily = new HashMap<>();

  void clear() {
    typeByFamily.clear();
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
