package dev.nines.slo.ledger;

import dev.nines.slo.ledger.SealedFile.Kind;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Reads one minute of all series, for running sums: everything that was added so far, the open
/// minutes and what waits for the disk included. For the writing thread alone, which keeps the
/// files open that it reads from minute after minute.
public final class ColumnReader implements Closeable {
  private static final int MAX_OPEN = 32;

  private final Storage storage;
  private final Books books;
  private final Damage damage;
  private final MinuteColumns scratch = new MinuteColumns();
  private final Map<SealedFile, ChunkFile.Reader> open = new LinkedHashMap<>(16, 0.75f, true);

  ColumnReader(Storage storage, Books books, Damage damage) {
    this.storage = storage;
    this.books = books;
    this.damage = damage;
  }

  /// How many groups of series there are.
  public int groups() {
    return (books.catalog.size() + MinuteColumns.GROUP_SIZE - 1) / MinuteColumns.GROUP_SIZE;
  }

  /// Reads one minute of one group; intervals are not part of it.
  ///
  /// @param epochMinute any minute, also an open one
  /// @param group from 0, see [MinuteColumns]
  /// @param throughSequence restatements of later batches are left out
  /// @param into is cleared first
  public void read(long epochMinute, int group, long throughSequence, MinuteColumns into) {
    into.clear(group);
    long hour = Minutes.hourOf(epochMinute);
    int minute = Minutes.minuteOfHour(epochMinute);
    for (SealedFile file : books.sealed.files(Kind.MINUTES, hour)) {
      decode(file, group * Minutes.PER_HOUR + minute, into);
    }
    addUnsealed(books.durable, epochMinute, throughSequence, into);
    if (!books.waiting.isEmpty()) {
      addUnsealed(books.waiting, epochMinute, throughSequence, into);
    }
    if (!books.unrecorded.isEmpty()) {
      addUnsealed(books.unrecorded, epochMinute, throughSequence, into);
    }
    for (SealedFile file : books.sealed.files(Kind.LATE, hour)) {
      rows(file, epochMinute).forEach(row -> add(row, throughSequence, into));
    }
  }

  private void decode(SealedFile file, int number, MinuteColumns into) {
    try {
      MinuteChunk.decode(reader(file).chunk(number), into);
    } catch (IOException e) {
      fail(file, e);
      into.clear(into.group());
    }
  }

  private void addUnsealed(
      Unsealed from, long epochMinute, long throughSequence, MinuteColumns into) {
    from.minutes().chunk(epochMinute, into.group()).ifPresent(chunk -> addChunk(chunk, into));
    from.minutes().addOpen(epochMinute, into);
    from.late().forEach(epochMinute, epochMinute + 1, row -> add(row, throughSequence, into));
  }

  private void addChunk(byte[] chunk, MinuteColumns into) {
    try {
      if (into.size() == 0) {
        MinuteChunk.decode(chunk, into);
      } else {
        scratch.clear(into.group());
        MinuteChunk.decode(chunk, scratch);
        into.addAll(scratch);
      }
    } catch (DamagedException e) {
      damage.report("a minute in memory", e);
    }
  }

  private static void add(Row row, long throughSequence, MinuteColumns into) {
    Entry entry = row.entry();
    if (row.sequence() <= throughSequence
        && MinuteColumns.groupOf(entry.series()) == into.group()) {
      into.add(MinuteColumns.indexOf(entry.series()), entry.good(), entry.bad(), entry.doubtful());
    }
  }

  /// The interval observations that end at or after a minute, in no order.
  public List<Entry> intervalsSince(long fromMinute) {
    var rows = new ArrayList<Row>();
    for (Unsealed unsealed : List.of(books.durable, books.waiting, books.unrecorded)) {
      unsealed.intervals().forEach(fromMinute, Long.MAX_VALUE, rows::add);
    }
    for (SealedFile file :
        books.sealed.files(Kind.INTERVALS, Minutes.hourOf(fromMinute), Long.MAX_VALUE)) {
      long start = file.hour() * Minutes.PER_HOUR;
      for (int i = 0; i < Minutes.PER_HOUR; i++) {
        if (start + i >= fromMinute) {
          rows.addAll(rows(file, start + i));
        }
      }
    }
    return rows.stream().map(Row::entry).toList();
  }

  /// Minutes that may have been restated by batches after one.
  public Set<Long> restatedSince(long sequence) {
    var minutes = new TreeSet<Long>();
    books
        .durable
        .late()
        .forEach(
            Long.MIN_VALUE,
            Long.MAX_VALUE,
            row -> {
              if (row.sequence() > sequence) {
                minutes.add(row.entry().epochMinute());
              }
            });
    for (SealedFile file : books.sealed.files(Kind.LATE)) {
      if (file.through() > sequence) {
        addMinutes(file, minutes);
      }
    }
    return minutes;
  }

  private void addMinutes(SealedFile file, Set<Long> minutes) {
    try {
      ChunkFile.Reader reader = reader(file);
      for (int i = 0; i < Minutes.PER_HOUR; i++) {
        if (!reader.isEmpty(i)) {
          minutes.add(file.hour() * Minutes.PER_HOUR + i);
        }
      }
    } catch (IOException e) {
      fail(file, e);
    }
  }

  private List<Row> rows(SealedFile file, long epochMinute) {
    try {
      return RowChunk.decode(reader(file).chunk(Minutes.minuteOfHour(epochMinute)), epochMinute);
    } catch (IOException e) {
      fail(file, e);
      return List.of();
    }
  }

  private void fail(SealedFile file, IOException e) {
    damage.report(file.name(), e);
    close(open.remove(file));
  }

  private ChunkFile.Reader reader(SealedFile file) throws IOException {
    ChunkFile.Reader known = open.get(file);
    if (known != null) {
      return known;
    }
    if (open.size() >= MAX_OPEN) {
      SealedFile eldest = open.keySet().iterator().next();
      close(open.remove(eldest));
    }
    ChunkFile.Reader opened = ChunkFile.Reader.open(storage, file.name());
    open.put(file, opened);
    return opened;
  }

  private static void close(ChunkFile.@Nullable Reader reader) {
    if (reader != null) {
      try {
        reader.close();
      } catch (IOException _) {
        // it was only read from
      }
    }
  }

  @Override
  public void close() {
    open.values().forEach(ColumnReader::close);
    open.clear();
  }
}
