package dev.nines.collector.gateway.metrics;

import dev.nines.slo.ledger.LedgerStats;
import io.prometheus.client.Collector;
import java.util.List;
import java.util.function.Supplier;

/// `nines_ledger_*`: what was written, and what the disk did not take.
public final class LedgerMetrics extends Collector {
  private final Supplier<LedgerStats> ledger;

  public LedgerMetrics(Supplier<LedgerStats> ledger) {
    this.ledger = ledger;
  }

  @Override
  public List<MetricFamilySamples> collect() {
    LedgerStats stats = ledger.get();
    return List.of(
        Family.counter("nines_ledger_batches", "Commits made.").single(stats.batches()),
        Family.counter("nines_ledger_undurable_batches", "Commits the disk did not take at once.")
            .single(stats.undurableBatches()),
        Family.counter("nines_ledger_entries", "Entries accepted.").single(stats.entries()),
        Family.counter("nines_ledger_refused_entries", "Entries that cannot be.")
            .single(stats.refusedEntries()),
        Family.counter("nines_ledger_restatements", "Entries for closed minutes.")
            .single(stats.restatements()),
        Family.counter("nines_ledger_journal_bytes", "Bytes written to the journal.")
            .single(stats.journalBytes()),
        Family.counter("nines_ledger_sealed_bytes", "Bytes written to sealed hours.")
            .single(stats.sealedBytes()),
        Family.counter("nines_ledger_forced_seconds", "Time spent waiting for the disk.")
            .single(stats.forcedSeconds()),
        Family.counter("nines_ledger_failed_seals", "Seals that the disk did not take.")
            .single(stats.failedSeals()),
        Family.gauge("nines_ledger_undurable", "Whether the last commit waits for the disk.")
            .single(stats.undurable()),
        Family.gauge("nines_ledger_series", "Series in the catalog.").single(stats.series()),
        Family.gauge("nines_ledger_damages", "Things that could not be read back.")
            .single(stats.damages()));
  }
}
