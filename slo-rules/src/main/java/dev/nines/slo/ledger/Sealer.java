package dev.nines.slo.ledger;

import dev.nines.slo.ledger.SealedFile.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;

/// Moves closed hours from memory and journal to sealed files, and lets go of what is too old.
///
/// Every step leaves a state from which recovery finds each entry exactly once: a file is published
/// before memory forgets what it holds, and a journal segment is deleted only when all of it stands
/// in published files. A step that fails is tried again with the next minute. For the writing
/// thread.
final class Sealer {
  static final String CATALOG = "catalog";
  private static final byte[][] NO_GROUPS = {};

  private final Storage storage;
  private final Books books;
  private final BatchCodec codec;
  private final JournalWriter journal;
  private volatile LedgerOptions options;
  private final LedgerCounters counters;
  private int seriesInFile;
  private long triedAt = Long.MIN_VALUE;

  Sealer(
      Storage storage,
      Books books,
      BatchCodec codec,
      JournalWriter journal,
      LedgerOptions options,
      LedgerCounters counters) {
    this.storage = storage;
    this.books = books;
    this.codec = codec;
    this.journal = journal;
    this.options = options;
    this.counters = counters;
  }

  /// Takes over other limits.
  void options(LedgerOptions changed) {
    options = changed;
  }

  /// Tells how many series the catalog's file has.
  void seriesInFile(int count) {
    seriesInFile = count;
    codec.seriesInFile(count);
  }

  /// Seals what can be sealed, at most once a minute.
  ///
  /// @param lastSequence the last batch that is durable
  void seal(long lastSequence) {
    long closedUntil = books.closedUntil();
    if (closedUntil == triedAt || !journal.healthy() || !isDue(closedUntil)) {
      return;
    }
    triedAt = closedUntil;
    try {
      saveCatalog();
      sealMinutes(Minutes.hourOf(closedUntil), lastSequence);
      sealRows(books.durable.late(), Kind.LATE, lastSequence);
      sealRows(books.durable.intervals(), Kind.INTERVALS, lastSequence);
      sealLatencies(Minutes.hourOf(closedUntil), lastSequence);
      journal.rotate(lastSequence + 1, books.clockMillis(), oldestNeeded(lastSequence + 1));
      dropSegments();
      dropOld();
    } catch (IOException e) {
      counters.failedSeals.increment();
    }
  }

  private boolean isDue(long closedUntil) {
    return books.sealedUntil() < Minutes.hourOf(closedUntil) * Minutes.PER_HOUR
        || !books.latencies.hoursBefore(Minutes.hourOf(closedUntil)).isEmpty()
        || books.durable.late().size() + books.durable.intervals().size()
            > options.lateRowsInMemory();
  }

  private void saveCatalog() throws IOException {
    int size = books.catalog.size();
    if (size > seriesInFile) {
      var out = new ByteSink();
      books.catalog.encode(0, out);
      publish(CATALOG, ChunkFile.content(List.of(out.toBytes())));
      seriesInFile(size);
    }
  }

  private void sealMinutes(long beforeHour, long lastSequence) throws IOException {
    while (books.durable.minutes().firstFoldedHour().orElse(beforeHour) < beforeHour) {
      long hour = books.durable.minutes().firstFoldedHour().orElseThrow();
      NavigableMap<Long, byte[][]> minutes =
          books.durable.minutes().folded(hour * Minutes.PER_HOUR, (hour + 1) * Minutes.PER_HOUR);
      var file = new SealedFile(hour, Kind.MINUTES, 0, lastSequence);
      publish(file.name(), ChunkFile.content(chunks(minutes)));
      exchange(file, minutes::clear);
    }
  }

  private static List<byte[]> chunks(NavigableMap<Long, byte[][]> minutes) {
    int groups = minutes.values().stream().mapToInt(m -> m.length).max().orElse(0);
    var chunks = new ArrayList<byte[]>(groups * Minutes.PER_HOUR);
    long first = Minutes.hourOf(minutes.firstKey()) * Minutes.PER_HOUR;
    for (int group = 0; group < groups; group++) {
      for (int minute = 0; minute < Minutes.PER_HOUR; minute++) {
        byte[][] column = minutes.getOrDefault(first + minute, NO_GROUPS);
        chunks.add(group < column.length ? column[group] : MinuteChunk.EMPTY);
      }
    }
    return chunks;
  }

  private void sealRows(RowStore rows, Kind kind, long lastSequence) throws IOException {
    for (long hour : rows.hours()) {
      var chunks = new ArrayList<byte[]>(Minutes.PER_HOUR);
      for (int minute = 0; minute < Minutes.PER_HOUR; minute++) {
        chunks.add(
            RowChunk.encode(
                rows.minutes().getOrDefault(hour * Minutes.PER_HOUR + minute, List.of())));
      }
      var file = new SealedFile(hour, kind, books.sealed.lastSequence(kind, hour), lastSequence);
      publish(file.name(), ChunkFile.content(chunks));
      exchange(file, () -> rows.removeHour(hour));
    }
  }

  private void sealLatencies(long beforeHour, long lastSequence) throws IOException {
    for (long hour : books.latencies.hoursBefore(beforeHour)) {
      var file = new SealedFile(hour, Kind.LATENCIES, 0, lastSequence);
      publish(file.name(), ChunkFile.content(books.latencies.chunks(hour)));
      exchange(file, () -> books.latencies.remove(hour));
    }
  }

  private void publish(String name, List<ByteBuffer> content) throws IOException {
    long bytes = ChunkFile.size(content);
    storage.publish(name, content);
    counters.sealedBytes.add(bytes);
    counters.sealedFiles.increment();
  }

  /// Readers see what was sealed either in memory or in its file, never in both.
  private void exchange(SealedFile file, Runnable forget) {
    books.lock.writeLock().lock();
    try {
      books.sealed.add(file);
      forget.run();
    } finally {
      books.lock.writeLock().unlock();
    }
  }

  /// The first segment that holds anything of an hour that is not sealed.
  private long oldestNeeded(long nextSequence) {
    long sealedHour = Minutes.hourOf(books.sealedUntil());
    return books.segments.entrySet().stream()
        .filter(segment -> segment.getValue() >= sealedHour)
        .findFirst()
        .map(Map.Entry::getKey)
        .orElse(nextSequence);
  }

  private void dropSegments() throws IOException {
    for (long first : List.copyOf(books.segments.headMap(journal.oldestNeeded()).keySet())) {
      storage.delete(Journal.name(first));
      forgetSegment(first);
    }
  }

  private void forgetSegment(long first) {
    books.lock.writeLock().lock();
    try {
      books.segments.remove(first);
    } finally {
      books.lock.writeLock().unlock();
    }
  }

  private void dropOld() throws IOException {
    long keptHour = Minutes.hourOf(Minutes.of(retainedFromMillis(books, options)));
    List<SealedFile> old;
    books.lock.writeLock().lock();
    try {
      old = books.sealed.removeBefore(keptHour);
      books.unrecorded.minutes().folded(Long.MIN_VALUE, keptHour * Minutes.PER_HOUR).clear();
    } finally {
      books.lock.writeLock().unlock();
    }
    for (SealedFile file : old) {
      storage.delete(file.name());
    }
  }

  static long retainedFromMillis(Books books, LedgerOptions options) {
    return books.clockMillis() - options.retention().toMillis();
  }
}
