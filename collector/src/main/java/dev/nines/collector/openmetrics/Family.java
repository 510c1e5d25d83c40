package dev.nines.collector.openmetrics;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A metric family while it is read: metadata first, then samples.
final class Family {
  private static final String RESERVED = "_";

  private final String name;
  private final TextLine firstLine;
  private final List<Violation> violations;
  private final Map<MetadataLine.Keyword, MetadataLine> metadata =
      new EnumMap<>(MetadataLine.Keyword.class);
  private FamilyType type = FamilyType.UNKNOWN;
  private boolean hasSamples;
  private final MetricOrder order;

  Family(String name, TextLine firstLine, List<Violation> violations) {
    this.name = name;
    this.firstLine = firstLine;
    this.violations = violations;
    this.order = new MetricOrder(name, violations);
    if (name.startsWith(RESERVED)) {
      violations.add(
          firstLine.at(
              firstLine.text().indexOf(name),
              "names that begin with an underscore are reserved",
              "Begin the name with a letter"));
    }
  }

  String name() {
    return name;
  }

  FamilyType type() {
    return type;
  }

  TextLine firstLine() {
    return firstLine;
  }

  /// Whether a sample of this name belongs to the family.
  boolean owns(String sampleName) {
    return sampleName.startsWith(name)
        && type.suffixes().contains(sampleName.substring(name.length()));
  }

  /// The complaint about a sample that has the family's bare name where its type wants a suffix.
  Violation withoutSuffix(SampleLine sample) {
    String names = type.suffixes().stream().map(name::concat).collect(Collectors.joining(", "));
    String suffix = type.suffixes().getFirst();
    return sample.at(
        0,
        "a sample of the %s %s cannot be called %s, only %s".formatted(type, name, name, names),
        name.endsWith(suffix)
            ? "Leave %s out in # TYPE: the family is called %s"
                .formatted(suffix, name.substring(0, name.length() - suffix.length()))
            : "Name it %s, or correct the family's type".formatted(name + suffix));
  }

  void metadata(MetadataLine line) {
    if (hasSamples) {
      violations.add(
          line.line()
              .at(
                  0,
                  "# %s of %s stands behind its samples".formatted(line.keyword(), name),
                  "Put the metadata of a family before its first sample"));
      return;
    }
    if (metadata.putIfAbsent(line.keyword(), line) != null) {
      violations.add(
          line.line()
              .at(
                  0,
                  "a second # %s of %s".formatted(line.keyword(), name),
                  "Give each kind of metadata once for a family"));
      return;
    }
    switch (line.keyword()) {
      case TYPE -> type(line);
      case UNIT -> unit(line);
      case HELP -> help(line);
    }
  }

  private void type(MetadataLine line) {
    FamilyType.written(line.text())
        .ifPresentOrElse(
            written -> type = written,
            () ->
                violations.add(
                    line.line()
                        .at(
                            line.textAt(),
                            "'%s' is no type of a metric family".formatted(line.text()),
                            "Use one of counter, gauge, histogram, gaugehistogram, stateset, info,"
                                + " summary, unknown, and nothing behind it")));
  }

  private void unit(MetadataLine line) {
    if (!line.text().chars().allMatch(Family::isUnitCharacter)) {
      violations.add(
          line.line()
              .at(
                  line.textAt(),
                  "'%s' is no unit".formatted(line.text()),
                  "Use only letters, digits, _ and :, and nothing behind the unit"));
    } else if (!line.text().isEmpty() && !name.endsWith("_" + line.text())) {
      violations.add(
          line.line()
              .at(
                  line.textAt(),
                  "the name %s does not end with its unit".formatted(name),
                  "Name the family %s_%s, or leave the unit out".formatted(name, line.text())));
    }
  }

  private static boolean isUnitCharacter(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '_'
        || c == ':';
  }

  private void help(MetadataLine line) {
    String text = line.text();
    int slashes = 0;
    while (slashes < text.length() && text.charAt(text.length() - 1 - slashes) == '\\') {
      slashes++;
    }
    if (slashes % 2 == 1) {
      violations.add(
          line.line()
              .at(
                  line.line().text().length() - 1,
                  "a single \\ at the end of the help text",
                  "Write \\\\ for a \\"));
    }
  }

  void sample(SampleLine sample) {
    hasSamples = true;
    String suffix = sample.name().substring(name.length());
    SampleRules.check(this, suffix, sample, violations);
    order.add(type, suffix, sample);
  }

  /// Looks at what only the end of the family shows.
  void close() {
    order.close();
    MetadataLine unit = metadata.get(MetadataLine.Keyword.UNIT);
    boolean unitless = type == FamilyType.INFO || type == FamilyType.STATESET;
    if (unit != null && unitless && !unit.text().isEmpty()) {
      violations.add(
          unit.line()
              .at(
                  unit.textAt(),
                  "a family of type %s has no unit".formatted(type),
                  "Remove the # UNIT line"));
    }
  }
}
