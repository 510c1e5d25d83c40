package dev.nines.alerts.lifecycle;

import java.time.Instant;
import java.util.List;

/// What a look back at the ledger found.
///
/// @param from from when it looked
/// @param to until when; what is younger may still be on its way
/// @param promises how many it looked at, each of one tenant
/// @param left how many that burned it did not look at, because more of their budget is left
/// @param burns what nobody was told of, the latest first
public record MissedBurns(
    Instant from, Instant to, int promises, int left, List<MissedBurn> burns) {
  public MissedBurns {
    burns = List.copyOf(burns);
  }
}
