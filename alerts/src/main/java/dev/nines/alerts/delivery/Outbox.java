package dev.nines.alerts.delivery;

import dev.nines.alerts.lifecycle.Alert;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// What one instance must know, and when it was last told. Holds states, not messages: a newer
/// state of an alert replaces the older one, told or not. Thread-safe; no clock, no I/O.
final class Outbox {
  private final Duration resend;
  private final int capacity;
  private Map<SortedMap<String, String>, Entry> entries = new LinkedHashMap<>();
  private long dropped;

  private static final class Entry {
    private Alert alert;
    private @Nullable Instant toldAt;
    private boolean refused;

    Entry(Alert alert) {
      this.alert = alert;
    }
  }

  Outbox(Duration resend, int capacity) {
    this.resend = resend;
    this.capacity = capacity;
  }

  /// Replaces all that must be known, in order of urgency. What does not fit is dropped from the
  /// end.
  synchronized void want(List<Alert> alerts, Instant now) {
    var wanted = new LinkedHashMap<SortedMap<String, String>, Entry>();
    for (var alert : alerts) {
      if (wanted.size() == capacity && !wanted.containsKey(alert.labels())) {
        dropped++;
        continue;
      }
      var entry = entries.getOrDefault(alert.labels(), new Entry(alert));
      if (!sameState(entry.alert, alert, now)) {
        entry.toldAt = null;
        entry.refused = false;
      }
      entry.alert = alert;
      wanted.put(alert.labels(), entry);
    }
    entries = wanted;
  }

  /// Other words, or a heartbeat's later end, can wait for the next turn; a beginning or an end
  /// cannot.
  private static boolean sameState(Alert one, Alert other, Instant now) {
    return one.startsAt().equals(other.startsAt()) && one.isResolved(now) == other.isResolved(now);
  }

  /// What to tell now, at most so many: what was never told first. An alert that was refused goes
  /// alone.
  synchronized List<Alert> due(Instant now, int limit) {
    var batch = new ArrayList<Alert>();
    var due =
        entries.values().stream()
            .filter(entry -> isDue(entry, now))
            .sorted(Comparator.comparing(entry -> entry.toldAt != null))
            .toList();
    for (var entry : due) {
      if (entry.refused) {
        if (batch.isEmpty()) {
          return List.of(entry.alert);
        }
      } else if (batch.size() < limit) {
        batch.add(entry.alert);
      }
    }
    return batch;
  }

  private boolean isDue(Entry entry, Instant now) {
    return untilDue(entry, now).isZero();
  }

  private Duration untilDue(Entry entry, Instant now) {
    var toldAt = entry.toldAt;
    boolean clockWentBack = toldAt != null && toldAt.isAfter(now);
    if (toldAt == null || clockWentBack || !toldAt.plus(resend).isAfter(now)) {
      return Duration.ZERO;
    }
    return Duration.between(now, toldAt.plus(resend));
  }

  /// How long until there is something to tell, zero if there is; empty if there is nothing at all.
  synchronized Optional<Duration> untilDue(Instant now) {
    return entries.values().stream()
        .map(entry -> untilDue(entry, now))
        .min(Comparator.naturalOrder());
  }

  /// The instance has accepted these.
  synchronized void told(List<Alert> alerts, Instant at) {
    alerts.forEach(alert -> markTold(alert, at, false));
  }

  /// The instance will not have this one. It is offered again at the next turn, alone.
  synchronized void refused(Alert alert, Instant at) {
    markTold(alert, at, true);
  }

  private void markTold(Alert alert, Instant at, boolean refused) {
    var entry = entries.get(alert.labels());
    if (entry != null && sameState(entry.alert, alert, at)) {
      entry.toldAt = at;
      entry.refused = refused;
    }
  }

  /// The instance may have forgotten what it was told before this instant, because it was away.
  synchronized void forgetToldBefore(Instant instant) {
    for (var entry : entries.values()) {
      if (entry.toldAt != null && entry.toldAt.isBefore(instant)) {
        entry.toldAt = null;
      }
    }
  }

  /// How many alerts wait to be told.
  synchronized int waiting(Instant now) {
    return (int) entries.values().stream().filter(entry -> isDue(entry, now)).count();
  }

  /// How often an alert did not fit.
  synchronized long droppedCount() {
    return dropped;
  }
}
