package dev.nines.slo.ledger;

/// What the ledger says of itself, for `/metrics` (`nines_ledger_…`). All counts are since it was
/// opened, the sizes are of this moment. Between commits these hold:
///
/// ```
/// entries             = plain + restatements + intervals + waitingEntries + unrecordedEntries
/// batches             = durable ones + undurableBatches
/// ```
///
/// Alert when `undurable` is 1 (the disk fails: pages still go out, reports will show unmeasured
/// minutes), when `damages` is above 0 (restore from a backup) and when `failedSeals` grows.
///
/// @param batches commits that had anything to record
/// @param undurableBatches commits that the disk did not take at once
/// @param entries entries accepted
/// @param refusedEntries entries that cannot be: negative, future, older than the retention
/// @param plain accepted entries of minutes that were open when they were recorded
/// @param restatements accepted entries of minutes that were closed
/// @param intervals accepted interval observations
/// @param waitingEntries accepted entries that wait for the disk
/// @param unrecordedEntries accepted entries that count in running sums only, because too many
///   waited
/// @param journalBytes bytes written to the journal
/// @param sealedBytes bytes written to sealed files
/// @param sealedFiles sealed files written
/// @param failedSeals seals that the disk did not take; each is tried again
/// @param forcedSeconds time spent waiting for the disk to force the journal
/// @param undurable 1 if the last batch waits for the disk, else 0
/// @param segments journal segments there are
/// @param sealedHours hours with sealed files
/// @param series series in the catalog
/// @param baselines counters with a baseline
/// @param damages things that could not be read back
public record LedgerStats(
    long batches,
    long undurableBatches,
    long entries,
    long refusedEntries,
    long plain,
    long restatements,
    long intervals,
    long waitingEntries,
    long unrecordedEntries,
    long journalBytes,
    long sealedBytes,
    long sealedFiles,
    long failedSeals,
    double forcedSeconds,
    int undurable,
    int segments,
    int sealedHours,
    int series,
    int baselines,
    int damages) {

  private static final double NANOS_PER_SECOND = 1e9;

  static LedgerStats of(
      LedgerCounters counters, Books books, Damage damage, int baselines, boolean undurable) {
    books.lock.readLock().lock();
    try {
      return new LedgerStats(
          counters.batches.sum(),
          counters.undurableBatches.sum(),
          counters.entries.sum(),
          counters.refused.sum(),
          counters.plain.sum(),
          counters.restatements.sum(),
          counters.intervals.sum(),
          counters.waiting.sum(),
          counters.unrecorded.sum(),
          counters.journalBytes.sum(),
          counters.sealedBytes.sum(),
          counters.sealedFiles.sum(),
          counters.failedSeals.sum(),
          counters.forcedNanos.sum() / NANOS_PER_SECOND,
          undurable ? 1 : 0,
          books.segments.size(),
          books.sealed.hours(),
          books.catalog.size(),
          baselines,
          damage.count());
    } finally {
      books.lock.readLock().unlock();
    }
  }
}
