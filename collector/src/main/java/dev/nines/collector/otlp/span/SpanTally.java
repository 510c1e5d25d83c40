package dev.nines.collector.otlp.span;

import dev.nines.collector.otlp.wire.ByteTable;
import dev.nines.slo.model.LatencyHistogram;
import dev.nines.slo.model.TenantId;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// What one worker has counted since it was last asked. The worker holds the lock for a whole
/// request, so counting a span costs no synchronisation and a request is counted as a whole.
public final class SpanTally {
  private static final double NANOS_PER_SECOND = 1e9;
  private static final int TRACE_ID_BYTES = 16;

  private final ReentrantLock lock = new ReentrantLock();
  private final long[] boundNanos;
  private final ByteTable known = new ByteTable();
  private SpanCatalog catalog;
  private Map<Long, MinuteCounts> minutes = new HashMap<>();
  private Set<TenantId> leftOut = new HashSet<>();
  private @Nullable Durations[] durations = {};
  private @Nullable Exemplar[] exemplars = {};
  private long lastMinute = Long.MIN_VALUE;
  private MinuteCounts lastCounts;

  /// What was counted.
  ///
  /// @param catalog what the series numbers mean
  /// @param minutes counts by epoch minute
  /// @param durations by series number, null where there are none
  /// @param exemplars the worst span by series number, null where there was none
  /// @param leftOut tenants of whom not everything was counted
  @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
  record Drained(
      SpanCatalog catalog,
      Map<Long, MinuteCounts> minutes,
      @Nullable Durations[] durations,
      @Nullable Exemplar[] exemplars,
      Set<TenantId> leftOut) {}

  /// @param bounds upper bounds of the buckets in seconds, without the last one
  SpanTally(SpanCatalog catalog, List<Double> bounds) {
    this.catalog = catalog;
    boundNanos = bounds.stream().mapToLong(s -> Math.round(s * NANOS_PER_SECOND)).toArray();
    lastCounts = new MinuteCounts(boundNanos.length + 1);
  }

  public void lock() {
    lock.lock();
  }

  public void unlock() {
    lock.unlock();
  }

  /// The number of the series that a key stands for; with the lock held.
  int number(SpanKey key) {
    int number = known.find(key.bytes(), 0, key.size());
    if (number == ByteTable.ABSENT) {
      number = catalog.number(key.bytes(), key.size());
      known.add(key.bytes(), 0, key.size(), number);
    }
    return number;
  }

  /// Counts a span; with the lock held.
  ///
  /// @param series from [#number]
  /// @param minute the epoch minute in which it ended
  /// @param nanos how long it took
  /// @param weight how many spans it stands for
  void add(int series, long minute, long nanos, double weight) {
    if (minute != lastMinute) {
      lastCounts = minutes.computeIfAbsent(minute, m -> new MinuteCounts(boundNanos.length + 1));
      lastMinute = minute;
    }
    double seconds = nanos / NANOS_PER_SECOND;
    lastCounts.add(series, bucketOf(nanos), weight, seconds);
    if (series >= durations.length) {
      int size = Math.max(16, Math.max(series + 1, durations.length * 2));
      durations = Arrays.copyOf(durations, size);
      exemplars = Arrays.copyOf(exemplars, size);
    }
    Durations mine = durations[series];
    if (mine == null) {
      mine = new Durations();
      durations[series] = mine;
    }
    mine.add(LatencyHistogram.bucketOf(seconds), Math.round(weight));
  }

  /// Notes that spans of a tenant were not counted: what was counted of it is not the whole. With
  /// the lock held.
  public void leaveOut(TenantId tenant) {
    leftOut.add(tenant);
  }

  private int bucketOf(long nanos) {
    int bucket = 0;
    while (bucket < boundNanos.length && nanos > boundNanos[bucket]) {
      bucket++;
    }
    return bucket;
  }

  /// Keeps the trace of a span if it shows more than the one that is kept; with the lock held,
  /// after [#add].
  void show(int series, byte[] bytes, int traceId, long endNanos, long nanos, boolean failed) {
    Exemplar kept = exemplars[series];
    double seconds = nanos / NANOS_PER_SECOND;
    if (kept == null || (kept.failed() == failed ? seconds > kept.seconds() : failed)) {
      exemplars[series] =
          new Exemplar(
              HexFormat.of().formatHex(bytes, traceId, traceId + TRACE_ID_BYTES),
              Instant.ofEpochSecond(0, endNanos),
              seconds,
              failed);
    }
  }

  /// Hands over what was counted, and goes on with a catalog.
  Drained drain(SpanCatalog next) {
    lock.lock();
    try {
      var drained = new Drained(catalog, minutes, durations, exemplars, leftOut);
      minutes = new HashMap<>();
      leftOut = new HashSet<>();
      lastMinute = Long.MIN_VALUE;
      durations = new Durations[0];
      exemplars = new Exemplar[0];
      if (!next.equals(catalog)) {
        catalog = next;
        known.clear();
      }
      return drained;
    } finally {
      lock.unlock();
    }
  }
}
