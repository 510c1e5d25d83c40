package dev.nines.collector.otlp.span;

import java.util.Arrays;

/// The spans of one minute, counted by series number and bucket. Rows are made for the series that
/// had spans only. For one thread.
final class MinuteCounts {
  private static final int EMPTY = -1;
  private static final int FIRST_ROWS = 16;

  private final int width;
  private int[] slots = new int[FIRST_ROWS * 2];
  private int[] numbers = new int[FIRST_ROWS];
  private double[] cells;
  private int rows;

  /// @param bucketCount buckets of a series, the last one included
  MinuteCounts(int bucketCount) {
    width = bucketCount + 1;
    cells = new double[FIRST_ROWS * width];
    Arrays.fill(slots, EMPTY);
  }

  void add(int series, int bucket, double weight, double seconds) {
    int row = row(series) * width;
    cells[row + bucket] += weight;
    cells[row + width - 1] += weight * seconds;
  }

  private int row(int series) {
    int mask = slots.length - 1;
    int at = mix(series) & mask;
    while (slots[at] != EMPTY) {
      if (numbers[slots[at]] == series) {
        return slots[at];
      }
      at = at + 1 & mask;
    }
    return newRow(series, at);
  }

  private int newRow(int series, int at) {
    if (rows == numbers.length) {
      numbers = Arrays.copyOf(numbers, rows * 2);
      cells = Arrays.copyOf(cells, numbers.length * width);
      slots = new int[numbers.length * 2];
      Arrays.fill(slots, EMPTY);
      for (int i = 0; i < rows; i++) {
        slots[free(numbers[i])] = i;
      }
      return newRow(series, free(series));
    }
    slots[at] = rows;
    numbers[rows] = series;
    return rows++;
  }

  private int free(int series) {
    int at = mix(series) & slots.length - 1;
    while (slots[at] != EMPTY) {
      at = at + 1 & slots.length - 1;
    }
    return at;
  }

  private static int mix(int series) {
    int mixed = series * 0x9E3779B9;
    return mixed ^ mixed >>> 15;
  }

  int rows() {
    return rows;
  }

  /// The series of a row.
  int series(int row) {
    return numbers[row];
  }

  /// Spans in a bucket of a row.
  double bucket(int row, int bucket) {
    return cells[row * width + bucket];
  }

  /// All durations of a row together.
  double sumSeconds(int row) {
    return cells[row * width + width - 1];
  }

  /// Adds the counts of another thread for the same minute and catalog.
  void addAll(MinuteCounts other) {
    for (int row = 0; row < other.rows; row++) {
      int mine = row(other.numbers[row]) * width;
      for (int i = 0; i < width; i++) {
        cells[mine + i] += other.cells[row * width + i];
      }
    }
  }
}
