package dev.nines.slo.engine;

import dev.nines.slo.correction.Change.Counts;
import dev.nines.slo.correction.Correction;
import dev.nines.slo.correction.Correction.Addition;
import dev.nines.slo.correction.CorrectionStore;
import dev.nines.slo.correction.Status;
import dev.nines.slo.ledger.Batch;
import dev.nines.slo.ledger.Commit;
import dev.nines.slo.ledger.Entry;
import dev.nines.slo.ledger.Ledger;
import dev.nines.slo.window.RunningSums;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// Writes corrections to the ledger, between two ticks, each as a batch of its own: as soon as all
/// its minutes have closed, and while the disk is well.
final class CorrectionRun {
  private final Ledger ledger;
  private final CorrectionStore store;

  /// What is in the ledger and could not be noted in the store yet.
  private final Map<String, Status> unnoted = new LinkedHashMap<>();

  /// @throws IOException if the store cannot be written
  CorrectionRun(Ledger ledger, CorrectionStore store) throws IOException {
    this.ledger = ledger;
    this.store = store;
    store.settle(ledger.lastSequence(), Instant.ofEpochMilli(ledger.clockMillis()));
  }

  /// Writes what waits. A disk that fails is tried again with the next tick.
  void tick(Roster roster, RunningSums sums, Instant now) {
    try {
      noteAll();
      for (Correction each : store.waiting()) {
        if (!unnoted.isEmpty() || !ledger.isAllDurable()) {
          return;
        }
        if (each.toMinute() <= ledger.closedUntil()) {
          write(each, roster.series(each.slo(), each.tenant()), sums, now);
        }
      }
    } catch (IOException _) {
      // it stays waiting, and is shown so
    }
  }

  private void noteAll() throws IOException {
    if (ledger.isAllDurable()) {
      for (var each : List.copyOf(unnoted.entrySet())) {
        store.note(each.getKey(), each.getValue());
        unnoted.remove(each.getKey());
      }
    }
  }

  private void write(Correction correction, OptionalInt series, RunningSums sums, Instant now)
      throws IOException {
    if (series.isEmpty()) {
      refuse(correction, now, "no SLO of this name is judged for this tenant");
      return;
    }
    if (correction.fromMinute() < ledger.retainedFrom()) {
      refuse(correction, now, "its first minute is older than what the ledger keeps");
      return;
    }
    List<Addition> additions;
    try {
      additions =
          correction.additions(
              ledger.read(
                  series.getAsInt(),
                  correction.fromMinute(),
                  correction.toMinute(),
                  Instant.ofEpochMilli(ledger.clockMillis())));
    } catch (IllegalArgumentException e) {
      refuse(correction, now, String.valueOf(e.getMessage()));
      return;
    }
    record(correction, series.getAsInt(), additions, sums, now);
  }

  private void refuse(Correction correction, Instant now, String reason) throws IOException {
    store.note(correction.id(), new Status.Refused(now, reason));
  }

  private void record(
      Correction correction, int series, List<Addition> additions, RunningSums sums, Instant now)
      throws IOException {
    if (additions.isEmpty()) {
      refuse(correction, now, "it changes nothing");
      return;
    }
    store.note(correction.id(), new Status.Begun(ledger.lastSequence() + 1));
    var entries = new ArrayList<Entry>();
    for (Addition each : additions) {
      Counts counts = each.counts();
      entries.add(
          new Entry(series, each.epochMinute(), 1, counts.good(), counts.bad(), counts.doubtful()));
    }
    Commit commit = ledger.correct(new Batch(now, entries, List.of(), List.of()));
    sums.add(commit);
    Counts added = additions.stream().map(Addition::counts).reduce(Counts.NOTHING, Counts::plus);
    unnoted.put(
        correction.id(),
        new Status.Recorded(commit.recordedAt(), commit.sequence(), additions.size(), added));
    noteAll();
  }
}
