package dev.nines.alerts.generate;

import java.time.ZoneId;
import java.util.SortedSet;

/// What the generated `alertmanager.yml` is to look like.
///
/// @param receivers kinds of receivers that are switched on; the others stand in comments
/// @param zone the zone of working hours
/// @param teams values of the `team` label, each with a receiver for its tickets
/// @param vipTiers commercial tiers that customer success hears of
public record AlertmanagerOptions(
    SortedSet<Receiver> receivers,
    ZoneId zone,
    SortedSet<String> teams,
    SortedSet<String> vipTiers) {

  /// A kind of receiver.
  public enum Receiver {
    PAGERDUTY,
    SLACK,
    EMAIL,
    WEBHOOK
  }
}
