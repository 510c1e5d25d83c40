package dev.nines.slo.ledger;

import dev.nines.slo.ledger.SealedFile.Kind;
import dev.nines.slo.model.LatencyHistogram;
import dev.nines.slo.model.Minute;
import dev.nines.slo.model.TenantId;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Reads one series over a time, for console and reports. Safe between threads: takes what memory
/// has under the read lock, then reads files without it.
final class MinuteReader {
  private final Storage storage;
  private final Books books;
  private final Damage damage;

  MinuteReader(Storage storage, Books books, Damage damage) {
    this.storage = storage;
    this.books = books;
    this.damage = damage;
  }

  /// The chunks and rows that memory has of a series, and the files to read besides.
  private record Found(Map<Long, byte[]> chunks, List<Row> rows, List<SealedFile> files) {}

  List<Minute> minutes(int series, long from, long to, long asOfMillis) {
    long visible =
        Math.min(to, Math.min(books.closedUntil(), books.minutes.closedUntil(asOfMillis)));
    var read = new MinuteRange(from, to);
    Found found = findMinutes(series, from, visible);
    int index = MinuteColumns.indexOf(series);
    found.chunks.forEach(
        (minute, chunk) -> {
          try {
            MinuteChunk.pick(chunk, index, minute).ifPresent(read::add);
          } catch (DamagedException e) {
            damage.report("a minute in memory", e);
          }
        });
    found.rows.forEach(row -> read.add(row, asOfMillis));
    for (SealedFile file : found.files) {
      if (file.kind() == Kind.MINUTES) {
        readMinutes(file, series, visible, read);
      } else {
        rows(file, series, from, visible).forEach(row -> read.add(row, asOfMillis));
      }
    }
    return read.minutes();
  }

  private Found findMinutes(int series, long from, long visible) {
    int group = MinuteColumns.groupOf(series);
    var chunks = new TreeMap<Long, byte[]>();
    var rows = new ArrayList<Row>();
    if (from >= visible) {
      return new Found(chunks, rows, List.of());
    }
    books.lock.readLock().lock();
    try {
      books
          .durable
          .minutes()
          .folded(from, visible)
          .forEach(
              (minute, groups) -> {
                if (group < groups.length) {
                  chunks.put(minute, groups[group]);
                }
              });
      collect(books.durable.late(), series, from, visible, rows);
      var files = new ArrayList<SealedFile>();
      long toHour = Minutes.hourOf(visible - 1) + 1;
      files.addAll(books.sealed.files(Kind.MINUTES, Minutes.hourOf(from), toHour));
      files.addAll(books.sealed.files(Kind.LATE, Minutes.hourOf(from), toHour));
      return new Found(chunks, rows, files);
    } finally {
      books.lock.readLock().unlock();
    }
  }

  private static void collect(RowStore store, int series, long from, long to, List<Row> into) {
    store.forEach(
        from,
        to,
        row -> {
          if (row.entry().series() == series) {
            into.add(row);
          }
        });
  }

  private void readMinutes(SealedFile file, int series, long visible, MinuteRange into) {
    long hourStart = file.hour() * Minutes.PER_HOUR;
    int group = MinuteColumns.groupOf(series);
    try (ChunkFile.Reader reader = ChunkFile.Reader.open(storage, file.name())) {
      int first = group * Minutes.PER_HOUR;
      int start = (int) Math.max(0, into.from() - hourStart);
      int end = (int) Math.min(Minutes.PER_HOUR, visible - hourStart);
      reader.readAhead(first + start, first + end);
      for (int minute = start; minute < end; minute++) {
        MinuteChunk.pick(
                reader.chunk(first + minute), MinuteColumns.indexOf(series), hourStart + minute)
            .ifPresent(into::add);
      }
    } catch (NoSuchFileException _) {
      // fell out of the retention since it was listed
    } catch (IOException e) {
      damage.report(file.name(), e);
    }
  }

  private List<Row> rows(SealedFile file, int series, long from, long to) {
    var rows = new ArrayList<Row>();
    long hourStart = file.hour() * Minutes.PER_HOUR;
    try (ChunkFile.Reader reader = ChunkFile.Reader.open(storage, file.name())) {
      long end = Math.min(to, hourStart + Minutes.PER_HOUR);
      for (long minute = Math.max(from, hourStart); minute < end; minute++) {
        for (Row row : RowChunk.decode(reader.chunk((int) (minute - hourStart)), minute)) {
          if (row.entry().series() == series) {
            rows.add(row);
          }
        }
      }
    } catch (NoSuchFileException _) {
      // fell out of the retention since it was listed
    } catch (IOException e) {
      damage.report(file.name(), e);
    }
    return rows;
  }

  List<Interval> intervals(int series, long from, long to, long asOfMillis) {
    var rows = new ArrayList<Row>();
    List<SealedFile> files;
    books.lock.readLock().lock();
    try {
      collect(books.durable.intervals(), series, from, to, rows);
      files = books.sealed.files(Kind.INTERVALS, Minutes.hourOf(from), Minutes.hourOf(to - 1) + 1);
    } finally {
      books.lock.readLock().unlock();
    }
    for (SealedFile file : files) {
      rows.addAll(rows(file, series, from, to));
    }
    return rows.stream()
        .filter(row -> row.recordedAtMillis() <= asOfMillis)
        .filter(row -> row.entry().firstMinute() >= from)
        .sorted(java.util.Comparator.comparingLong(Row::sequence))
        .map(Row::entry)
        .map(
            e ->
                new Interval(e.firstMinute(), e.epochMinute() + 1, e.good(), e.bad(), e.doubtful()))
        .toList();
  }

  SortedMap<Long, LatencyHistogram> latencies(
      TenantId tenant, String operation, long fromHour, long toHour) {
    var found = new TreeMap<Long, LatencyHistogram>();
    List<SealedFile> files;
    books.lock.readLock().lock();
    try {
      for (long hour : books.latencies.hoursBefore(toHour)) {
        if (hour >= fromHour) {
          books
              .latencies
              .find(hour, tenant, operation)
              .ifPresent(histogram -> found.put(hour, histogram));
        }
      }
      files = books.sealed.files(Kind.LATENCIES, fromHour, toHour);
    } finally {
      books.lock.readLock().unlock();
    }
    for (SealedFile file : files) {
      readLatencies(file, tenant, operation, found);
    }
    return found;
  }

  private void readLatencies(
      SealedFile file, TenantId tenant, String operation, Map<Long, LatencyHistogram> into) {
    try (ChunkFile.Reader reader = ChunkFile.Reader.open(storage, file.name())) {
      byte[] chunk = reader.chunk(LatencyHours.chunkOf(tenant, operation));
      if (chunk.length > 0) {
        LatencyCodec.decode(new ByteSource(chunk)).stream()
            .filter(l -> l.tenant().equals(tenant) && l.operation().equals(operation))
            .forEach(l -> into.merge(file.hour(), l.durations(), LatencyHistogram::plus));
      }
    } catch (NoSuchFileException _) {
      // fell out of the retention since it was listed
    } catch (IOException e) {
      damage.report(file.name(), e);
    }
  }
}
