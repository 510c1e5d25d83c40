package dev.nines.slo.window;

import dev.nines.slo.exclusion.SeriesMasks;
import dev.nines.slo.ledger.ColumnReader;
import dev.nines.slo.ledger.Ledger;
import dev.nines.slo.ledger.MinuteColumns;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// Saves the sums of the longer windows beside the ledger whenever it has sealed an hour, so that a
/// restart need not add up a month. A checkpoint holds the sums of the sealed minutes alone, and
/// says through which batch; so it stays true whatever is added later, and a missing or old one
/// costs only time.
final class Checkpoint {
  private static final int VERSION = 2;
  private static final int HEAD_BYTES = 2 * Integer.BYTES + 4 * Long.BYTES;
  private static final int SERIES_BYTES = 3 * Long.BYTES + 2 * Integer.BYTES;
  private static final int GROUP_BYTES = MinuteColumns.GROUP_SIZE * SERIES_BYTES;

  /// Adding up two hours is no more work than reading a checkpoint.
  private static final int SHORTEST_MINUTES = 120;

  private final Ledger ledger;
  private final ColumnReader columns;
  private long savedUntil = Long.MIN_VALUE;

  Checkpoint(Ledger ledger, ColumnReader columns) {
    this.ledger = ledger;
    this.columns = columns;
  }

  /// Saves the windows if the ledger has sealed more since the last time.
  void save(List<WindowSums> windows, SeriesMasks masks) {
    long sealedUntil = ledger.sealedUntil();
    if (sealedUntil <= savedUntil || !ledger.isAllDurable()) {
      return;
    }
    savedUntil = sealedUntil;
    try {
      for (WindowSums window : windows) {
        if (sealedUntil - window.from() > SHORTEST_MINUTES) {
          ledger.keep(name(window), encode(window, sealedUntil, masks));
        }
      }
    } catch (IOException _) {
      // a restart before the next hour is sealed adds up the ledger instead
    }
  }

  private static String name(WindowSums window) {
    return "sums-" + HexFormat.of().toHexDigits(window.measure().toString().hashCode());
  }

  private byte[] encode(WindowSums window, long sealedUntil, SeriesMasks masks) {
    int groups = window.groups();
    ByteBuffer out =
        ByteBuffer.allocate(Math.addExact(HEAD_BYTES, Math.multiplyExact(groups, GROUP_BYTES)));
    out.putInt(VERSION).putInt(groups);
    out.putLong(ledger.lastSequence()).putLong(sealedUntil).putLong(window.from());
    out.putLong(masks.fingerprint());
    for (int group = 0; group < groups; group++) {
      encode(sealedPart(window, group, sealedUntil, masks), out);
    }
    return out.array();
  }

  private GroupSums sealedPart(WindowSums window, int group, long sealedUntil, SeriesMasks masks) {
    GroupSums sums = window.group(group).copy();
    var minute = new MinuteColumns();
    for (long m = Math.max(sealedUntil, window.from()); m <= lastMinute(window); m++) {
      columns.read(m, group, Long.MAX_VALUE, minute);
      sums.apply(minute, -1, window.isContractual() ? masks.excluded(m, group) : new BitSet());
    }
    return sums;
  }

  private static void encode(GroupSums sums, ByteBuffer out) {
    for (int i = 0; i < MinuteColumns.GROUP_SIZE; i++) {
      out.putLong(sums.good(i)).putLong(sums.bad(i)).putLong(sums.doubtful(i));
      out.putInt(sums.measured(i)).putInt(sums.idle(i));
    }
  }

  /// Restores a window from its last checkpoint and brings it up to date.
  ///
  /// @return whether there was one that is of use
  boolean restore(WindowSums window, SeriesMasks masks) {
    Optional<byte[]> kept = ledger.kept(name(window));
    if (kept.isEmpty()) {
      return false;
    }
    ByteBuffer in = ByteBuffer.wrap(kept.get());
    if (in.getInt() != VERSION) {
      return false;
    }
    int groups = in.getInt();
    long sequence = in.getLong();
    long sealedUntil = in.getLong();
    long from = in.getLong();
    boolean asNow = masks.fingerprint() == in.getLong();
    long now = window.from();
    boolean ofThisLedger = sequence <= ledger.lastSequence();
    boolean overlaps = now < sealedUntil && isNear(window.stretch(), now, from);
    if (!ofThisLedger || !asNow || !overlaps || from < ledger.retainedFrom()) {
      return false;
    }
    decode(in, groups, from, window);
    catchUp(window, sequence, sealedUntil, masks);
    window.moveTo(now, columns, masks);
    return true;
  }

  private static boolean isNear(Stretch stretch, long now, long from) {
    return switch (stretch) {
      case Stretch.Rolling(int minutes) -> Math.abs(now - from) < minutes;
      case Stretch.Calendar _ -> now == from;
    };
  }

  private static void decode(ByteBuffer in, int groups, long from, WindowSums into) {
    into.clear(from, into.until());
    for (int group = 0; group < groups; group++) {
      GroupSums sums = into.group(group);
      for (int i = 0; i < MinuteColumns.GROUP_SIZE; i++) {
        sums.set(i, in.getLong(), in.getLong(), in.getLong(), in.getInt(), in.getInt());
      }
    }
  }

  private void catchUp(WindowSums window, long sequence, long sealedUntil, SeriesMasks masks) {
    for (long minute : columns.restatedSince(sequence)) {
      if (minute >= window.from() && minute < sealedUntil) {
        window.apply(minute, -1, sequence, columns, masks);
        window.apply(minute, 1, Long.MAX_VALUE, columns, masks);
      }
    }
    for (long m = Math.max(window.from(), sealedUntil); m <= lastMinute(window); m++) {
      window.apply(m, 1, Long.MAX_VALUE, columns, masks);
    }
  }

  private long lastMinute(WindowSums window) {
    long newest = Math.floorDiv(ledger.clockMillis(), 60_000L) + RunningSums.MINUTES_AHEAD;
    return Math.min(newest, window.until() - 1);
  }
}
