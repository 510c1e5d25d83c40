package dev.nines.slo.correction;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nines.slo.lines.JsonLines;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// All corrections that were ever entered, and what became of each: the audit trail. A line of
/// [JsonLines] for each step, on the disk when the method that wrote it returns.
///
/// Each is written to the ledger once, whatever crashes: the number of the batch is noted before
/// the batch is committed, and nothing else is committed in between. So after a crash the batch is
/// there exactly if the ledger has come as far as that number.
///
/// Safe between threads.
public final class CorrectionStore {
  private final JsonLines lines;
  private final Map<String, Item> byId = new LinkedHashMap<>();

  /// A correction and what became of it.
  public record Item(Correction correction, Status status) {}

  private CorrectionStore(Path file) throws IOException {
    this.lines = JsonLines.open(file, this::apply);
  }

  /// Reads a file, which need not exist yet.
  ///
  /// @throws IOException if it cannot be read or holds something else
  public static CorrectionStore open(Path file) throws IOException {
    return new CorrectionStore(file);
  }

  private void apply(JsonNode line) {
    String id = line.path("id").asText();
    Item known = byId.get(id);
    byId.put(
        id,
        known == null
            ? new Item(CorrectionCodec.decode(line), new Status.Waiting())
            : new Item(known.correction, CorrectionCodec.decodeStatus(line)));
  }

  /// All of them, in the order of their entry.
  public synchronized List<Item> all() {
    return List.copyOf(byId.values());
  }

  /// Whether there is one of an id.
  public synchronized boolean has(String id) {
    return byId.containsKey(id);
  }

  /// Those that the ledger is still to take, in the order of their entry.
  public synchronized List<Correction> waiting() {
    var waiting = new ArrayList<Correction>();
    for (Item item : byId.values()) {
      if (item.status instanceof Status.Waiting) {
        waiting.add(item.correction);
      }
    }
    return waiting;
  }

  /// Enters a correction.
  ///
  /// @throws IllegalArgumentException if there is one of that id
  /// @throws IOException if the disk does not take it; then it is not entered
  public synchronized void enter(Correction correction) throws IOException {
    if (byId.containsKey(correction.id())) {
      throw new IllegalArgumentException(
          "there is a correction '%s' already".formatted(correction.id()));
    }
    lines.append(CorrectionCodec.encode(correction));
    byId.put(correction.id(), new Item(correction, new Status.Waiting()));
  }

  /// Notes what became of a correction.
  ///
  /// @throws IOException if the disk does not take it; then nothing is noted
  public synchronized void note(String id, Status status) throws IOException {
    Item known = byId.get(id);
    if (known == null) {
      throw new IllegalArgumentException("there is no correction '%s'".formatted(id));
    }
    lines.append(CorrectionCodec.encode(id, status));
    byId.put(id, new Item(known.correction, status));
  }

  /// Finds out after a start which corrections that were begun are in the ledger. To be called
  /// before anything is committed.
  ///
  /// @param lastSequence the ledger's last batch
  /// @param at the ledger's clock
  /// @throws IOException if the disk does not take the outcome
  public synchronized void settle(long lastSequence, Instant at) throws IOException {
    for (Item item : all()) {
      if (item.status instanceof Status.Begun(long sequence)) {
        note(
            item.correction.id(),
            sequence <= lastSequence
                ? new Status.Recorded(at, sequence, 0, Change.Counts.NOTHING)
                : new Status.Waiting());
      }
    }
  }
}
