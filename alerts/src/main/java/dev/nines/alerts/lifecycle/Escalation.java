package dev.nines.alerts.lifecycle;

import dev.nines.slo.model.Severity;
import dev.nines.slo.verdict.BurnTier;
import dev.nines.slo.verdict.TierReading;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// How bad one burn is: which of its tiers fire and which one names the alert.
///
/// @param tiers the tiers that fire
/// @param named the tier in the `burn_tier` label: the worst one at the instant at which the burn
///   took its present severity. So a page keeps its name while it lasts, whether it gets faster or
///   slower, and when only tickets are left the page ends and a ticket goes on (see RATIONALE.md).
/// @param severity the severity of the tier that names it
/// @param worst what the most severe tier that fires sees
record Escalation(SortedSet<String> tiers, String named, Severity severity, TierReading worst) {

  /// What the readings make of a burn that may have fired before. A tier starts when it crosses and
  /// ends when it clears; in between, and on missing minutes, it stays as it is.
  ///
  /// @return empty if no tier fires
  static Optional<Escalation> next(Optional<StoredAlert> before, List<TierReading> readings) {
    var firing =
        readings.stream()
            .filter(
                reading -> reading.crosses() || (firedBefore(before, reading) && !reading.clears()))
            .toList();
    return firing.stream()
        .min(Comparator.comparingInt(reading -> BurnTier.rank(reading.tier().name())))
        .map(worst -> named(before, firing, worst));
  }

  /// Whether some tier fires, of a burn of which nothing was known.
  static boolean begins(List<TierReading> readings) {
    for (TierReading reading : readings) {
      if (reading.crosses()) {
        return true;
      }
    }
    return false;
  }

  private static boolean firedBefore(Optional<StoredAlert> before, TierReading reading) {
    return before.isPresent() && before.get().tiers().contains(reading.tier().name());
  }

  private static Escalation named(
      Optional<StoredAlert> before, List<TierReading> firing, TierReading worst) {
    var tiers = new TreeSet<>(firing.stream().map(reading -> reading.tier().name()).toList());
    var formerName = before.map(alert -> alert.alert().label("burn_tier")).orElse("");
    var formerSeverity = before.map(alert -> alert.alert().label("severity")).orElse("");
    var severity = worst.tier().severity();
    boolean stillAsUrgent = severity.label().equals(formerSeverity) && !formerName.isEmpty();
    var name = stillAsUrgent ? formerName : worst.tier().name();
    return new Escalation(tiers, name, severity, worst);
  }

  /// Whether it pages somebody.
  boolean pages() {
    return severity == Severity.CRITICAL;
  }
}
