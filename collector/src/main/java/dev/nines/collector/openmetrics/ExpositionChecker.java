package dev.nines.collector.openmetrics;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Holds a whole exposition against its standard.
public final class ExpositionChecker {
  /// No more violations than this are told.
  public static final int MAX_VIOLATIONS = 1000;

  private static final Comparator<Violation> BY_PLACE =
      Comparator.comparingInt(Violation::line).thenComparingInt(Violation::column);
  private static final char BYTE_ORDER_MARK = '\uFEFF';
  private static final String UTF_8_REMEDY = "Write the exposition in UTF-8";

  private ExpositionChecker() {}

  /// All places that are not as the standard wants, in the order of the body, at most
  /// [#MAX_VIOLATIONS]. None means that the exposition is valid.
  ///
  /// A line whose grammar is broken is left out of all further rules, so one mistake can bring
  /// another complaint with it: a histogram whose last bucket cannot be read has no `+Inf` bucket.
  public static List<Violation> check(byte[] body, Format format) {
    var violations = new ArrayList<Violation>();
    CharBuffer text = CharBuffer.allocate(body.length);
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    CoderResult result = decoder.decode(ByteBuffer.wrap(body), text, true);
    text.flip();
    if (result.isError()) {
      violations.add(notUtf8(text));
      return violations;
    }
    if (!text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK) {
      violations.add(
          new Violation(
              1, 1, "the body begins with a byte order mark", "Write UTF-8 without a mark"));
      text.get();
    }
    List<TextLine> lines = TextLine.of(text.toString());
    switch (format) {
      case OPENMETRICS -> new OpenMetricsCheck(violations).run(lines);
      case PROMETHEUS -> new PrometheusCheck(violations).run(lines);
    }
    return violations.stream().sorted(BY_PLACE).limit(MAX_VIOLATIONS).toList();
  }

  private static Violation notUtf8(CharSequence before) {
    String text = before.toString();
    int lineStart = text.lastIndexOf('\n') + 1;
    int line = (int) text.chars().filter(c -> c == '\n').count() + 1;
    int column = text.codePointCount(lineStart, text.length()) + 1;
    return new Violation(line, column, "a byte that is not UTF-8", UTF_8_REMEDY);
  }
}
