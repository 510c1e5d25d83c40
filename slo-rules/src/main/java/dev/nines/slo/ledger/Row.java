package dev.nines.slo.ledger;

/// An entry that is kept by itself, because when it was recorded matters: a restatement of a closed
/// minute, or an interval observation.
///
/// @param entry what was added
/// @param recordedAtMillis when, as of which it counts
/// @param sequence the batch it came in
record Row(Entry entry, long recordedAtMillis, long sequence) {}
