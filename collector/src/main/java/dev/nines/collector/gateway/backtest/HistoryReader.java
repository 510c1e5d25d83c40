package dev.nines.collector.gateway.backtest;

import dev.nines.slo.backtest.History;
import dev.nines.slo.model.Objective;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/// Where a backtest's history comes from.
interface HistoryReader {
  /// What was counted for each group of each objective.
  ///
  /// @param from the first minute that is asked for; the histories begin later where nothing was
  ///   observed before
  /// @param to the end
  /// @throws IOException if it cannot be read, with the reason for people
  Map<Objective, SortedMap<String, History>> read(
      List<Objective> objectives, Instant from, Instant to) throws IOException;
}
