package dev.nines.collector.openmetrics;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads a body line by line and closes each family where the next begins.
final class OpenMetricsCheck {
  private static final String END = "# EOF";

  private final List<Violation> violations;
  private final ClaimedNames names = new ClaimedNames();
  private @Nullable Family family;

  OpenMetricsCheck(List<Violation> violations) {
    this.violations = violations;
  }

  void run(List<TextLine> lines) {
    boolean ended = false;
    for (TextLine line : lines) {
      if (violations.size() >= ExpositionChecker.MAX_VIOLATIONS) {
        return;
      }
      if (ended) {
        violations.add(
            line.at(0, "something follows # EOF", "Make # EOF the last line of the exposition"));
        break;
      }
      if (line.text().equals(END)) {
        ended = true;
      } else {
        read(line);
      }
    }
    close();
    if (!ended) {
      violations.add(
          new Violation(
              lines.size() + 1, 1, "the exposition does not end with # EOF", "Add the line # EOF"));
    }
  }

  private void read(TextLine line) {
    try {
      if (line.text().isEmpty()) {
        violations.add(line.at(0, "an empty line", "Remove it"));
      } else if (line.text().startsWith("#")) {
        metadata(MetadataLine.parse(line));
      } else {
        sample(SampleParser.parse(line, Format.OPENMETRICS));
      }
    } catch (ViolationException e) {
      violations.add(e.violation());
    }
  }

  private void metadata(MetadataLine metadata) {
    Family current = family;
    if (current == null || !current.name().equals(metadata.name())) {
      current = open(metadata.name(), metadata.line());
    }
    current.metadata(metadata);
  }

  private void sample(SampleLine sample) {
    Family current = family;
    if (current != null && current.owns(sample.name())) {
      current.sample(sample);
    } else if (current != null && current.name().equals(sample.name())) {
      violations.add(current.withoutSuffix(sample));
    } else {
      open(sample.name(), sample.line()).sample(sample);
    }
  }

  private Family open(String name, TextLine line) {
    close();
    var opened = new Family(name, line, violations);
    family = opened;
    return opened;
  }

  private void close() {
    Family closed = family;
    if (closed != null) {
      closed.close();
      names.claim(closed).ifPresent(violations::add);
    }
    family = null;
  }
}
