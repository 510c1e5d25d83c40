package dev.nines.slo.sli;

import dev.nines.slo.model.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/// Which series of a target are gone, and since when: pods come and go, and what is kept of each of
/// their series must not pile up.
///
/// A series that was absent from the whole readings of [#KEPT] is forgotten. Until then it goes on
/// where it stopped. Of the forgotten ones a number each is kept, for the last [#REMEMBERED]: one
/// that comes back after all begins with a baseline, and does not count its whole life at once as a
/// new series would.
final class Vanished {
  /// How long a series may be absent from whole readings of its target.
  static final Duration KEPT = Duration.ofHours(1);

  /// How many forgotten series are told from new ones.
  static final int REMEMBERED = 1 << 14;

  private @Nullable Instant[] absentSince = {};
  private @Nullable Instant oldest;
  private int[] forgotten = {};
  private int next;

  /// Takes note of which series a reading has, by slot.
  void note(boolean[] present, Instant at) {
    absentSince = Arrays.copyOf(absentSince, present.length);
    oldest = null;
    for (int slot = 0; slot < present.length; slot++) {
      Instant since = absentSince[slot];
      if (present[slot]) {
        absentSince[slot] = null;
      } else if (since == null) {
        absentSince[slot] = at;
      }
      Instant now = absentSince[slot];
      if (now != null && (oldest == null || now.isBefore(oldest))) {
        oldest = now;
      }
    }
  }

  /// Whether there is a series to forget.
  boolean isDue(Instant at) {
    return oldest != null && !at.isBefore(oldest.plus(KEPT));
  }

  /// The slots of the series to forget.
  BitSet due(Instant at) {
    var due = new BitSet();
    for (int slot = 0; slot < absentSince.length; slot++) {
      Instant since = absentSince[slot];
      if (since != null && !at.isBefore(since.plus(KEPT))) {
        due.set(slot);
      }
    }
    return due;
  }

  /// Forgets the series of these slots; the rest move together.
  void forget(BitSet slots) {
    int kept = 0;
    for (int slot = 0; slot < absentSince.length; slot++) {
      if (!slots.get(slot)) {
        absentSince[kept++] = absentSince[slot];
      }
    }
    absentSince = Arrays.copyOf(absentSince, kept);
  }

  /// Remembers that a series was forgotten.
  void bury(Series series) {
    if (forgotten.length < REMEMBERED && next == forgotten.length) {
      forgotten = Arrays.copyOf(forgotten, Math.min(REMEMBERED, Math.max(16, 2 * next)));
    }
    next %= forgotten.length;
    forgotten[next++] = series.hashCode();
  }

  /// Whether a series that has no slot was there before. Wrong once in some 100,000 new series.
  boolean wasForgotten(Series series) {
    if (forgotten.length == 0) {
      return false;
    }
    int hash = series.hashCode();
    return Arrays.stream(forgotten).anyMatch(each -> each == hash);
  }
}
