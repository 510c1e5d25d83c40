package dev.nines.slo.ledger;

import java.util.Arrays;

/// One minute of one group of up to [#GROUP_SIZE] series, as columns. Series `s` stands in group `s
/// / GROUP_SIZE` at index `s % GROUP_SIZE`.
///
/// Mutable, so that whoever reads many minutes makes one of these; for one thread at a time.
public final class MinuteColumns {
  /// How many series a group has. Chosen so that a column of it stays in a processor's first cache.
  public static final int GROUP_SIZE = 4096;

  /// Stands in for a column without any event; never written to.
  private static final long[] ZEROS = new long[GROUP_SIZE];

  private final long[] observed = new long[GROUP_SIZE / Long.SIZE];
  private final long[] good = new long[GROUP_SIZE];
  private long[] bad = ZEROS;
  private long[] doubtful = ZEROS;
  private boolean ownsBad;
  private boolean ownsDoubtful;
  private boolean hasBad;
  private boolean hasDoubtful;
  private int group;
  private int size;

  /// The group of a series.
  public static int groupOf(int series) {
    return series / GROUP_SIZE;
  }

  /// The index of a series within its group.
  public static int indexOf(int series) {
    return series % GROUP_SIZE;
  }

  /// Whose minute this is.
  public int group() {
    return group;
  }

  /// One more than the highest index that was observed.
  public int size() {
    return size;
  }

  /// Whether the series at an index was observed in this minute.
  public boolean observed(int index) {
    return (observed[index >>> 6] & (1L << index)) != 0;
  }

  /// The first index from one on whose series was observed; -1 if there is none.
  public int nextObserved(int from) {
    int word = from >>> 6;
    if (from >= size) {
      return -1;
    }
    long left = observed[word] & (-1L << from);
    while (left == 0 && ++word < observed.length) {
      left = observed[word];
    }
    return left == 0 ? -1 : (word << 6) + Long.numberOfTrailingZeros(left);
  }

  /// Good events at an index; 0 if it was not observed.
  public long good(int index) {
    return good[index];
  }

  /// Bad events at an index.
  public long bad(int index) {
    return bad[index];
  }

  /// Doubtful events at an index.
  public long doubtful(int index) {
    return doubtful[index];
  }

  /// Whether any series has bad events.
  public boolean hasBad() {
    return hasBad;
  }

  /// Whether any series has doubtful events.
  public boolean hasDoubtful() {
    return hasDoubtful;
  }

  /// Makes this an empty minute of a group.
  void clear(int ofGroup) {
    group = ofGroup;
    Arrays.fill(observed, 0);
    Arrays.fill(good, 0, size, 0);
    if (hasBad) {
      Arrays.fill(bad, 0, size, 0);
      hasBad = false;
    }
    if (hasDoubtful) {
      Arrays.fill(doubtful, 0, size, 0);
      hasDoubtful = false;
    }
    size = 0;
  }

  /// Adds counts to the series at an index, which thereby was observed.
  void add(int index, long moreGood, long moreBad, long moreDoubtful) {
    markObserved(index);
    good[index] += moreGood;
    if (moreBad != 0) {
      writableBad()[index] += moreBad;
    }
    if (moreDoubtful != 0) {
      writableDoubtful()[index] += moreDoubtful;
    }
  }

  /// Adds another minute's counts, or another part of this one's.
  void addAll(MinuteColumns other) {
    for (int i = 0; i < other.size; i++) {
      if (other.observed(i)) {
        add(i, other.good[i], other.bad[i], other.doubtful[i]);
      }
    }
  }

  void markObserved(int index) {
    observed[index >>> 6] |= 1L << index;
    size = Math.max(size, index + 1);
  }

  boolean allObserved() {
    int full = size >>> 6;
    for (int word = 0; word < full; word++) {
      if (observed[word] != -1L) {
        return false;
      }
    }
    return (size & 63) == 0 || observed[full] == (1L << size) - 1;
  }

  long[] observedWords() {
    return observed;
  }

  long[] goodColumn() {
    return good;
  }

  long[] badColumn() {
    return bad;
  }

  long[] doubtfulColumn() {
    return doubtful;
  }

  long[] writableBad() {
    if (!ownsBad) {
      bad = new long[GROUP_SIZE];
      ownsBad = true;
    }
    hasBad = true;
    return bad;
  }

  long[] writableDoubtful() {
    if (!ownsDoubtful) {
      doubtful = new long[GROUP_SIZE];
      ownsDoubtful = true;
    }
    hasDoubtful = true;
    return doubtful;
  }
}
