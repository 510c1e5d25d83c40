package dev.nines.slo.engine;

import dev.nines.slo.verdict.WindowCounts;
import dev.nines.slo.window.Figures;
import java.time.Duration;
import java.time.Instant;

/// The counts of one series at an instant.
///
/// @param expectedFrom the first minute in which it is expected to be measured
record SeriesCounts(ObjectiveWindows windows, int series, long expectedFrom, Instant now)
    implements WindowCounts {

  @Override
  public Figures budget() {
    return windows.budget(series, expectedFrom);
  }

  @Override
  public Figures burn(Duration window) {
    return windows.burn(series, window, expectedFrom);
  }

  @Override
  public Figures events(Duration window) {
    return windows.events(series, window, expectedFrom);
  }

  @Override
  public long budgetBefore(long epochMinute) {
    return windows.budgetBefore(series, epochMinute);
  }

  @Override
  public long burnBefore(Duration window, long epochMinute) {
    return windows.burnBefore(series, window, epochMinute);
  }

  @Override
  public long eventsBefore(Duration window, long epochMinute) {
    return windows.eventsBefore(series, window, epochMinute);
  }

  @Override
  public double elapsedRatio() {
    return windows.elapsedRatio(expectedFrom, now);
  }
}
