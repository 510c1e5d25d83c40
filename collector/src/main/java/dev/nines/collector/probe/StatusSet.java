package dev.nines.collector.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A set of HTTP status codes.
///
/// @param ranges the codes, as ranges
public record StatusSet(List<Range> ranges) {
  /// Everything that means success.
  public static final StatusSet SUCCESS = new StatusSet(List.of(new Range(200, 299)));

  private static final Pattern CODE = Pattern.compile("([1-5])(\\d\\d|xx)");
  private static final int CLASS_WIDTH = 100;

  /// Some codes in a row.
  ///
  /// @param first the lowest
  /// @param last the highest
  public record Range(int first, int last) {}

  public StatusSet {
    ranges = List.copyOf(ranges);
  }

  /// Reads a list of codes (`204`), classes (`2xx`) and ranges (`200-299`).
  ///
  /// @throws IllegalArgumentException if one of them is something else, or there is none
  public static StatusSet parse(List<String> texts) {
    var ranges = new ArrayList<Range>();
    for (String text : texts) {
      int dash = text.indexOf('-');
      Range first = range(dash < 0 ? text : text.substring(0, dash), text);
      Range last = range(text.substring(dash + 1), text);
      if (last.last() < first.first()) {
        throw invalid(text);
      }
      ranges.add(new Range(first.first(), last.last()));
    }
    if (ranges.isEmpty()) {
      throw new IllegalArgumentException("no status is expected, expected at least one");
    }
    return new StatusSet(ranges);
  }

  /// Whether the code is one of the set.
  public boolean contains(int status) {
    return ranges.stream().anyMatch(range -> range.first() <= status && status <= range.last());
  }

  private static Range range(String code, String whole) {
    Matcher matcher = CODE.matcher(code.strip());
    if (!matcher.matches()) {
      throw invalid(whole);
    }
    int base = Integer.parseInt(matcher.group(1)) * CLASS_WIDTH;
    if (matcher.group(2).equals("xx")) {
      return new Range(base, base + CLASS_WIDTH - 1);
    }
    int status = base + Integer.parseInt(matcher.group(2));
    return new Range(status, status);
  }

  private static IllegalArgumentException invalid(String text) {
    return new IllegalArgumentException(
        "'%s' is no set of HTTP statuses, expected for example 200, 2xx or 200-299"
            .formatted(text));
  }
}
