package dev.nines.slo.ledger;

import java.util.ArrayList;
import java.util.List;

/// The bytes of a batch's entries: one after the other, each as the difference to the one before,
/// so that an entry of the next series in the same minute takes two to three bytes.
final class EntryCodec {
  private static final int HAS_GOOD = 1;
  private static final int HAS_BAD = 2;
  private static final int HAS_DOUBTFUL = 4;
  private static final int OTHER_MINUTE = 8;
  private static final int FLAG_BITS = 4;

  private EntryCodec() {}

  static void encode(List<Entry> entries, ByteSink out) {
    out.varint(entries.size());
    int series = -1;
    long minute = 0;
    int span = 1;
    for (Entry entry : entries) {
      boolean moved = entry.epochMinute() != minute || entry.spanMinutes() != span;
      int flags =
          (entry.good() != 0 ? HAS_GOOD : 0)
              | (entry.bad() != 0 ? HAS_BAD : 0)
              | (entry.doubtful() != 0 ? HAS_DOUBTFUL : 0)
              | (moved ? OTHER_MINUTE : 0);
      long step = (long) entry.series() - series - 1;
      out.varint((((step << 1) ^ (step >> 63)) << FLAG_BITS) | flags);
      if (moved) {
        out.zigzag(entry.epochMinute() - minute).varint(entry.spanMinutes());
      }
      putUnlessZero(entry.good(), out);
      putUnlessZero(entry.bad(), out);
      putUnlessZero(entry.doubtful(), out);
      series = entry.series();
      minute = entry.epochMinute();
      span = entry.spanMinutes();
    }
  }

  private static void putUnlessZero(long count, ByteSink out) {
    if (count != 0) {
      out.varint(count);
    }
  }

  static List<Entry> decode(ByteSource in) throws DamagedException {
    int count = in.count();
    var entries = new ArrayList<Entry>(count);
    int series = -1;
    long minute = 0;
    int span = 1;
    for (int i = 0; i < count; i++) {
      long head = in.varint();
      long step = head >>> FLAG_BITS;
      series += (int) ((step >>> 1) ^ -(step & 1)) + 1;
      if ((head & OTHER_MINUTE) != 0) {
        minute += in.zigzag();
        span = (int) in.varint();
      }
      long good = (head & HAS_GOOD) != 0 ? in.varint() : 0;
      long bad = (head & HAS_BAD) != 0 ? in.varint() : 0;
      long doubtful = (head & HAS_DOUBTFUL) != 0 ? in.varint() : 0;
      entries.add(new Entry(series, minute, span, good, bad, doubtful));
    }
    return entries;
  }
}
