package dev.nines.alerts.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/// Which alerts fire and which ended lately, with the changes that are not in the store yet. Not
/// thread-safe.
///
/// Equation: fired − resolved = firing − restored, if a change of labels counts as neither.
final class AlertBook {
  private static final String BURN_TIER = "burn_tier";

  private final Map<AlertKey, StoredAlert> firing = new HashMap<>();
  private final Map<SortedMap<String, String>, Alert> resolved = new LinkedHashMap<>();
  private final Map<SortedMap<String, String>, Optional<StoredAlert>> unsaved =
      new LinkedHashMap<>();
  private long fired;
  private long ended;

  /// Takes over what a former process left. What fires meanwhile keeps its words and labels, but
  /// has been firing since the earlier instant.
  void restore(Collection<StoredAlert> stored) {
    for (var former : stored) {
      var alert = former.alert();
      if (alert.endsAt().isPresent()) {
        resolved.putIfAbsent(alert.labels(), alert);
        continue;
      }
      var key = AlertKey.of(alert);
      var present = firing.get(key);
      if (present == null) {
        firing.put(key, former);
      } else {
        putFiring(key, since(present, alert.startsAt()));
        if (!present.alert().labels().equals(alert.labels())) {
          putResolved(alert.resolvedAt(present.alert().startsAt()));
        }
      }
    }
    firing.values().forEach(each -> resolved.remove(each.alert().labels()));
  }

  private static StoredAlert since(StoredAlert present, Instant former) {
    var alert = present.alert();
    var startsAt = former.isBefore(alert.startsAt()) ? former : alert.startsAt();
    return new StoredAlert(
        new Alert(alert.labels(), alert.annotations(), startsAt, alert.endsAt()), present.tiers());
  }

  Optional<StoredAlert> firing(AlertKey key) {
    return Optional.ofNullable(firing.get(key));
  }

  /// An alert fires, or goes on firing with other words, tiers or labels. Other labels are another
  /// alert to Alertmanager: the old one ends, the new one keeps its beginning.
  void fire(AlertKey key, Alert alert, SortedSet<String> tiers, Instant now) {
    var before = firing.get(key);
    if (before == null) {
      fired++;
      putFiring(key, new StoredAlert(alert, tiers));
      return;
    }
    var sameBeginning =
        new Alert(alert.labels(), alert.annotations(), before.alert().startsAt(), Optional.empty());
    var next = new StoredAlert(sameBeginning, tiers);
    boolean sameLabels = before.alert().labels().equals(alert.labels());
    if (!sameLabels) {
      putResolved(before.alert().resolvedAt(now));
    }
    if (sameLabels && before.tiers().equals(next.tiers())) {
      firing.put(key, next); // only the words changed: not worth a write each tick
    } else {
      putFiring(key, next);
    }
  }

  /// The other gateway of a pair may have seen an alert begin earlier, or in another tier. The
  /// earlier of the two beginnings holds for both, and the tier that goes with it: so it is one
  /// alert with one beginning, whichever of the two tells it from now on.
  ///
  /// @param told alerts that fire, whoever told them
  void agree(Collection<Alert> told, Instant now) {
    for (var other : told) {
      var key = AlertKey.of(other);
      var own = firing.get(key);
      if (own != null && leads(other, own.alert())) {
        var labels = new TreeMap<>(own.alert().labels());
        labels.computeIfPresent(
            BURN_TIER, (_, tier) -> other.labels().getOrDefault(BURN_TIER, tier));
        if (!labels.equals(own.alert().labels())) {
          putResolved(own.alert().resolvedAt(now));
        }
        var agreed =
            new Alert(labels, own.alert().annotations(), other.startsAt(), Optional.empty());
        putFiring(key, new StoredAlert(agreed, own.tiers()));
      }
    }
  }

  /// Of two beginnings in the same instant either would do, as long as both take the same.
  private static boolean leads(Alert other, Alert own) {
    int later = own.startsAt().compareTo(other.startsAt());
    return other.label("severity").equals(own.label("severity"))
        && (later > 0
            || (later == 0 && other.label(BURN_TIER).compareTo(own.label(BURN_TIER)) < 0));
  }

  /// An alert ends, if it fires.
  void resolve(AlertKey key, Instant now) {
    var before = firing.remove(key);
    if (before != null) {
      ended++;
      putResolved(before.alert().resolvedAt(now));
    }
  }

  /// Ends all alerts of the given kind of key.
  void resolveIf(Predicate<AlertKey> over, Instant now) {
    firing.keySet().stream().filter(over).toList().forEach(key -> resolve(key, now));
  }

  /// Forgets what ended long ago.
  void forgetResolvedBefore(Instant now, Duration keep) {
    var old =
        resolved.values().stream()
            .filter(alert -> alert.endsAt().orElse(now).plus(keep).isBefore(now))
            .map(Alert::labels)
            .toList();
    for (var labels : old) {
      resolved.remove(labels);
      unsaved.put(labels, Optional.empty());
    }
  }

  private void putFiring(AlertKey key, StoredAlert alert) {
    firing.put(key, alert);
    resolved.remove(alert.alert().labels());
    unsaved.put(alert.alert().labels(), Optional.of(alert));
  }

  private void putResolved(Alert alert) {
    resolved.put(alert.labels(), alert);
    unsaved.put(alert.labels(), Optional.of(new StoredAlert(alert, new TreeSet<>())));
  }

  /// Writes what changed. On failure the changes stay unsaved and are written the next time.
  void save(AlertStore store) throws AlertStoreException {
    if (unsaved.isEmpty()) {
      return;
    }
    var removed = new ArrayList<SortedMap<String, String>>();
    var saved = new ArrayList<StoredAlert>();
    unsaved.forEach(
        (labels, alert) -> alert.ifPresentOrElse(saved::add, () -> removed.add(labels)));
    store.save(saved, removed);
    unsaved.clear();
  }

  /// What the firing alerts that match are about.
  List<AlertKey> firingKeys(Predicate<StoredAlert> matches) {
    return firing.entrySet().stream()
        .filter(entry -> matches.test(entry.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  List<Alert> firing() {
    return firing.values().stream().map(StoredAlert::alert).toList();
  }

  List<Alert> resolved() {
    return List.copyOf(resolved.values());
  }

  long firedCount() {
    return fired;
  }

  long resolvedCount() {
    return ended;
  }
}
