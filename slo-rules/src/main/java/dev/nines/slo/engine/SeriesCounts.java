package dev.nines.slo.engine;

import dev.nines.slo.verdict.WindowCounts;
import dev.nines.slo.window.Figures;
import dev.nines.slo.window.SeriesSums;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The counts of one series at an instant. Each window is looked up once, however often a verdict
/// asks for it. For one thread, and for one verdict.
final class SeriesCounts implements WindowCounts {
  private final ObjectiveWindows windows;
  private final int series;
  private final long expectedFrom;
  private final SeriesSums sums;
  private final Instant now;
  private final @Nullable Figures[] known;

  /// @param expectedFrom the first minute in which the series is expected to be measured
  SeriesCounts(ObjectiveWindows windows, int series, long expectedFrom, Instant now) {
    this.windows = windows;
    this.series = series;
    this.expectedFrom = expectedFrom;
    this.sums = windows.of(series, expectedFrom);
    this.now = now;
    this.known = new @Nullable Figures[windows.measures()];
  }

  private Figures figures(int number) {
    Figures found = known[number];
    if (found == null) {
      found = sums.figures(number);
      known[number] = found;
    }
    return found;
  }

  @Override
  public Figures budget() {
    return figures(windows.budget());
  }

  @Override
  public Figures burn(Duration window) {
    return figures(windows.burn(window));
  }

  @Override
  public Figures events(Duration window) {
    return figures(windows.events(window));
  }

  @Override
  public boolean isQuiet(Duration window) {
    return windows.countsEvents() && sums.isQuiet(windows.events(window));
  }

  @Override
  public long budgetBefore(long epochMinute) {
    return windows.before(series, windows.budget(), epochMinute);
  }

  @Override
  public long burnBefore(Duration window, long epochMinute) {
    return windows.before(series, windows.burn(window), epochMinute);
  }

  @Override
  public long eventsBefore(Duration window, long epochMinute) {
    return windows.before(series, windows.events(window), epochMinute);
  }

  @Override
  public double elapsedRatio() {
    return windows.elapsedRatio(expectedFrom, now);
  }
}
