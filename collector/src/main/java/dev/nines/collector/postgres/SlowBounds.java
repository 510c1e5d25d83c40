package dev.nines.collector.postgres;

/// How many of the calls between two readings of a [StatementEntry] were over a threshold.
///
/// ## What sums prove
///
/// The server keeps no distribution, but the number, sum and sum of squares of the durations, and
/// the shortest and the longest ever. The differences of the first three give mean μ and variance
/// σ² of the calls in between exactly. By Cantelli's inequality, no distribution with these has
/// more than `σ²/(σ² + (T−μ)²)` of its calls above a threshold T beyond the mean; below the mean
/// the same holds the other way round. That is far sharper than it looks: a thousand calls of 1 ms
/// leave no room for a single one of 100 ms. A new longest (or shortest) duration is that of one
/// call in between: it is counted for itself, and the bound is that of the others.
///
/// What the bounds leave open is in doubt, never guessed.
///
/// @param calls how many calls there were
/// @param slow over the threshold for certain
/// @param doubtful may have been over the threshold besides
record SlowBounds(long calls, long slow, long doubtful) {
  static final SlowBounds NONE = new SlowBounds(0, 0, 0);

  /// The server sums in double precision, and differences of great sums lose digits.
  private static final double PRECISION = 1e-11;

  private static final double ROUNDING = 1e-6;

  /// @param thresholdMillis a call that takes longer is over it
  static SlowBounds between(StatementEntry earlier, StatementEntry later, double thresholdMillis) {
    long calls = later.calls() - earlier.calls();
    if (calls == 0) {
      return NONE;
    }
    if (later.max() <= thresholdMillis) {
      return new SlowBounds(calls, 0, 0);
    }
    if (later.min() > thresholdMillis) {
      return new SlowBounds(calls, calls, 0);
    }
    var rest = new Rest(earlier, later, calls);
    long slow = 0;
    if (later.max() > earlier.max()) {
      rest.take(later.max());
      slow++;
    }
    if (later.min() < earlier.min() && rest.calls > 0) {
      rest.take(later.min());
    }
    long least = rest.leastAbove(thresholdMillis);
    long most = Math.max(least, rest.mostAbove(thresholdMillis));
    return new SlowBounds(calls, slow + least, most - least);
  }

  SlowBounds plus(SlowBounds other) {
    return new SlowBounds(calls + other.calls, slow + other.slow, doubtful + other.doubtful);
  }

  /// The calls of which only the sums are known.
  private static final class Rest {
    private final double totalError;
    private final double squaresError;
    private final double longest;
    private long calls;
    private double total;
    private double squares;

    Rest(StatementEntry earlier, StatementEntry later, long calls) {
      this.calls = calls;
      this.total = later.total() - earlier.total();
      this.squares = later.squares() - earlier.squares();
      this.longest = later.max();
      this.totalError = ROUNDING + PRECISION * later.total();
      this.squaresError = ROUNDING + PRECISION * later.squares();
    }

    void take(double duration) {
      calls--;
      total -= duration;
      squares -= duration * duration;
    }

    long mostAbove(double threshold) {
      return calls - leastBelow(threshold);
    }

    /// At most all, and none if the mean is above the threshold: then most may be.
    private long leastBelow(double threshold) {
      if (calls == 0) {
        return 0;
      }
      double mean = (total + totalError) / calls;
      return mean >= threshold ? 0 : calls - cantelli(threshold - mean);
    }

    long leastAbove(double threshold) {
      if (calls == 0) {
        return 0;
      }
      double mean = (total - totalError) / calls;
      if (mean > threshold) {
        return calls - cantelli(mean - threshold);
      }
      // The sum of squares may exceed what calls up to the threshold can make of it.
      double unexplained = squares - squaresError - calls * threshold * threshold;
      double perCall = longest * longest - threshold * threshold;
      return unexplained <= 0 ? 0 : Math.min(calls, (long) Math.ceil(unexplained / perCall));
    }

    /// The most calls that can be `distance` away from the mean on one side of it.
    private long cantelli(double distance) {
      double mean = total / calls;
      double variance = Math.max(0, squares / calls - mean * mean) + varianceError(mean);
      double share = variance / (variance + distance * distance);
      return Math.min(calls, (long) Math.floor(calls * share + ROUNDING));
    }

    private double varianceError(double mean) {
      return (squaresError + 2 * Math.abs(mean) * totalError) / calls;
    }
  }
}
