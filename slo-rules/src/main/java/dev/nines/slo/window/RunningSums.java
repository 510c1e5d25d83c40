package dev.nines.slo.window;

import dev.nines.slo.exclusion.SeriesMasks;
import dev.nines.slo.ledger.ColumnReader;
import dev.nines.slo.ledger.Commit;
import dev.nines.slo.ledger.Entry;
import dev.nines.slo.ledger.Ledger;
import dev.nines.slo.ledger.MinuteColumns;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Good and bad of every series over every window, kept up to date instead of added up again: what
/// is new is added, the minute that leaves a window is read back from the ledger and taken away. So
/// a window of 90 days costs what one of five minutes does. A calendar window begins again at zero
/// when its period does.
///
/// A rolling window of `n` minutes holds the minute that runs and the `n` minutes before it (of
/// slices: the slice that runs and as many as make up `n` minutes): never less than its length, so
/// that a burn is never seen before the arithmetic says so. An interval observation counts only in
/// windows that contain all of it, and never in slices.
///
/// Every commit must be given to [#add], in order and before the next [#advance]; then after each
/// call the sums equal those of adding up the ledger anew. For the ledger's writing thread alone;
/// after [#prepare], until its next call, any number of threads may ask for figures.
public final class RunningSums {
  static final int MINUTES_AHEAD = 1;

  private final Ledger ledger;
  private final ColumnReader columns;
  private final WindowSet set;
  private final List<WindowSums> windows;
  private final IntervalSums intervals;
  private final Checkpoint checkpoint;
  private SeriesMasks masks;
  private Cuts cuts = Cuts.NONE;
  private OpenMinutes open;
  private long currentMinute;

  /// Nothing is known of later ones.
  private long newestMinute;

  private long closedUntil;
  private int damages;

  /// Sums without exclusions, see [#RunningSums(Ledger, Collection, SeriesMasks)].
  public RunningSums(Ledger ledger, Collection<Measure> measures) {
    this(ledger, measures, SeriesMasks.none(ledger));
  }

  /// Takes the sums over from the ledger's last checkpoint, or adds them up.
  ///
  /// @param ledger an open ledger
  /// @param measures what to keep; rolling windows of at most half of the ledger's retention
  /// @param masks which minutes are excluded
  /// @throws IllegalArgumentException if a measure cannot be kept, see [Measure]
  public RunningSums(Ledger ledger, Collection<Measure> measures, SeriesMasks masks) {
    this.ledger = ledger;
    this.columns = ledger.columns();
    this.masks = masks;
    this.currentMinute = minuteOf(ledger);
    this.newestMinute = currentMinute + MINUTES_AHEAD;
    this.closedUntil = ledger.closedUntil();
    this.open = new OpenMinutes(closedUntil);
    this.set = new WindowSet(measures, columns, masks, currentMinute);
    this.windows = set.events();
    this.intervals = new IntervalSums(windows);
    this.checkpoint = new Checkpoint(ledger, columns);
    this.damages = ledger.damages().size();
    rebuild(windows.stream().filter(window -> !checkpoint.restore(window, masks)).toList());
    set.slices().forEach(each -> each.advance(currentMinute, closedUntil, true));
    replaceIntervals();
  }

  private static long minuteOf(Ledger ledger) {
    return Math.floorDiv(ledger.clockMillis(), 60_000L);
  }

  /// Adds what a commit accepted, durable or not.
  public void add(Commit commit) {
    long closedThen = ledger.closedUntil(commit.recordedAt());
    Set<WindowSet.Slot> restated = new TreeSet<>();
    Set<WindowSet.Slot> changed = new HashSet<>();
    var last = new WindowSet.Slot(Long.MIN_VALUE, 0);
    for (Entry entry : commit.accepted()) {
      newestMinute = Math.max(newestMinute, entry.epochMinute());
      int group = MinuteColumns.groupOf(entry.series());
      if (entry.isInterval()) {
        intervals.add(entry, masks);
      } else if (entry.epochMinute() < closedThen) {
        open.add(entry);
        restated.add(new WindowSet.Slot(entry.epochMinute(), group));
      } else {
        addOpen(entry);
        if (entry.epochMinute() != last.minute() || group != last.group()) {
          last = new WindowSet.Slot(entry.epochMinute(), group);
          changed.add(last);
        }
      }
    }
    set.changed(changed);
    set.restate(restated, commit.sequence(), masks);
  }

  private void addOpen(Entry entry) {
    OpenMinutes.Change change = open.add(entry);
    boolean excluded = masks.of(entry.series()).contains(entry.epochMinute());
    for (WindowSums window : windows) {
      if (window.holds(entry.epochMinute()) && !(excluded && window.isContractual())) {
        window.add(entry, change);
      }
    }
  }

