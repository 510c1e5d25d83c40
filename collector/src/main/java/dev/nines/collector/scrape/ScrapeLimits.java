package dev.nines.collector.scrape;

import java.util.Map;
import java.util.Optional;

/// How much a target may expose. What exceeds a limit is counted in [Overflow] and left out; the
/// rest of the scrape stays.
///
/// @param bodyBytes a longer body (unpacked) is not taken at all
/// @param samples of a target
/// @param tenantSeries of one tenant in a target
/// @param labels of a series, its name included
/// @param labelNameLength in characters
/// @param labelValueLength in characters
/// @param targets of a job
public record ScrapeLimits(
    long bodyBytes,
    int samples,
    int tenantSeries,
    int labels,
    int labelNameLength,
    int labelValueLength,
    int targets) {
  /// The limits where none are configured.
  public static final ScrapeLimits DEFAULT =
      new ScrapeLimits(64L << 20, 1_000_000, 10_000, 64, 256, 2048, 10_000);

  /// The limit that a series with these labels breaks.
  Optional<Limit> brokenBy(Map<String, String> seriesLabels) {
    if (seriesLabels.size() + 1 > labels) {
      return Optional.of(Limit.LABEL);
    }
    for (Map.Entry<String, String> label : seriesLabels.entrySet()) {
      if (label.getKey().length() > labelNameLength) {
        return Optional.of(Limit.LABEL_NAME_LENGTH);
      }
      if (label.getValue().length() > labelValueLength) {
        return Optional.of(Limit.LABEL_VALUE_LENGTH);
      }
    }
    return Optional.empty();
  }
}
