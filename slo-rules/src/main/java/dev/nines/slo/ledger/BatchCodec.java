package dev.nines.slo.ledger;

import dev.nines.slo.model.LatencyDelta;
import dev.nines.slo.sli.Baseline;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/// The payloads of the journal's frames. A batch: its counts (entries, latencies), the series that
/// are new since the frame before, the baselines that changed. A snapshot: all series that the
/// catalog's file does not have yet and all baselines, deflated.
///
/// Remembers what the segment in use has been told. For the writing thread alone.
final class BatchCodec {
  private final Catalog catalog;
  private final BaselineTable baselines;
  private final Duration baselineRetention;
  private int seriesInFile;
  private int seriesTold;

  /// @param counts what [#encodeCounts] made of entries and latencies
  /// @param baselines counters that changed
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Batch(byte[] counts, List<Baseline> baselines) {}

  /// The entries and latencies of one frame.
  record Counts(List<Entry> entries, List<LatencyDelta> latencies) {}

  BatchCodec(Catalog catalog, BaselineTable baselines, Duration baselineRetention) {
    this.catalog = catalog;
    this.baselines = baselines;
    this.baselineRetention = baselineRetention;
  }

  /// How many series the catalog's file has; snapshots begin behind them.
  void seriesInFile(int count) {
    seriesInFile = count;
  }

  /// Whether the segment in use lacks a series.
  boolean hasNewSeries() {
    return seriesTold < catalog.size();
  }

  static byte[] encodeCounts(List<Entry> entries, List<LatencyDelta> latencies) {
    var out = new ByteSink();
    EntryCodec.encode(entries, out);
    LatencyCodec.encode(latencies, out);
    return out.toBytes();
  }

  static Counts decodeCounts(ByteSource in) throws DamagedException {
    return new Counts(EntryCodec.decode(in), LatencyCodec.decode(in));
  }

  byte[] encode(Batch batch) {
    var out = new ByteSink().put(batch.counts());
    catalog.encode(seriesTold, out);
    seriesTold = catalog.size();
    baselines.encode(batch.baselines(), out);
    return out.toBytes();
  }

  /// A batch whose series and baselines stand in the snapshot before it.
  byte[] encodeWithoutState(byte[] counts) {
    var out = new ByteSink().put(counts);
    out.varint(seriesTold).varint(0);
    return out.varint(0).toBytes();
  }

  /// Takes over baselines that the next snapshot will hold.
  void takeOver(List<Baseline> changed) {
    baselines.encode(changed, new ByteSink());
  }

  byte[] encodeSnapshot(long nowMillis) {
    var out = new ByteSink();
    catalog.encode(seriesInFile, out);
    seriesTold = catalog.size();
    baselines.encodeAll(Instant.ofEpochMilli(nowMillis).minus(baselineRetention), out);
    return deflate(out.toBytes());
  }

  void decodeSnapshot(ByteSource in) throws DamagedException {
    var snapshot = new ByteSource(inflate(in.get(in.remaining())));
    catalog.decode(snapshot);
    baselines.clear();
    baselines.decode(snapshot);
  }

  /// Reads a batch back, its series and baselines into what this codec remembers.
  Counts decode(ByteSource in, boolean baselinesKnown) throws DamagedException {
    Counts counts = decodeCounts(in);
    catalog.decode(in);
    if (baselinesKnown) {
      baselines.decode(in);
    }
    return counts;
  }

  /// Forgets all baselines, when some are lost.
  void forgetBaselines() {
    baselines.clear();
  }

  private static byte[] deflate(byte[] bytes) {
    var out = new ByteArrayOutputStream();
    try (var deflater = new DeflaterOutputStream(out)) {
      deflater.write(bytes);
    } catch (IOException e) {
      throw new IllegalStateException("an array in memory failed", e);
    }
    return out.toByteArray();
  }

  private static byte[] inflate(byte[] bytes) throws DamagedException {
    try (var inflater = new InflaterInputStream(new ByteArrayInputStream(bytes))) {
      return inflater.readAllBytes();
    } catch (IOException e) {
      throw new DamagedException("a snapshot does not inflate: " + e.getMessage());
    }
  }
}
