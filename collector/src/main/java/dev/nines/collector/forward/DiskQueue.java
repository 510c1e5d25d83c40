package dev.nines.collector.forward;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A bounded queue of records in files.
///
/// What [#append] returned from is on the disk and comes out again, in order, whatever happens to
/// the process; a record that was read but not yet removed comes out again too. When the files hold
/// more than they may, the oldest file goes, with what was not read of it; that is counted. A
/// damaged place costs the rest of its file and nothing else.
///
/// Any number of threads may append; one thread reads.
public final class DiskQueue implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(DiskQueue.class);
  private static final int SEGMENTS = 8;

  private final Path folder;
  private final long maxBytes;
  private final ReentrantLock lock = new ReentrantLock();
  private final ReentrantLock forcing = new ReentrantLock();
  private final Condition added = lock.newCondition();
  private final ArrayDeque<Segment> segments = new ArrayDeque<>();
  private long headSegment;
  private long headOffset = Segment.firstOffset();
  private long headRecords;
  private long appended;
  private long forced;
  private long dropped;
  private long damaged;
  private boolean closed;

  /// How full the queue is.
  ///
  /// @param waitingRecords not yet removed
  /// @param bytes of all files
  /// @param limitBytes how many there may be
  /// @param droppedRecords that were not read, because there was no room
  /// @param damagedFiles files that could not be read to their end
  public record State(
      long waitingRecords, long bytes, long limitBytes, long droppedRecords, long damagedFiles) {}

  private DiskQueue(Path folder, long maxBytes) {
    this.folder = folder;
    this.maxBytes = maxBytes;
  }

  /// Opens the queue in a folder, which is made if it is not there.
  ///
  /// @param maxBytes what all files together may hold
  public static DiskQueue open(Path folder, long maxBytes) throws IOException {
    Files.createDirectories(folder);
    var queue = new DiskQueue(folder, maxBytes);
    queue.recover();
    return queue;
  }

  private void recover() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> found = files.filter(file -> Segment.numberOf(file).isPresent()).sorted().toList();
      for (Path file : found) {
        segments.add(Segment.open(file, Segment.numberOf(file).orElseThrow()));
      }
    }
    ReadPosition position = ReadPosition.load(folder);
    headSegment = position.segment();
    headOffset = position.offset();
    while (!segments.isEmpty() && segments.getFirst().number < headSegment) {
      segments.removeFirst().delete();
    }
    long next = Math.max(headSegment, segments.isEmpty() ? 0 : segments.getLast().number) + 1;
    segments.add(Segment.create(folder, next));
    Segment first = segments.getFirst();
    if (first.number != headSegment || headOffset > first.size()) {
      headSegment = first.number;
      headOffset = Segment.firstOffset();
    }
    headRecords = recordsBefore(first, headOffset);
  }

  private static long recordsBefore(Segment segment, long offset) throws IOException {
    long at = Segment.firstOffset();
    long records = 0;
    while (at < offset) {
      Optional<byte[]> record = segment.read(at);
      if (record.isEmpty()) {
        break;
      }
      at += Segment.RECORD_HEADER_BYTES + record.get().length;
      records++;
    }
    return records;
  }

  /// Adds a record; returns when it is on the disk. Several threads share one wait for the disk.
  ///
  /// @throws IOException if the disk does not take it; then it is not in the queue
  public void append(byte[] record) throws IOException {
    long mine;
    lock.lock();
    try {
      Segment last = segments.getLast();
      if (last.size() > maxBytes / SEGMENTS) {
        last.force();
        last = Segment.create(folder, last.number + 1);
        segments.add(last);
      }
      last.append(record);
      mine = ++appended;
      dropOldest();
    } finally {
      lock.unlock();
    }
    force(mine);
  }

  private void force(long mine) throws IOException {
    forcing.lock();
    try {
      if (forced >= mine) {
        return; // another thread's wait included this record
      }
      long upTo;
      Segment last;
      lock.lock();
      try {
        upTo = appended;
        last = segments.getLast();
      } finally {
        lock.unlock();
      }
      last.force();
      lock.lock();
      try {
        forced = upTo;
        added.signal();
      } finally {
        lock.unlock();
      }
    } finally {
      forcing.unlock();
    }
  }

  private void dropOldest() throws IOException {
    while (segments.size() > 1 && bytes() > maxBytes) {
      Segment oldest = segments.removeFirst();
      long unread = oldest.records() - (oldest.number == headSegment ? headRecords : 0);
      noteDropped(unread);
      oldest.delete();
      beginSegment(segments.getFirst());
    }
  }

  /// Says so when it begins and then whenever there are twice as many.
  private void noteDropped(long records) {
    boolean tell = Long.highestOneBit(dropped + records) > Long.highestOneBit(dropped);
    dropped += records;
    if (tell) {
      log.warn("the queue in {} is full: {} of the oldest records were dropped", folder, dropped);
    }
  }

  private void beginSegment(Segment segment) {
    headSegment = segment.number;
    headOffset = Segment.firstOffset();
    headRecords = 0;
  }

  private long bytes() {
    return segments.stream().mapToLong(Segment::size).sum();
  }

  /// The oldest record, or nothing if none comes within the time or the queue is closed.
  Optional<Entry> next(Duration patience) throws InterruptedException {
    long nanos = patience.toNanos();
    lock.lockInterruptibly();
    try {
      while (!closed) {
        Optional<Entry> found = readHead();
        if (found.isPresent() || nanos <= 0) {
          return found;
        }
        nanos = added.awaitNanos(nanos);
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("the queue in " + folder + " cannot be read", e);
    } finally {
      lock.unlock();
    }
  }

  /// A record that was read.
  ///
  /// @param record its bytes
  /// @param segment the file it stands in
  /// @param end where it ends there
  @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
  record Entry(byte[] record, long segment, long end) {}

  private Optional<Entry> readHead() throws IOException {
    while (true) {
      Segment head = segments.getFirst();
      boolean last = segments.size() == 1;
      if (headOffset < head.size()) {
        Optional<byte[]> record = head.read(headOffset);
        if (record.isPresent()) {
          long end = headOffset + Segment.RECORD_HEADER_BYTES + record.get().length;
          return Optional.of(new Entry(record.get(), head.number, end));
        }
        damaged++;
        dropped += head.records() - headRecords;
        log.error("a file of the queue in {} is damaged; what follows in it is lost", folder);
        if (last) {
          segments.add(Segment.create(folder, head.number + 1));
        }
      } else if (last) {
        return Optional.empty();
      }
      segments.removeFirst().delete();
      beginSegment(segments.getFirst());
    }
  }

  /// Removes a record that [#next] returned: it does not come again. A record that was dropped
  /// meanwhile is gone already.
  void remove(Entry entry) throws IOException {
    lock.lock();
    try {
      if (entry.segment == headSegment && entry.end > headOffset) {
        headOffset = entry.end;
        headRecords++;
        new ReadPosition(headSegment, headOffset).store(folder);
      }
    } finally {
      lock.unlock();
    }
  }

  /// How full it is.
  public State state() {
    lock.lock();
    try {
      long waiting = segments.stream().mapToLong(Segment::records).sum() - headRecords;
      return new State(waiting, bytes(), maxBytes, dropped, damaged);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() throws IOException {
    lock.lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      added.signalAll();
      for (Segment segment : segments) {
        segment.force();
        segment.close();
      }
    } finally {
      lock.unlock();
    }
  }
}
