package dev.nines.slo.window;

import dev.nines.slo.ledger.ColumnReader;
import dev.nines.slo.ledger.Commit;
import dev.nines.slo.ledger.Entry;
import dev.nines.slo.ledger.Ledger;
import dev.nines.slo.ledger.MinuteColumns;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Good and bad events of every series over every window, kept up to date instead of added up
/// again: what is new is added, the minute that leaves a window is read back from the ledger and
/// taken away. So a window of 90 days costs what one of five minutes does.
///
/// A window of `n` minutes holds the minute that runs and the `n` minutes before it: never less
/// than its length, so that a burn is never seen before the arithmetic says so. An interval
/// observation counts only in windows that contain all of it.
///
/// Every commit must be given to [#add], in order and before the next [#advance]; then after each
/// call the sums equal those of adding up the ledger anew. For the ledger's writing thread alone.
public final class RunningSums {
  private static final int SHORTEST_MINUTES = 5;
  private static final int MINUTES_AHEAD = 1;

  private final Ledger ledger;
  private final ColumnReader columns;
  private final List<WindowSums> windows;
  private final IntervalSums intervals;
  private final Checkpoint checkpoint;
  private OpenMinutes open = new OpenMinutes();
  private long currentMinute;
  private long closedUntil;
  private int damages;

  /// Takes the sums over from the ledger's last checkpoint, or adds them up.
  ///
  /// @param ledger an open ledger
  /// @param windows whole minutes, at least five, each at most half of the ledger's retention
  public RunningSums(Ledger ledger, List<Duration> windows) {
    this.ledger = ledger;
    this.columns = ledger.columns();
    this.currentMinute = minuteOf(ledger);
    this.closedUntil = ledger.closedUntil();
    this.windows =
        windows.stream()
            .distinct()
            .sorted()
            .map(window -> new WindowSums(minutes(window), currentMinute))
            .toList();
    this.intervals = new IntervalSums(this.windows);
    this.checkpoint = new Checkpoint(ledger, columns);
    this.damages = ledger.damages().size();
    rebuild(this.windows.stream().filter(window -> !checkpoint.restore(window)).toList());
    replaceIntervals();
  }

  private static int minutes(Duration window) {
    if (window.toSecondsPart() != 0 || window.toMinutes() < SHORTEST_MINUTES) {
      throw new IllegalArgumentException(
          "a window of %s, expected whole minutes and at least %d"
              .formatted(window, SHORTEST_MINUTES));
    }
    return Math.toIntExact(window.toMinutes());
  }

  private static long minuteOf(Ledger ledger) {
    return Math.floorDiv(ledger.clockMillis(), 60_000L);
  }

  /// Adds what a commit accepted, durable or not.
  public void add(Commit commit) {
    long closedThen = ledger.closedUntil(commit.recordedAt());
    Set<Slot> restated = new TreeSet<>();
    for (Entry entry : commit.accepted()) {
      if (entry.isInterval()) {
        intervals.add(entry);
      } else if (entry.epochMinute() < closedThen) {
        open.add(entry);
        restated.add(new Slot(entry.epochMinute(), MinuteColumns.groupOf(entry.series())));
      } else {
        addOpen(entry);
      }
    }
    restated.forEach(slot -> exchange(slot, commit.sequence()));
  }

  private record Slot(long minute, int group) implements Comparable<Slot> {
    @Override
    public int compareTo(Slot other) {
      int byMinute = Long.compare(minute, other.minute);
      return byMinute != 0 ? byMinute : Integer.compare(group, other.group);
    }
  }

  private void addOpen(Entry entry) {
    OpenMinutes.Change change = open.add(entry);
    int group = MinuteColumns.groupOf(entry.series());
    int index = MinuteColumns.indexOf(entry.series());
    for (WindowSums window : windows) {
      if (entry.epochMinute() >= window.from()) {
        window.group(group).add(index, entry, change.measured, change.idle);
      }
    }
  }

  /// Puts a minute that a batch restated in the place of what it was before.
  private void exchange(Slot slot, long sequence) {
    for (WindowSums window : windows) {
      if (slot.minute >= window.from()) {
        window.apply(slot.minute, slot.group, -1, sequence - 1, columns);
        window.apply(slot.minute, slot.group, 1, sequence, columns);
      }
    }
  }

