package dev.nines.slo.ledger;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The bytes of the rows of one minute, by series.
final class RowChunk {
  private RowChunk() {}

  static byte[] encode(List<Row> rows) {
    if (rows.isEmpty()) {
      return MinuteChunk.EMPTY;
    }
    var out = new ByteSink().varint(rows.size());
    int series = 0;
    long recordedAt = 0;
    long sequence = 0;
    List<Row> sorted =
        rows.stream()
            .sorted(
                Comparator.<Row>comparingInt(r -> r.entry().series())
                    .thenComparingLong(Row::sequence))
            .toList();
    for (Row row : sorted) {
      Entry entry = row.entry();
      out.varint(entry.series() - series).varint(entry.spanMinutes());
      out.varint(entry.good()).varint(entry.bad()).varint(entry.doubtful());
      out.zigzag(row.recordedAtMillis() - recordedAt).zigzag(row.sequence() - sequence);
      series = entry.series();
      recordedAt = row.recordedAtMillis();
      sequence = row.sequence();
    }
    return out.toBytes();
  }

  static List<Row> decode(byte[] bytes, long epochMinute) throws DamagedException {
    if (bytes.length == 0) {
      return List.of();
    }
    var in = new ByteSource(bytes);
    int count = in.count();
    var rows = new ArrayList<Row>(count);
    int series = 0;
    long recordedAt = 0;
    long sequence = 0;
    for (int i = 0; i < count; i++) {
      series += (int) in.varint();
      int span = (int) in.varint();
      var entry = new Entry(series, epochMinute, span, in.varint(), in.varint(), in.varint());
      recordedAt += in.zigzag();
      sequence += in.zigzag();
      rows.add(new Row(entry, recordedAt, sequence));
    }
    return rows;
  }
}
