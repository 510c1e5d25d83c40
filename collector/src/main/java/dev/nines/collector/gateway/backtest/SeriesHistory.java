package dev.nines.collector.gateway.backtest;

import dev.nines.slo.backtest.History;
import dev.nines.slo.exclusion.MinuteRanges;
import dev.nines.slo.ledger.Ledger;
import dev.nines.slo.model.Minute;
import java.time.Instant;
import java.util.List;

/// The history of one series of a ledger.
public final class SeriesHistory {
  private SeriesHistory() {}

  /// What is on record now of `[fromMinute, toMinute)`, from the first minute on that was observed.
  ///
  /// @param excluded minutes that are taken as not observed
  public static History of(
      Ledger ledger, int series, long fromMinute, long toMinute, MinuteRanges excluded) {
    List<Minute> minutes =
        ledger.read(series, fromMinute, toMinute, Instant.MAX).stream()
            .map(
                each ->
                    excluded.contains(each.epochMinute())
                        ? Minute.unmeasured(each.epochMinute())
                        : each)
            .toList();
    int first = firstObserved(minutes);
    return new History(
        fromMinute + first,
        minutes.subList(first, minutes.size()),
        ledger.intervals(series, fromMinute, toMinute, Instant.MAX));
  }

  private static int firstObserved(List<Minute> minutes) {
    for (int i = 0; i < minutes.size(); i++) {
      if (minutes.get(i).observed()) {
        return i;
      }
    }
    return 0;
  }
}