  /// Leaves other minutes out than before: the sums of the series concerned are put right.
  public void exclude(SeriesMasks after) {
    set.exclude(masks, after, newestMinute);
    masks = after;
    replaceIntervals();
  }

  /// Cuts series at other minutes than before, so that [#before] answers for these. Reads what lies
  /// before them once; cuts that are the same as before cost nothing.
  public void cut(Cuts after) {
    if (!after.equals(cuts)) {
      cuts = after;
      set.cut(after, newestMinute, masks);
      intervals.cut(after);
      replaceIntervals();
    }
  }

  /// Moves all windows to the ledger's clock, after [Ledger#advance].
  public void advance() {
    long closedBefore = closedUntil;
    closedUntil = ledger.closedUntil();
    open.close(closedUntil);
    long minute = minuteOf(ledger);
    boolean moved = minute > currentMinute;
    boolean lost = ledger.damages().size() != damages;
    if (moved) {
      moveTo(minute);
    }
    if (lost) {
      // a minute that was added can no longer be read to be taken away
      damages = ledger.damages().size();
      rebuild(windows);
      replaceIntervals();
    }
    if (moved || lost || closedUntil != closedBefore) {
      for (SliceSums each : set.slices()) {
        each.advance(currentMinute, closedUntil, lost || each.from() < ledger.retainedFrom());
      }
    }
    checkpoint.save(windows, masks);
  }

  private void moveTo(long minute) {
    var lost = new ArrayList<WindowSums>();
    boolean turned = false;
    for (int i = 0; i < windows.size(); i++) {
      WindowSums window = windows.get(i);
      long newFrom = window.stretch().from(minute);
      boolean nothingStays = newFrom > currentMinute;
      if (window.stretch().until(minute) != window.until()) {
        turned = true;
        lost.add(window);
      } else {
        intervals.move(i, window.from(), newFrom, masks);
        if (nothingStays || window.from() < ledger.retainedFrom()) {
          lost.add(window);
        } else {
          window.moveTo(newFrom, columns, masks);
        }
      }
    }
    currentMinute = minute;
    newestMinute = Math.max(newestMinute, minute + MINUTES_AHEAD);
    set.rebuild(lost, currentMinute, newestMinute, masks);
    if (turned) {
      replaceIntervals();
    }
    intervals.forgetBefore(set.earliest());
  }

  private void rebuild(List<WindowSums> which) {
    set.rebuild(which, currentMinute, newestMinute, masks);
    open = OpenMinutes.restored(closedUntil, newestMinute, columns);
  }

  private void replaceIntervals() {
    if (!windows.isEmpty()) {
      intervals.replace(columns.intervalsSince(set.earliest()), masks);
    }
  }

  /// Works out what is asked for rarely, so that until the next change any number of threads may
  /// ask for any figures.
  public void prepare() {
    masks.prepare();
    for (int group = 0; group < columns.groups(); group++) {
      for (SliceSums each : set.slices()) {
        each.settled(group);
        each.running(group);
      }
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

  /// How many measures are kept; their numbers are below.
  public int measures() {
    return set.size();
  }

  /// The number of a measure, for [#figures(int, int, long)].
  ///
  /// @throws IllegalArgumentException if it is not kept
  public int number(Measure measure) {
    return set.number(measure);
  }

  /// The counts of a series over a window that ends now.
  ///
  /// @param onboardedAt since when the series is expected to be measured
  /// @throws IllegalArgumentException if the measure is not kept
  public Figures figures(int series, Measure measure, Instant onboardedAt) {
    return figures(series, number(measure), firstWholeMinute(onboardedAt));
  }

  /// The counts of a series over a window that ends now.
  ///
  /// @param number of the measure
  /// @param expectedFrom the first minute in which the series is expected to be measured
  public Figures figures(int series, int number, long expectedFrom) {
    return of(series, expectedFrom).figures(number);
  }

  /// The sums of one series, to be asked before the next change.
  ///
  /// @param expectedFrom the first minute in which the series is expected to be measured
  public SeriesSums of(int series, long expectedFrom) {
    return new SeriesSums(set, intervals, open, masks.of(series), series, expectedFrom);
  }

  /// How much of the total of a series lies before a minute at which it is cut: of events those of
  /// earlier minutes (an interval lies in its last one), of slices those that begin earlier.
  ///
  /// @param number of the measure
  /// @throws IllegalArgumentException if the series is not cut there, see [#cut]
  public long before(int series, int number, long minute) {
    return number < windows.size()
        ? windows.get(number).before(series, minute) + intervals.before(number, series, minute)
        : set.slices().get(number - windows.size()).before(series, minute);
  }

  /// The minute that began at an instant, or the next one that begins after it.
  public static long firstWholeMinute(Instant instant) {
    long seconds = instant.getEpochSecond() + (instant.getNano() > 0 ? 1 : 0);
    return Math.ceilDiv(seconds, 60L);
  }
}
