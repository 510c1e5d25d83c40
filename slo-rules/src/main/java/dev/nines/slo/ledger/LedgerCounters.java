package dev.nines.slo.ledger;

import java.util.concurrent.atomic.LongAdder;

/// What the ledger counts about itself, for [LedgerStats].
final class LedgerCounters {
  final LongAdder batches = new LongAdder();
  final LongAdder undurableBatches = new LongAdder();
  final LongAdder entries = new LongAdder();
  final LongAdder refused = new LongAdder();
  final LongAdder plain = new LongAdder();
  final LongAdder restatements = new LongAdder();
  final LongAdder intervals = new LongAdder();
  final LongAdder waiting = new LongAdder();
  final LongAdder unrecorded = new LongAdder();
  final LongAdder journalBytes = new LongAdder();
  final LongAdder sealedBytes = new LongAdder();
  final LongAdder sealedFiles = new LongAdder();
  final LongAdder failedSeals = new LongAdder();
  final LongAdder forcedNanos = new LongAdder();
}
