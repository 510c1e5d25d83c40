package dev.nines.dashboards.console;

import java.util.List;
import java.util.Optional;

/// How good the pages of the last weeks were.
///
/// @param weeks the last seven days first; at least one
/// @param noisiest what they were about, the most pages first
/// @param missed what nobody was paged for in the last seven days; absent until it was looked
public record PageTallies(
    List<PageTally> weeks, List<PageTally> noisiest, Optional<MissedPages> missed) {
  public PageTallies {
    if (weeks.isEmpty()) {
      throw new IllegalArgumentException("no weeks, expected at least one");
    }
    weeks = List.copyOf(weeks);
    noisiest = List.copyOf(noisiest);
  }

  /// The last seven days.
  public PageTally lastWeek() {
    return weeks.getFirst();
  }
}
