package dev.nines.collector.openmetrics;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The rules of the Prometheus text format 0.0.4: comments, blanks and empty lines are free, a
/// metric's lines stand together, its metadata first.
final class PrometheusCheck {
  private static final Set<String> TYPES =
      Set.of("counter", "gauge", "histogram", "summary", "untyped");
  private static final Map<String, Set<String>> SUFFIXES =
      Map.of("histogram", Set.of("_bucket", "_sum", "_count"), "summary", Set.of("_sum", "_count"));

  private final List<Violation> violations;
  private final Map<String, PrometheusFamily> families = new HashMap<>();
  private @Nullable PrometheusFamily current;

  PrometheusCheck(List<Violation> violations) {
    this.violations = violations;
  }

  void run(List<TextLine> lines) {
    for (TextLine line : lines) {
      if (violations.size() >= ExpositionChecker.MAX_VIOLATIONS) {
        return;
      }
      read(line);
      if (!line.terminated()) {
        violations.add(
            line.at(
                line.text().length(),
                "the last line does not end with a line feed",
                "End every line with a line feed"));
      }
    }
    families.values().forEach(PrometheusFamily::close);
  }

  private void read(TextLine line) {
    String text = line.text().strip();
    try {
      if (text.startsWith("#")) {
        comment(line, text);
      } else if (!text.isEmpty()) {
        SampleLine sample = SampleParser.parse(line, Format.PROMETHEUS);
        enter(familyOf(sample.name()), line).sample(sample);
      }
    } catch (ViolationException e) {
      violations.add(e.violation());
    }
  }

  private void comment(TextLine line, String text) {
    String[] words = text.split("[ \t]+", 4);
    boolean metadata =
        words[0].equals("#")
            && words.length > 2
            && (words[1].equals("TYPE") || words[1].equals("HELP"));
    if (!metadata) {
      return;
    }
    if (!words[2].matches("[a-zA-Z_:][a-zA-Z0-9_:]*")) {
      violations.add(
          line.at(
              line.text().indexOf(words[2]),
              "'%s' is no metric name".formatted(words[2]),
              "Begin the name with a letter, _ or :, and use only these and digits"));
      return;
    }
    String said = words.length > 3 ? words[3] : "";
    PrometheusFamily family = enter(words[2], line);
    if (words[1].equals("HELP")) {
      family.help(line);
    } else if (TYPES.contains(said)) {
      family.type(line, said);
    } else {
      violations.add(
          line.at(
              Math.max(0, line.text().lastIndexOf(said)),
              "'%s' is no type of a metric".formatted(said),
              "Use one of counter, gauge, histogram, summary, untyped"));
    }
  }

  private String familyOf(String sampleName) {
    int underscore = sampleName.lastIndexOf('_');
    if (underscore > 0 && !families.containsKey(sampleName)) {
      PrometheusFamily family = families.get(sampleName.substring(0, underscore));
      String suffix = sampleName.substring(underscore);
      if (family != null && SUFFIXES.getOrDefault(family.type(), Set.of()).contains(suffix)) {
        return family.name();
      }
    }
    return sampleName;
  }

  private PrometheusFamily enter(String name, TextLine line) {
    PrometheusFamily family =
        families.computeIfAbsent(name, _ -> new PrometheusFamily(name, violations));
    if (current != null && current != family && family.hasSamples()) {
      violations.add(
          line.at(
              0,
              "the lines of %s do not stand together".formatted(name),
              "Write all lines of a metric one after the other, # HELP and # TYPE first"));
    }
    current = family;
    return family;
  }
}
