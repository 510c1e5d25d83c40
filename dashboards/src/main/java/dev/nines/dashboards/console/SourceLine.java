package dev.nines.dashboards.console;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/// How one source of measurements is doing.
///
/// @param kind `scrape`, `mariadb`, `probe` …
/// @param target what it reads
/// @param health what came of the last reading
/// @param reason why it is not well, for people; empty if it is
/// @param interval how often it is read
/// @param lastReadAt the last attempt
/// @param lastCompleteAt the last whole reading
/// @param readings attempts since the start
/// @param failures attempts that were not whole
/// @param lastTook how long the last attempt took
public record SourceLine(
    String kind,
    String target,
    Health health,
    String reason,
    Duration interval,
    Optional<Instant> lastReadAt,
    Optional<Instant> lastCompleteAt,
    long readings,
    long failures,
    Duration lastTook) {
  /// Unwell first, then by kind and target.
  static final Comparator<SourceLine> UNWELL_FIRST =
      Comparator.comparing(SourceLine::health)
          .thenComparing(SourceLine::kind)
          .thenComparing(SourceLine::target);

  /// What came of a reading, worst first.
  public enum Health {
    UNREACHABLE("Unreachable", "The target does not answer although we can see."),
    BLIND("Blind", "We cannot see: our own reference does not answer either."),
    PARTIAL("Partial", "The target answers in part or contradicts itself; counted nowhere."),
    STARTING("Starting", "Not read yet."),
    OK("OK", "Read whole.");

    private final String label;
    private final String meaning;

    Health(String label, String meaning) {
      this.label = label;
      this.meaning = meaning;
    }

    /// The word for it on a badge.
    public String label() {
      return label;
    }

    /// What it means, in a sentence.
    public String meaning() {
      return meaning;
    }

    /// Its name in style classes.
    public String slug() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }

    /// Whether minutes go unmeasured because of it.
    public boolean unwell() {
      return this == UNREACHABLE || this == BLIND || this == PARTIAL;
    }
  }
}
