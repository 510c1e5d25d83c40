package dev.nines.collector.openmetrics;

/// A `# TYPE`, `# UNIT` or `# HELP` line.
///
/// @param line where it stands
/// @param keyword which of them
/// @param name of the family
/// @param text what is said about it
/// @param textAt where that begins in the line
record MetadataLine(TextLine line, Keyword keyword, String name, String text, int textAt) {

  enum Keyword {
    TYPE,
    UNIT,
    HELP
  }

  static MetadataLine parse(TextLine line) throws ViolationException {
    if (line.terminated() && line.text().endsWith("\r")) {
      throw new ViolationException(
          line.at(
              line.text().length() - 1,
              "a carriage return before the line feed",
              "End lines with a line feed alone"));
    }
    var scanner = new LineScanner(line);
    for (Keyword keyword : Keyword.values()) {
      if (scanner.accept("# " + keyword + " ")) {
        String name = scanner.metricName();
        if (!scanner.accept(' ')) {
          throw scanner.fail(
              "expected a space after the name of the family, found " + scanner.found(),
              "Write exactly one space between keyword, name and text, even before an empty text");
        }
        int at = scanner.position();
        return new MetadataLine(line, keyword, name, scanner.rest(), at);
      }
    }
    throw scanner.fail(
        "a line that begins with # and is none of # TYPE, # UNIT, # HELP, # EOF",
        "OpenMetrics has no comments: remove it, or write keywords in capitals with one space"
            + " around each part");
  }
}
