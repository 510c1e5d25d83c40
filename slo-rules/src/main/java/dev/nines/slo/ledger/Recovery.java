package dev.nines.slo.ledger;

import dev.nines.slo.ledger.SealedFile.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Brings back what a ledger had acknowledged: the catalog, the list of sealed files, and from the
/// journal everything that no sealed file has.
final class Recovery implements JournalReader.Sink {
  private final Storage storage;
  private final Books books;
  private final BatchCodec codec;
  private final Damage damage;
  private boolean baselinesKnown;
  private long folded = Long.MIN_VALUE;
  private int seriesInFile;

  Recovery(Storage storage, Books books, BatchCodec codec, Damage damage) {
    this.storage = storage;
    this.books = books;
    this.codec = codec;
    this.damage = damage;
  }

  /// Reads all files.
  ///
  /// @return the sequence that the next batch gets
  long run() throws IOException {
    List<String> names = storage.list();
    readCatalog(names);
    seriesInFile = books.catalog.size();
    for (String name : names) {
      SealedFile.parse(name).ifPresent(this::takeFile);
    }
    var journal = new JournalReader(storage, this);
    for (long first : journal.needed(names)) {
      books.segments.put(first, Long.MIN_VALUE);
    }
    long next = journal.readAll(names);
    dropSuperfluous(names);
    books.fold();
    return next;
  }

  /// How many series the catalog's file had.
  int seriesInFile() {
    return seriesInFile;
  }

  private void readCatalog(List<String> names) throws IOException {
    if (names.contains(Sealer.CATALOG)) {
      try (ChunkFile.Reader file = ChunkFile.Reader.open(storage, Sealer.CATALOG)) {
        books.catalog.decode(new ByteSource(file.chunk(0)));
      } catch (DamagedException e) {
        damage.report(Sealer.CATALOG, e);
      }
    }
  }

  private void takeFile(SealedFile file) {
    books.sealed.add(file);
    if (file.kind() == Kind.MINUTES) {
      long lastMinute = (file.hour() + 1) * Minutes.PER_HOUR - 1;
      books.moveClock(books.minutes.closesAt(lastMinute));
    }
  }

  private void dropSuperfluous(List<String> names) throws IOException {
    for (String name : names) {
      if (Journal.isSegment(name) && !books.segments.containsKey(Journal.firstSequence(name))) {
        storage.delete(name);
      }
      SealedFile file = SealedFile.parse(name).orElse(null);
      if (file != null && !books.sealed.files(file.kind(), file.hour()).contains(file)) {
        storage.delete(name);
      }
    }
  }

  @Override
  public void snapshot(ByteSource payload) throws DamagedException {
    codec.decodeSnapshot(payload);
    baselinesKnown = true;
  }

  @Override
  public void batch(long segment, long sequence, long recordedAtMillis, ByteSource payload)
      throws DamagedException {
    BatchCodec.Counts counts = codec.decode(payload, baselinesKnown);
    long closedUntil = books.minutes.closedUntil(recordedAtMillis);
    var missing = new ArrayList<Entry>();
    for (Entry entry : counts.entries()) {
      if (entry.series() < 0 || entry.series() >= books.catalog.size()) {
        damage.report("the name of series %d is lost".formatted(entry.series()));
      } else if (!isSealed(entry, sequence, closedUntil)) {
        missing.add(entry);
      }
    }
    long hour = Minutes.hourOf(Minutes.of(recordedAtMillis));
    boolean latenciesSealed = books.sealed.has(Kind.LATENCIES, hour);
    books.record(
        segment,
        sequence,
        recordedAtMillis,
        new BatchCodec.Counts(missing, latenciesSealed ? List.of() : counts.latencies()));
    if (closedUntil > folded) {
      folded = closedUntil;
      books.fold();
    }
  }

  private boolean isSealed(Entry entry, long sequence, long closedUntil) {
    long hour = Minutes.hourOf(entry.epochMinute());
    if (entry.isInterval()) {
      return sequence <= books.sealed.lastSequence(Kind.INTERVALS, hour);
    }
    if (entry.epochMinute() < closedUntil) {
      return sequence <= books.sealed.lastSequence(Kind.LATE, hour);
    }
    return books.sealed.has(Kind.MINUTES, hour);
  }

  @Override
  public void damaged(String what) {
    damage.report(what);
    // what follows may count from values that are lost with it; the next snapshot knows them again
    baselinesKnown = false;
    codec.forgetBaselines();
  }
}
