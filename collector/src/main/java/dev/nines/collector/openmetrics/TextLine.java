package dev.nines.collector.openmetrics;

import java.util.ArrayList;
import java.util.List;

/// A line of a body without its line feed.
///
/// @param number counted from 1
/// @param text what stands in it
/// @param terminated whether a line feed ends it; only the last line can be without
record TextLine(int number, String text, boolean terminated) {

  static List<TextLine> of(String body) {
    var lines = new ArrayList<TextLine>();
    int from = 0;
    while (from < body.length()) {
      int end = body.indexOf('\n', from);
      boolean terminated = end >= 0;
      int to = terminated ? end : body.length();
      lines.add(new TextLine(lines.size() + 1, body.substring(from, to), terminated));
      from = to + 1;
    }
    return lines;
  }

  /// A complaint about the character at `index` (of the Java string).
  Violation at(int index, String problem, String remedy) {
    int column = text.codePointCount(0, Math.min(index, text.length())) + 1;
    return new Violation(number, column, problem, remedy);
  }
}
