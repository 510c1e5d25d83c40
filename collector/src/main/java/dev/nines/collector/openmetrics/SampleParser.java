package dev.nines.collector.openmetrics;

import dev.nines.collector.openmetrics.SampleLine.Exemplar;
import dev.nines.collector.openmetrics.SampleLine.Figure;
import dev.nines.collector.openmetrics.SampleLine.Label;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// Takes a line with a sample apart, by the grammar of one of the formats.
final class SampleParser {
  private static final String EXEMPLAR_MARK = " # ";
  private static final String ONE_SPACE = "Separate name, value and timestamp by exactly one space";

  private final TextLine line;
  private final LineScanner scanner;
  private final boolean strict;

  private SampleParser(TextLine line, Format format) {
    this.line = line;
    this.scanner = new LineScanner(line);
    this.strict = format == Format.OPENMETRICS;
  }

  /// @throws ViolationException with the first place that is not in the grammar
  static SampleLine parse(TextLine line, Format format) throws ViolationException {
    var parser = new SampleParser(line, format);
    return parser.strict ? parser.openMetrics() : parser.prometheus();
  }

  private SampleLine openMetrics() throws ViolationException {
    if (scanner.accept("{\"")) {
      throw scanner.fail(
          "a quoted metric name",
          "OpenMetrics 1.0 has names of letters, digits, _ and : only; replace other characters by"
              + " _");
    }
    String name = scanner.metricName();
    List<Label> labels = scanner.accept('{') ? labels() : List.of();
    space("the metric's name and labels");
    Figure value = scanner.number("the value", false, false);
    boolean marked = scanner.accept(EXEMPLAR_MARK);
    Optional<Figure> timestamp = Optional.empty();
    if (!marked && !scanner.atEnd()) {
      space("the value");
      timestamp = Optional.of(scanner.number("the timestamp", true, false));
      marked = scanner.accept(EXEMPLAR_MARK);
      if (!marked && !scanner.atEnd()) {
        throw scanner.fail(
            "something follows the timestamp",
            "End the line there, or write an exemplar like # {trace_id=\"a1\"} 0.5");
      }
    }
    Optional<Exemplar> exemplar = marked ? Optional.of(exemplar()) : Optional.empty();
    return new SampleLine(line, name, labels, value, timestamp, exemplar);
  }

  private Exemplar exemplar() throws ViolationException {
    int at = scanner.position() - 2;
    if (!scanner.accept('{')) {
      throw scanner.fail("an exemplar's labels are missing", "Write them in braces, {} for none");
    }
    List<Label> labels = labels();
    space("the exemplar's labels");
    Figure value = scanner.number("the exemplar's value", false, false);
    Optional<Figure> timestamp = Optional.empty();
    if (!scanner.atEnd()) {
      space("the exemplar's value");
      timestamp = Optional.of(scanner.number("the exemplar's timestamp", true, false));
      if (!scanner.atEnd()) {
        throw scanner.fail("something follows the exemplar", "End the line after its timestamp");
      }
    }
    return new Exemplar(labels, value, timestamp, at);
  }

  private SampleLine prometheus() throws ViolationException {
    scanner.skipBlanks();
    String name = scanner.metricName();
    boolean blank = scanner.skipBlanks();
    List<Label> labels = List.of();
    if (scanner.accept('{')) {
      labels = labels();
      scanner.skipBlanks();
    } else if (!blank) {
      throw scanner.fail(
          "expected labels or a value after the name, found " + scanner.found(),
          "Use only letters, digits, _ and : in names");
    }
    Figure value = scanner.number("the value", false, true);
    scanner.skipBlanks();
    Optional<Figure> timestamp = Optional.empty();
    if (!scanner.atEnd()) {
      timestamp = Optional.of(milliseconds());
      scanner.skipBlanks();
      if (!scanner.atEnd()) {
        throw scanner.fail("something follows the timestamp", "End the line after the timestamp");
      }
    }
    return new SampleLine(line, name, labels, value, timestamp, Optional.empty());
  }

  private Figure milliseconds() throws ViolationException {
    int at = scanner.position();
    String word = scanner.word(true);
    if (!Numbers.isInteger(word)) {
      throw new ViolationException(
          line.at(
              at,
              "the timestamp is no whole number",
              "Write milliseconds since 1970 like 1395066363000, or leave it out"));
    }
    return new Figure(Double.parseDouble(word), word, at);
  }

  /// The labels, the opening brace already read.
  private List<Label> labels() throws ViolationException {
    var labels = new ArrayList<Label>();
    var names = new HashSet<String>();
    blanks();
    if (scanner.accept('}')) {
      return labels;
    }
    while (true) {
      Label label = label();
      labels.add(label);
      if (!names.add(label.name())) {
        throw new ViolationException(
            line.at(
                label.at(),
                "label " + label.name() + " stands twice",
                "Give each label of a sample a name of its own"));
      }
      blanks();
      if (scanner.accept('}')) {
        return labels;
      }
      if (!scanner.accept(',')) {
        throw scanner.fail(
            "expected , or } after a label, found " + scanner.found(),
            "Separate labels by a comma and close them with }");
      }
      blanks();
      if (!strict && scanner.accept('}')) {
        return labels;
      }
    }
  }

  private Label label() throws ViolationException {
    int at = scanner.position();
    String name = scanner.labelName();
    blanks();
    if (!scanner.accept('=')) {
      throw scanner.fail(
          "expected = after label name " + name + ", found " + scanner.found(),
          "Write labels like name=\"value\"");
    }
    blanks();
    return new Label(name, scanner.quoted(strict), at);
  }

  /// Between the parts of labels the Prometheus format allows blanks.
  private void blanks() {
    if (!strict) {
      scanner.skipBlanks();
    }
  }

  private void space(String behind) throws ViolationException {
    if (!scanner.accept(' ')) {
      throw scanner.fail(
          "expected a space after %s, found %s".formatted(behind, scanner.found()), ONE_SPACE);
    }
  }
}
