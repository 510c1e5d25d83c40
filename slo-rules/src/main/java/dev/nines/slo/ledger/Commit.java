package dev.nines.slo.ledger;

import java.time.Instant;
import java.util.List;

/// What became of a [Batch].
///
/// @param sequence the number of the batch in the ledger, from 1 without gaps
/// @param recordedAt the instant under which the batch is recorded: that of the batch, or the
///   ledger's own clock if the machine's clock was set back
/// @param accepted the entries that were taken
/// @param refused the entries that cannot be
/// @param durability whether the batch outlives a power cut
public record Commit(
    long sequence,
    Instant recordedAt,
    List<Entry> accepted,
    List<Refusal> refused,
    Durability durability) {

  /// Whether the batch outlives a power cut.
  public boolean durable() {
    return durability instanceof Durability.Durable;
  }

  /// Whether a batch outlives a power cut.
  public sealed interface Durability {
    /// Forced to the disk.
    record Durable() implements Durability {}

    /// Held in memory only; it counts in running sums, and becomes a restatement once the disk
    /// works again.
    ///
    /// @param reason what the disk said, for people
    record Undurable(String reason) implements Durability {}
  }

  /// An entry that was not taken.
  ///
  /// @param entry the entry
  /// @param problem what cannot be, and what was expected
  public record Refusal(Entry entry, String problem) {}
}
