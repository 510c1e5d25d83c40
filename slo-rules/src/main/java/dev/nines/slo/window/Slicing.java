package dev.nines.slo.window;

import dev.nines.slo.model.BudgetingMethod;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Optional;

/// How time is cut into slices and what a slice counts for.
///
/// Slices of a calendar window begin with its period, and its last one may be shorter; those of a
/// rolling window begin at multiples of their length since 1970.
///
/// A slice is judged by the minutes of it that were measured. Where some are missing it is only
/// good or bad if it is so whatever they held (at the traffic of the others); if they decide, the
/// slice is unmeasured, and if doubtful events decide, it is doubtful.
///
/// @param minutes the length of a slice, at least 1
/// @param target the share of good events from which a slice is good; absent where ratios count
record Slicing(int minutes, Optional<Double> target) {

  /// What a whole slice weighs where ratios are summed: a billion, so that the sums are exact.
  static final long WHOLE = Figures.RATIO_SLICE;

  private static final double TOLERANCE = 1e-12;
  private static final BigInteger BIG_WHOLE = BigInteger.valueOf(WHOLE);

  /// What a slice counts for.
  ///
  /// @param good 1 or the share of good events
  /// @param bad 1 or the share of bad events
  /// @param doubtful 1 or the share of doubtful events
  /// @param measured its minutes that were measured, if they decide anything
  /// @param idle its measured minutes, if nothing happened in any
  record Outcome(long good, long bad, long doubtful, int measured, int idle) {
    static final Outcome UNMEASURED = new Outcome(0, 0, 0, 0, 0);
  }

  /// The slicing of a method; empty if it counts events.
  static Optional<Slicing> of(BudgetingMethod method) {
    return switch (method) {
      case BudgetingMethod.Occurrences _ -> Optional.empty();
      case BudgetingMethod.Timeslices(var target, Duration slice) ->
          Optional.of(new Slicing(wholeMinutes(slice), Optional.of(target.doubleValue())));
      case BudgetingMethod.RatioTimeslices(Duration slice) ->
          Optional.of(new Slicing(wholeMinutes(slice), Optional.empty()));
    };
  }

  private static int wholeMinutes(Duration slice) {
    if (slice.toSecondsPart() != 0 || slice.toMinutes() < 1) {
      throw new IllegalArgumentException(
          "a time slice of %s, expected whole minutes and at least one".formatted(slice));
    }
    return Math.toIntExact(slice.toMinutes());
  }

  /// Where the first slice of a window begins.
  long firstSlice(Stretch stretch, long currentMinute) {
    return switch (stretch) {
      case Stretch.Rolling(int length) ->
          (Math.floorDiv(currentMinute, minutes) - Math.ceilDiv(length, minutes)) * (long) minutes;
      case Stretch.Calendar calendar -> calendar.from(currentMinute);
    };
  }

  /// Judges a slice.
  ///
  /// @param measured minutes of it that were measured
  /// @param expected minutes of it that should have been, at least `measured`
  Outcome judge(long good, long bad, long doubtful, int measured, int expected) {
    long total = good + bad + doubtful;
    if (measured == 0 || total == 0) {
      return new Outcome(0, 0, 0, measured, measured);
    }
    return target.isPresent()
        ? bySliceTarget(target.get(), good, doubtful, total, measured, expected)
        : byRatio(good, bad, total, measured);
  }

  private static Outcome bySliceTarget(
      double target, long good, long doubtful, long total, int measured, int expected) {
    double needed = target * total * expected * (1 - TOLERANCE);
    double missing = (double) total * (expected - measured);
    if ((double) good * measured >= needed) {
      return new Outcome(1, 0, 0, measured, 0);
    }
    if ((double) (good + doubtful) * measured + missing < needed) {
      return new Outcome(0, 1, 0, measured, 0);
    }
    return doubtful > 0 ? new Outcome(0, 0, 1, measured, 0) : Outcome.UNMEASURED;
  }

  private static Outcome byRatio(long good, long bad, long total, int measured) {
    long goodShare = share(good, total);
    long badShare = good + bad == total ? WHOLE - goodShare : share(bad, total);
    return new Outcome(goodShare, badShare, WHOLE - goodShare - badShare, measured, 0);
  }

  private static long share(long part, long total) {
    return part <= Long.MAX_VALUE / WHOLE
        ? part * WHOLE / total
        : BigInteger.valueOf(part)
            .multiply(BIG_WHOLE)
            .divide(BigInteger.valueOf(total))
            .longValue();
  }
}
