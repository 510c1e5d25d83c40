package dev.nines.dashboards.console;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What nobody was paged for and should have been, by a look back at what is on record.
///
/// @param from from when it was looked
/// @param to until when
/// @param promises how many were looked at, each of one tenant
/// @param left how many more had burned and were not looked at
/// @param pages the pages that are missing, the latest first
public record MissedPages(Instant from, Instant to, int promises, int left, List<Page> pages) {
  private static final int SHOWN = 50;

  public MissedPages {
    pages = List.copyOf(pages);
  }

  /// A page that is missing.
  ///
  /// @param slo the promise
  /// @param tenant to whom
  /// @param from when somebody should have been paged
  /// @param to when it was over; absent if it still burns
  public record Page(String slo, String tenant, Instant from, Optional<Instant> to) {}

  /// Those that a table has room for.
  public List<Page> shown() {
    return pages.subList(0, Math.min(SHOWN, pages.size()));
  }

  /// How many it has no room for.
  public int more() {
    return pages.size() - shown().size();
  }
}
