package dev.nines.slo.ledger;

import dev.nines.slo.model.LatencyHistogram;
import dev.nines.slo.model.Minute;
import dev.nines.slo.model.TenantId;
import dev.nines.slo.sli.Baseline;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// The append-only record of what was measured, minute by minute.
///
/// Time: the ledger's clock is the latest instant that [#commit] or [#advance] was told, so it
/// never goes back; while the machine's clock is set back, what is recorded is recorded under the
/// ledger's. A minute takes entries until its grace is over; then it is closed and becomes record
/// as a whole. An entry for a closed minute is a *restatement*, and counts from the instant it was
/// recorded. So the figure of a minute as of an instant in the past is the same for ever:
/// unmeasured before it closed, then its entries, then one restatement after the other. What lies
/// after the ledger's clock is not yet final.
///
/// Disk: a batch is durable when [#commit] says so. When the disk fails, batches wait in memory:
/// they count in running sums (see [#columns]) and not in [#read]. As soon as the disk takes them
/// they are recorded, as of that moment, so the minutes that have closed meanwhile are restated.
///
/// Threads: one thread at a time writes ([#seriesId], [#commit], [#advance], [#close], and what is
/// for running sums: [#columns], [#sealedUntil], [#keep]). All other methods may be called from any
/// thread at any time, and never make the writer wait for a disk.
public final class Ledger implements AutoCloseable {
  private final Storage storage;
  private volatile LedgerOptions options;
  private final Books books;
  private final BaselineTable baselines = new BaselineTable();
  private final BatchCodec codec;
  private final JournalWriter journal;
  private final Recorder recorder;
  private final Sealer sealer;
  private final MinuteReader reader;
  private final ColumnReader columns;
  private final LedgerCounters counters = new LedgerCounters();
  private final Damage damage = new Damage();

  private Ledger(Storage storage, LedgerOptions options) {
    this.storage = storage;
    this.options = options;
    this.books = new Books(Minutes.withGrace(options.grace()), Long.MIN_VALUE / 2);
    this.codec = new BatchCodec(books.catalog, baselines, options.baselineRetention());
    this.journal = new JournalWriter(storage, codec, options, counters);
    this.recorder = new Recorder(books, codec, baselines, journal, counters);
    this.sealer = new Sealer(storage, books, codec, journal, options, counters);
    this.reader = new MinuteReader(storage, books, damage);
    this.columns = new ColumnReader(storage, books, damage);
  }

  /// Opens the ledger of a storage and recovers what it had acknowledged. What cannot be read back
  /// is reported by [#damages] and left out. A disk that can be read but not written opens
  /// undurable.
  ///
  /// @throws IOException if the storage cannot be read
  public static Ledger open(Storage storage, LedgerOptions options) throws IOException {
    var ledger = new Ledger(storage, options);
    ledger.recover();
    return ledger;
  }

  private void recover() throws IOException {
    var recovery = new Recovery(storage, books, codec, damage);
    long nextSequence = recovery.run();
    recorder.begin(nextSequence);
    sealer.seriesInFile(recovery.seriesInFile());
    try {
      long oldest = books.segments.isEmpty() ? nextSequence : books.segments.firstKey();
      journal.rotate(nextSequence, Math.max(0, books.clockMillis()), oldest);
      books.segments.putIfAbsent(journal.firstSequence(), Long.MIN_VALUE);
    } catch (IOException e) {
      recorder.diskFails();
    }
  }

  /// The id of a series; a new one if it has none yet, which becomes durable with the next commit.
  public int seriesId(SeriesKey key) {
    return books.catalog.idOf(key);
  }

  /// The id of a series that is known.
  public Optional<Integer> find(SeriesKey key) {
    return books.catalog.find(key);
  }

  /// All series; a series stands at the index that is its id.
  public List<SeriesKey> catalog() {
    return books.catalog.list();
  }

  /// How many series there are; their ids are 0 to one less.
  public int seriesCount() {
    return books.catalog.size();
  }

  /// The series of an id.
  public SeriesKey key(int series) {
    return books.catalog.key(series);
  }

  /// Records a batch: one write and one force. A failing disk does not make this throw, see
  /// [Commit#durability].
  public Commit commit(Batch batch) {
    return recorder.commit(batch, check(batch));
  }