  /// Moves all windows to the ledger's clock, after [Ledger#advance].
  public void advance() {
    closedUntil = ledger.closedUntil();
    open.close(closedUntil);
    long minute = minuteOf(ledger);
    if (minute > currentMinute) {
      moveTo(minute);
    }
    if (ledger.damages().size() != damages) {
      // a minute that was added can no longer be read to be taken away
      damages = ledger.damages().size();
      rebuild(windows);
      replaceIntervals();
    }
    checkpoint.save(windows);
  }

  private void moveTo(long minute) {
    var lost = new ArrayList<WindowSums>();
    for (int i = 0; i < windows.size(); i++) {
      WindowSums window = windows.get(i);
      long newFrom = minute - window.lengthMinutes();
      boolean nothingStays = newFrom - window.from() > window.lengthMinutes();
      if (nothingStays || window.from() < ledger.retainedFrom()) {
        intervals.move(i, window.from(), newFrom);
        lost.add(window);
      } else {
        intervals.move(i, window.from(), newFrom);
        window.moveTo(newFrom, columns);
      }
    }
    currentMinute = minute;
    rebuildWindows(lost);
    if (!windows.isEmpty()) {
      intervals.forgetBefore(windows.getLast().from());
    }
  }

  private void rebuild(List<WindowSums> which) {
    rebuildWindows(which);
    open = new OpenMinutes();
    for (long minute = closedUntil; minute <= currentMinute + MINUTES_AHEAD; minute++) {
      open.restore(minute, columns);
    }
  }

  private void rebuildWindows(List<WindowSums> which) {
    for (WindowSums window : which) {
      window.clear(currentMinute - window.lengthMinutes());
      for (long minute = window.from(); minute <= currentMinute + MINUTES_AHEAD; minute++) {
        window.apply(minute, 1, Long.MAX_VALUE, columns);
      }
    }
  }

  private void replaceIntervals() {
    if (!windows.isEmpty()) {
      intervals.replace(columns.intervalsSince(windows.getLast().from()));
    }
  }

  /// The first minute that is not closed, as of the last [#advance].
  long closedUntil() {
    return closedUntil;
  }

  /// The minute that runs, as of the last [#advance]: windows end with it.
  long currentMinute() {
    return currentMinute;
  }

  /// The counts of a series over a window that ends now.
  ///
  /// @param window one of those given to the constructor
  /// @param onboardedAt since when the series is expected to be measured
  /// @throws IllegalArgumentException if the window is not kept
  public Figures figures(int series, Duration window, Instant onboardedAt) {
    int which = indexOf(window);
    WindowSums sums = windows.get(which);
    IntervalSums.Totals gaps = intervals.totals(which, series);
    int group = MinuteColumns.groupOf(series);
    long firstExpected = Math.max(sums.from(), firstWholeMinute(onboardedAt));
    int expected =
        (int) Math.max(0, closedUntil - firstExpected)
            + open.observed(series, Math.max(firstExpected, closedUntil));
    if (!sums.hasGroup(group)) {
      return new Figures(gaps.good, gaps.bad, gaps.doubtful, 0, 0, expected);
    }
    GroupSums minutes = sums.group(group);
    int index = MinuteColumns.indexOf(series);
    return new Figures(
        minutes.good(index) + gaps.good,
        minutes.bad(index) + gaps.bad,
        minutes.doubtful(index) + gaps.doubtful,
        minutes.measured(index),
        minutes.idle(index),
        Math.max(expected, minutes.measured(index)));
  }

  private int indexOf(Duration window) {
    for (int i = 0; i < windows.size(); i++) {
      if (windows.get(i).lengthMinutes() == window.toMinutes()) {
        return i;
      }
    }
    throw new IllegalArgumentException(
        "no sums are kept over %s, expected one of %s"
            .formatted(
                window, windows.stream().map(w -> Duration.ofMinutes(w.lengthMinutes())).toList()));
  }

  /// The minute that began at an instant, or the next one that begins after it.
  private static long firstWholeMinute(Instant instant) {
    long seconds = instant.getEpochSecond() + (instant.getNano() > 0 ? 1 : 0);
    return Math.ceilDiv(seconds, 60L);
  }
}
