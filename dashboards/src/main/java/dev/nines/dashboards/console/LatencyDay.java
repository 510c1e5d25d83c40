package dev.nines.dashboards.console;

import dev.nines.slo.model.LatencyHistogram;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.stream.Collectors;

/// The latency of a tenant's queries over a day, by the hour. Percentiles come from merged
/// distributions, never from percentiles of percentiles.
///
/// @param hours each hour of the day, also those without queries
/// @param whole all hours together
public record LatencyDay(List<Hour> hours, LatencyHistogram whole) {
  static final int HOURS = 24;
  private static final int SECONDS_PER_HOUR = 3600;

  /// One hour.
  ///
  /// @param start when it began
  /// @param count how many queries
  /// @param p50 seconds that half of them stayed within
  /// @param p95 seconds that 95 % of them stayed within
  /// @param p99 seconds that 99 % of them stayed within
  public record Hour(
      Instant start, long count, OptionalDouble p50, OptionalDouble p95, OptionalDouble p99) {}

  static LatencyDay of(SortedMap<Long, LatencyHistogram> byHour, long fromHour) {
    List<Hour> hours = new ArrayList<>();
    LatencyHistogram whole = LatencyHistogram.EMPTY;
    for (long hour = fromHour; hour < fromHour + HOURS; hour++) {
      LatencyHistogram histogram = byHour.getOrDefault(hour, LatencyHistogram.EMPTY);
      whole = whole.plus(histogram);
      hours.add(
          new Hour(
              Instant.ofEpochSecond(hour * SECONDS_PER_HOUR),
              histogram.count(),
              histogram.quantileSeconds(0.5),
              histogram.quantileSeconds(0.95),
              histogram.quantileSeconds(0.99)));
    }
    return new LatencyDay(List.copyOf(hours), whole);
  }

  /// A quantile of the whole day, in seconds.
  public OptionalDouble quantileSeconds(double quantile) {
    return whole.quantileSeconds(quantile);
  }

  /// What the chart draws: hours as epoch seconds, then p50, p95 and p99 in milliseconds, as JSON.
  public String chartData() {
    return "["
        + joined(hours.stream().map(hour -> Long.toString(hour.start().getEpochSecond())).toList())
        + ","
        + millis(hours.stream().map(Hour::p50).toList())
        + ","
        + millis(hours.stream().map(Hour::p95).toList())
        + ","
        + millis(hours.stream().map(Hour::p99).toList())
        + "]";
  }

  private static String millis(List<OptionalDouble> seconds) {
    return joined(
        seconds.stream()
            .map(each -> each.isPresent() ? "%.2f".formatted(each.getAsDouble() * 1000) : "null")
            .toList());
  }

  private static String joined(List<String> values) {
    return values.stream().collect(Collectors.joining(",", "[", "]"));
  }

  /// When an hour began, in UTC: `04:00`.
  public String clock(Hour hour) {
    return dev.nines.dashboards.text.Wording.clock(hour.start(), ZoneOffset.UTC);
  }
}
