package dev.nines.slo.ledger;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The name of a file that holds an hour, or a part of one, for good.
///
/// @param hour hours since 1970
/// @param kind what it holds
/// @param after rows of batches up to this sequence stand in files before this one; else 0
/// @param through the last batch that it may hold rows of
record SealedFile(long hour, Kind kind, long after, long through) {
  private static final Pattern NAME =
      Pattern.compile("hour-(\\d{10})-([a-z]+)-(\\d{19})-(\\d{19})");

  /// What a sealed file holds.
  enum Kind {
    /// Closed minutes of all series: chunk `group × 60 + minute`.
    MINUTES,
    /// Restatements of minutes of this hour: chunk `minute`.
    LATE,
    /// Intervals that end in this hour: chunk `minute`.
    INTERVALS,
    /// Latency histograms: a chunk per bucket of tenants.
    LATENCIES
  }

  String name() {
    return "hour-%010d-%s-%019d-%019d"
        .formatted(hour, kind.name().toLowerCase(Locale.ROOT), after, through);
  }

  static Optional<SealedFile> parse(String name) {
    Matcher matcher = NAME.matcher(name);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    for (Kind kind : Kind.values()) {
      if (kind.name().toLowerCase(Locale.ROOT).equals(matcher.group(2))) {
        return Optional.of(
            new SealedFile(
                Long.parseLong(matcher.group(1)),
                kind,
                Long.parseLong(matcher.group(3)),
                Long.parseLong(matcher.group(4))));
      }
    }
    return Optional.empty();
  }
}
