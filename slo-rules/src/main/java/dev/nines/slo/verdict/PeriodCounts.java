package dev.nines.slo.verdict;

import dev.nines.slo.window.Figures;
import java.time.Duration;
import java.util.Map;

/// The counts of one period that is over, whatever window is asked for: what a report is judged by.
///
/// @param figures the counts, in the units of the objective's method
/// @param totalBefore how much of their total was counted before each minute at which the target
///   changed, see [dev.nines.slo.window.PeriodFigures#totalBefore]
public record PeriodCounts(Figures figures, Map<Long, Long> totalBefore) implements WindowCounts {

  public PeriodCounts {
    totalBefore = Map.copyOf(totalBefore);
  }

  @Override
  public Figures budget() {
    return figures;
  }

  @Override
  public Figures burn(Duration window) {
    return figures;
  }

  @Override
  public Figures events(Duration window) {
    return figures;
  }

  @Override
  public long budgetBefore(long epochMinute) {
    Long before = totalBefore.get(epochMinute);
    if (before == null) {
      throw new IllegalArgumentException(
          "nothing is known of what came before %d, only before %s"
              .formatted(epochMinute, totalBefore.keySet()));
    }
    return before;
  }

  @Override
  public double elapsedRatio() {
    return 1;
  }
}
