package dev.nines.collector.scrape;

import dev.nines.slo.model.Sample;
import dev.nines.slo.model.Series;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads bodies of one target in the text format 0.0.4 or OpenMetrics 1.0, as leniently as
/// Prometheus does, and keeps the samples of wanted series.
///
/// In steady state a line costs a comparison of bytes and, if it is wanted, a number. For one
/// thread at a time.
final class ExpositionParser {
  private final SeriesFactory seriesFactory;
  private final int maxSamples;
  private final SeriesCache cache = new SeriesCache();
  private byte[] body = new byte[0];
  private int end;
  private int at;
  private int line;

  /// Makes a series of what stands in the body, or nothing if nobody needs it.
  @FunctionalInterface
  interface SeriesFactory {
    Optional<Series> make(LabelParser.Parsed parsed, MetricTypes types);
  }

  /// @param seriesFactory asked once for each series
  /// @param maxSamples more lines with samples are refused
  ExpositionParser(SeriesFactory seriesFactory, int maxSamples) {
    this.seriesFactory = seriesFactory;
    this.maxSamples = maxSamples;
  }

  /// What a body held.
  ///
  /// @param samples of wanted series
  /// @param scraped how many samples there were in all
  record Outcome(List<Sample> samples, int scraped) {}

  /// Reads a body.
  ///
  /// @param openMetrics whether it claims to be OpenMetrics, and so must end with `# EOF`
  /// @throws MalformedExpositionException for anything that is not in the format; nothing of the
  ///   body may be used then
  Outcome parse(byte[] bytes, int length, boolean openMetrics) throws MalformedExpositionException {
    body = bytes;
    end = length;
    at = 0;
    line = 1;
    cache.begin();
    var samples = new ArrayList<Sample>();
    var types = new MetricTypes();
    boolean ended = false;
    int scraped = 0;
    while (at < end && !ended) {
      skipSpace();
      if (at >= end) {
        break;
      }
      byte first = body[at];
      if (first == '\n' || first == '\r') {
        endLine();
      } else if (first == '#') {
        ended = comment(types);
      } else {
        if (++scraped > maxSamples) {
          throw malformed("more than " + maxSamples + " samples");
        }
        sample(types, samples);
      }
    }
    if (openMetrics && !ended) {
      throw malformed("the body ends without # EOF");
    }
    cache.end();
    return new Outcome(samples, scraped);
  }

  private void sample(MetricTypes types, List<Sample> into) throws MalformedExpositionException {
    int start = at;
    SeriesCache.Entry entry = cache.expected(body, start, end);
    if (entry != null) {
      at = start + entry.length();
    } else {
      entry = unexpected(start, types);
    }
    skipSpace();
    @Nullable Series series = entry.series();
    if (series == null) {
      requireValue();
    } else {
      into.add(new Sample(series, value()));
    }
    skipLine();
  }

  private SeriesCache.Entry unexpected(int start, MetricTypes types)
      throws MalformedExpositionException {
    int prefixEnd = prefixEnd(start);
    at = prefixEnd;
    SeriesCache.@Nullable Entry known = cache.find(body, start, prefixEnd);
    if (known != null) {
      return known;
    }
    LabelParser.Parsed parsed = LabelParser.parse(body, start, prefixEnd, line);
    @Nullable Series series = seriesFactory.make(parsed, types).orElse(null);
    return cache.add(body, start, prefixEnd, series);
  }

  /// The place behind name and labels: a brace within quotes is none.
  private int prefixEnd(int start) throws MalformedExpositionException {
    boolean quoted = false;
    boolean braces = false;
    for (int i = start; i < end && body[i] != '\n'; i++) {
      byte c = body[i];
      if (quoted) {
        if (c == '\\') {
          i++;
        } else if (c == '"') {
          quoted = false;
        }
      } else if (braces && c == '"') {
        quoted = true;
      } else if (c == '{') {
        braces = true;
      } else if (c == '}') {
        return i + 1;
      } else if (!braces && (c == ' ' || c == '\t') && !braceFollows(i)) {
        return i;
      }
    }
    throw malformed(braces ? "the labels have no closing brace" : "a sample has no value");
  }

  private boolean braceFollows(int from) {
    int i = from;
    while (i < end && (body[i] == ' ' || body[i] == '\t')) {
      i++;
    }
    return i < end && body[i] == '{';
  }

  private void requireValue() throws MalformedExpositionException {
    if (at >= end || body[at] == '\n' || body[at] == '\r') {
      throw malformed("a sample has no value");
    }
  }

  private double value() throws MalformedExpositionException {
    int start = at;
    long digits = 0;
    int seen = 0;
    while (at < end && body[at] >= '0' && body[at] <= '9' && seen < 18) {
      digits = digits * 10 + (body[at] - '0');
      seen++;
      at++;
    }
    if (seen > 0 && (at == end || isSpace(body[at]))) {
      return digits; // most counters are whole numbers
    }
    while (at < end && !isSpace(body[at])) {
      at++;
    }
    return number(new String(body, start, at - start, StandardCharsets.US_ASCII));
  }

  private double number(String text) throws MalformedExpositionException {
    return switch (text) {
      case "NaN", "nan" -> Double.NaN;
      case "+Inf", "Inf", "+inf", "inf", "+Infinity", "Infinity" -> Double.POSITIVE_INFINITY;
      case "-Inf", "-inf", "-Infinity" -> Double.NEGATIVE_INFINITY;
      default -> {
        try {
          boolean javaOnly = text.isEmpty() || "dDfF".indexOf(text.charAt(text.length() - 1)) >= 0;
          if (!javaOnly || text.startsWith("0x")) {
            yield Double.parseDouble(text);
          }
        } catch (NumberFormatException e) {
          // the same complaint
        }
        throw malformed(text.isEmpty() ? "a sample has no value" : "the value is no number");
      }
    };
  }

  /// @return whether it was `# EOF`
  private boolean comment(MetricTypes types) {
    int start = at;
    skipLine();
    int length = at - start;
    if (startsWith(start, "# TYPE ") || startsWith(start, "# EOF")) {
      String text = new String(body, start, length, StandardCharsets.UTF_8).strip();
      if (text.equals("# EOF")) {
        return true;
      }
      String[] words = text.split("[ \t]+", 5);
      if (words.length >= 4 && words[1].equals("TYPE")) {
        types.declare(words[2], words[3]);
      }
    }
    return false;
  }

  private boolean startsWith(int from, String text) {
    if (from + text.length() > end) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (body[from + i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private void skipSpace() {
    while (at < end && (body[at] == ' ' || body[at] == '\t')) {
      at++;
    }
  }

  private void skipLine() {
    while (at < end && body[at] != '\n') {
      at++;
    }
    endLine();
  }

  private void endLine() {
    at++;
    line++;
  }

  private static boolean isSpace(byte c) {
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
  }

  private MalformedExpositionException malformed(String problem) {
    return new MalformedExpositionException(line, problem);
  }
}
