package dev.nines.slo.ledger;

import dev.nines.slo.ledger.Commit.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Parts entries that can be from those that cannot.
///
/// @param series how many series there are
/// @param firstMinute the first minute that the retention keeps
/// @param lastMinute the last minute in which anything can have happened
/// @param corrections whether counts may be below 0
record EntryCheck(int series, long firstMinute, long lastMinute, boolean corrections) {
  /// How far ahead of the ledger's clock an entry may be: sources may be a little ahead of us.
  private static final long MINUTES_AHEAD = 1;

  /// The check of an instant.
  static EntryCheck at(long recordedAtMillis, LedgerOptions options, int series) {
    return new EntryCheck(
        series,
        Minutes.of(recordedAtMillis - options.retention().toMillis()),
        Minutes.of(recordedAtMillis) + MINUTES_AHEAD,
        false);
  }

  /// The same for corrections of minutes that have closed.
  EntryCheck ofCorrections(long closedUntil) {
    return new EntryCheck(series, firstMinute, closedUntil - 1, true);
  }

  /// What of some entries is accepted and what is not.
  record Checked(List<Entry> accepted, List<Refusal> refused) {}

  Checked check(List<Entry> entries) {
    var refused = new ArrayList<Refusal>();
    for (Entry entry : entries) {
      problem(entry).ifPresent(problem -> refused.add(new Refusal(entry, problem)));
    }
    if (refused.isEmpty()) {
      return new Checked(entries, refused);
    }
    return new Checked(
        entries.stream().filter(entry -> problem(entry).isEmpty()).toList(), refused);
  }

  private Optional<String> problem(Entry entry) {
    if (entry.series() < 0 || entry.series() >= series) {
      return Optional.of(
          "series %d is unknown, expected 0 to %d".formatted(entry.series(), series - 1));
    }
    if (!corrections && (entry.good() < 0 || entry.bad() < 0 || entry.doubtful() < 0)) {
      return Optional.of(
          "good %d, bad %d, doubtful %d, expected none below 0"
              .formatted(entry.good(), entry.bad(), entry.doubtful()));
    }
    if (entry.spanMinutes() < 1) {
      return Optional.of("spans %d minutes, expected at least 1".formatted(entry.spanMinutes()));
    }
    if (entry.epochMinute() > lastMinute) {
      return Optional.of(
          "minute %d %s, expected at most %d"
              .formatted(
                  entry.epochMinute(),
                  corrections ? "has not closed" : "lies in the future",
                  lastMinute));
    }
    if (entry.firstMinute() < firstMinute) {
      return Optional.of(
          "minute %d lies before the retention, expected at least %d"
              .formatted(entry.firstMinute(), firstMinute));
    }
    return Optional.empty();
  }
}
