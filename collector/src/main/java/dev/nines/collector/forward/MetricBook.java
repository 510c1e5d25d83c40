package dev.nines.collector.forward;

import dev.nines.slo.model.Series;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// What targets say of their metrics besides values, for receivers of remote write. Where two say
/// different things of one name, the last one holds. Safe between threads.
public final class MetricBook {
  private static final int MOST_FAMILIES = 20_000;
  private static final int LONGEST_TEXT = 1024;
  private static final List<String> SUFFIXES =
      List.of("_bucket", "_count", "_sum", "_total", "_created", "_gcount", "_gsum", "_info");

  private final Map<String, Entry> entries = new ConcurrentHashMap<>();
  private volatile boolean open;

  /// What is said of a metric.
  ///
  /// @param family its name, without `_bucket`, `_count` and the like
  /// @param type as in a `# TYPE` line, empty if it is not said
  /// @param help the text, empty without one
  /// @param unit as in a `# UNIT` line, empty without one
  public record Entry(String family, String type, String help, String unit) {}

  /// Nobody reads it yet.
  public MetricBook() {}

  /// Somebody reads it from now on.
  void open() {
    open = true;
  }

  /// Whether anybody reads it: if not, nothing needs to be noted.
  public boolean isOpen() {
    return open;
  }

  /// Notes what is said of a metric. What is very long, or too much, is not.
  public void note(Entry entry) {
    boolean known = entries.containsKey(entry.family());
    if (entry.help().length() <= LONGEST_TEXT && (known || entries.size() < MOST_FAMILIES)) {
      entries.put(entry.family(), entry);
    }
  }

  /// What is said of the metric that a series belongs to.
  Optional<Entry> of(Series series) {
    Entry own = entries.get(series.name());
    if (own != null) {
      return Optional.of(own);
    }
    return SUFFIXES.stream()
        .filter(series.name()::endsWith)
        .findFirst()
        .map(each -> series.name().substring(0, series.name().length() - each.length()))
        .map(entries::get);
  }
}
