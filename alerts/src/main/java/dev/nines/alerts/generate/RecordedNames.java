package dev.nines.alerts.generate;

import java.time.Duration;

/// The names under which the generated rules record the counts of a window.
public final class RecordedNames {
  /// The shortest window that is always recorded.
  public static final Duration SHORTEST = Duration.ofMinutes(5);

  private RecordedNames() {}

  /// Bad events of a window.
  public static String bad(Duration window) {
    return "nines:sli_bad:increase" + RangeText.of(window);
  }

  /// All events of a window.
  public static String total(Duration window) {
    return "nines:sli_total:increase" + RangeText.of(window);
  }
}
