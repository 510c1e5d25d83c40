package dev.nines.collector.gateway.backtest;

import dev.nines.slo.backtest.History;
import dev.nines.slo.exclusion.MinuteRanges;
import dev.nines.slo.ledger.FileStorage;
import dev.nines.slo.ledger.Ledger;
import dev.nines.slo.ledger.LedgerOptions;
import dev.nines.slo.ledger.SeriesKey;
import dev.nines.slo.model.Objective;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// History from a gateway's ledger. It has what was measured under the same query; a target or a
/// window may be another one.
record LedgerHistory(Path folder) implements HistoryReader {

  @Override
  public Map<Objective, SortedMap<String, History>> read(
      List<Objective> objectives, Instant from, Instant to) throws IOException {
    if (!hasLedger()) {
      throw new IOException(
          folder + " is no folder of a ledger; it is the folder 'ledger' below the storage path");
    }
    var histories = new IdentityHashMap<Objective, SortedMap<String, History>>();
    try (Ledger ledger = Ledger.open(FileStorage.open(folder), LedgerOptions.DEFAULTS)) {
      for (Objective objective : objectives) {
        histories.put(objective, histories(ledger, objective, from, to));
      }
    }
    return histories;
  }

  /// Opening a ledger makes one where there is none, which is not wanted here.
  private boolean hasLedger() throws IOException {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (DirectoryStream<Path> journal = Files.newDirectoryStream(folder, "journal-*.log")) {
      return journal.iterator().hasNext();
    }
  }

  private static SortedMap<String, History> histories(
      Ledger ledger, Objective objective, Instant from, Instant to) {
    var byGroup = new TreeMap<String, History>();
    long fromMinute = Math.floorDiv(from.getEpochSecond(), 60L);
    long toMinute = Math.floorDiv(to.getEpochSecond(), 60L);
    String generation = objective.generation();
    for (SeriesKey key : ledger.catalog()) {
      if (key.slo().equals(objective.slo()) && key.generation().equals(generation)) {
        int series = ledger.find(key).orElseThrow();
        byGroup.put(
            key.tenant().value(),
            SeriesHistory.of(ledger, series, fromMinute, toMinute, MinuteRanges.EMPTY));
      }
    }
    return byGroup;
  }
}
