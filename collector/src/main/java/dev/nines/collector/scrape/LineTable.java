package dev.nines.collector.scrape;

import java.util.Arrays;

/// Lines by the hash of their text: a table of numbers with open places, which needs no object for
/// a line. Two lines can have one hash, so whoever asks compares the texts.
///
/// For one thread at a time.
final class LineTable {
  private static final int FIRST_PLACES = 2048;

  /// Scatters hashes that differ in few bits; the lowest bits of the product are scattered least.
  private static final int SPREAD = 0x9E3779B9;

  private static final int SHIFT = 7;

  /// Lines and their hashes, at the first open place from where the hash points; a line is kept as
  /// its number plus one, so that 0 is an open place.
  private int[] lines = new int[FIRST_PLACES];

  private int[] hashes = new int[FIRST_PLACES];
  private int size;
  private int wanted;
  private int place;

  /// The first line with a hash, or [SeriesCache#UNKNOWN].
  int first(int hash) {
    wanted = hash;
    place = begin(hash);
    return found();
  }

  /// The line after the one that was returned last, or [SeriesCache#UNKNOWN].
  int next() {
    place = (place + 1) & (lines.length - 1);
    return found();
  }

  private int found() {
    while (lines[place] != 0 && hashes[place] != wanted) {
      place = (place + 1) & (lines.length - 1);
    }
    return lines[place] - 1;
  }

  void add(int hash, int line) {
    if (2 * ++size > lines.length) {
      grow();
    }
    put(hash, line + 1);
  }

  void clear() {
    Arrays.fill(lines, 0);
    size = 0;
  }

  private void grow() {
    int[] linesBefore = lines;
    int[] hashesBefore = hashes;
    lines = new int[2 * linesBefore.length];
    hashes = new int[lines.length];
    for (int i = 0; i < linesBefore.length; i++) {
      if (linesBefore[i] != 0) {
        put(hashesBefore[i], linesBefore[i]);
      }
    }
  }

  private void put(int hash, int kept) {
    int at = begin(hash);
    while (lines[at] != 0) {
      at = (at + 1) & (lines.length - 1);
    }
    lines[at] = kept;
    hashes[at] = hash;
  }

  private int begin(int hash) {
    return ((hash * SPREAD) >>> SHIFT) & (lines.length - 1);
  }
}
