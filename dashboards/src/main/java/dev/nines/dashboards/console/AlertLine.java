package dev.nines.dashboards.console;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.SortedMap;

/// An alert as it goes to Alertmanager.
///
/// @param labels its identity: `alertname`, `severity`, `tenant`, `slo`, `burn_tier` …
/// @param annotations its texts: `summary`, `description`, `runbook_url` …
/// @param startsAt since when
/// @param endsAt when it was resolved, empty while it fires
public record AlertLine(
    SortedMap<String, String> labels,
    SortedMap<String, String> annotations,
    Instant startsAt,
    Optional<Instant> endsAt) {
  /// Firing before resolved, critical before warning, the newest first.
  static final Comparator<AlertLine> URGENT_FIRST =
      Comparator.comparing((AlertLine each) -> each.endsAt().isPresent())
          .thenComparing(AlertLine::severity)
          .thenComparing(AlertLine::startsAt, Comparator.reverseOrder());

  /// Whether it fires.
  public boolean firing() {
    return endsAt.isEmpty();
  }

  /// `critical`, `warning` or `info`.
  public String severity() {
    return label("severity");
  }

  /// The value of a label, empty text if it has none.
  public String label(String name) {
    return labels.getOrDefault(name, "");
  }

  /// The text of an annotation, empty if it has none.
  public String annotation(String name) {
    return annotations.getOrDefault(name, "");
  }
}
