package dev.nines.alerts.lifecycle;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/// An alert with what the next process must know to go on where this one stopped.
///
/// @param alert the alert, firing or ended
/// @param tiers the burn tiers that fire, empty for alerts without tiers and for ended ones
public record StoredAlert(Alert alert, SortedSet<String> tiers) {
  public StoredAlert {
    tiers = Collections.unmodifiableSortedSet(new TreeSet<>(tiers));
  }
}