  /// Records corrections: entries for minutes that have closed, with counts that may be below 0.
  /// Whoever calls makes sure that no figure falls below 0.
  ///
  /// @param batch plain entries and nothing else
  public Commit correct(Batch batch) {
    long closedUntil = books.minutes.closedUntil(recorder.recordedAtMillis(batch));
    return recorder.commit(batch, check(batch).ofCorrections(closedUntil));
  }

  private EntryCheck check(Batch batch) {
    return EntryCheck.at(recorder.recordedAtMillis(batch), options, books.catalog.size());
  }

  /// Moves the ledger's clock: closes minutes, seals hours, lets go of what is too old. An instant
  /// before one that it was told already changes nothing; calling it again neither.
  public void advance(Instant now) {
    books.lock.writeLock().lock();
    try {
      books.moveClock(Minutes.millis(now));
      books.fold();
    } finally {
      books.lock.writeLock().unlock();
    }
    sealer.seal(lastSequence());
  }

  /// The minutes of a series, one for each in `[fromMinute, toMinuteExclusive)` in order, as they
  /// were on record at an instant; unmeasured where nothing was.
  public List<Minute> read(int series, long fromMinute, long toMinuteExclusive, Instant asOf) {
    return reader.minutes(series, fromMinute, toMinuteExclusive, Minutes.millis(asOf));
  }

  /// The interval observations of a series that lie wholly within `[fromMinute, toMinuteExclusive)`
  /// and were on record at an instant, in the order of their recording.
  public List<Interval> intervals(
      int series, long fromMinute, long toMinuteExclusive, Instant asOf) {
    return reader.intervals(series, fromMinute, toMinuteExclusive, Minutes.millis(asOf));
  }

  /// The latency histograms of a tenant's operation by hour since 1970, of the hours in `[fromHour,
  /// toHourExclusive)` that have any; the hour that runs included.
  public SortedMap<Long, LatencyHistogram> latencies(
      TenantId tenant, String operation, long fromHour, long toHourExclusive) {
    return reader.latencies(tenant, operation, fromHour, toHourExclusive);
  }

  /// The last raw values of all counters, with their times to the millisecond. For the writing
  /// thread.
  public Collection<Baseline> baselines() {
    return baselines.list();
  }

  /// The ledger's clock, in Unix milliseconds: what was recorded before is final.
  public long clockMillis() {
    return books.clockMillis();
  }

  /// The first minute that is not closed at a recording instant.
  public long closedUntil(Instant recordedAt) {
    return books.minutes.closedUntil(Minutes.millis(recordedAt));
  }

  /// The first minute that is not closed now.
  public long closedUntil() {
    return books.closedUntil();
  }

  /// Keeps minutes for longer or shorter from the next sealing on. What was deleted does not come
  /// back.
  public void retain(Duration retention) {
    options = options.withRetention(retention);
    sealer.options(options);
  }

  /// The first minute that the retention keeps.
  public long retainedFrom() {
    return Minutes.of(Sealer.retainedFromMillis(books, options));
  }

  /// The first minute of the first hour that is not wholly in sealed files. For the writing thread.
  public long sealedUntil() {
    return books.sealedUntil();
  }

  /// Whole minutes of all series, for running sums. For the writing thread.
  public ColumnReader columns() {
    return columns;
  }

  /// The sequence of the last batch.
  public long lastSequence() {
    return recorder.lastSequence();
  }

  /// Whether all that was ever added is durable, so that it will be found again after a restart.
  public boolean isAllDurable() {
    return !recorder.undurable() && books.unrecorded.isEmpty();
  }

  /// Keeps a file beside the ledger, in place of one of that name: something that can be made again
  /// from the ledger, to be faster after a restart.
  public void keep(String name, byte[] content) throws IOException {
    storage.publish(name, ChunkFile.content(List.of(content)));
  }

  /// What was kept under a name; empty if nothing, or if it cannot be read.
  public Optional<byte[]> kept(String name) {
    try (ChunkFile.Reader file = ChunkFile.Reader.open(storage, name)) {
      return Optional.of(file.chunk(0));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /// What could not be read back since the ledger was opened, for people.
  public List<String> damages() {
    return damage.list();
  }

  /// The ledger's account of itself.
  public LedgerStats stats() {
    return LedgerStats.of(counters, books, damage, recorder.baselineCount(), recorder.undurable());
  }

  /// Lets go of the storage. What was acknowledged is durable already.
  @Override
  public void close() throws IOException {
    columns.close();
    journal.close();
    storage.close();
  }
}
