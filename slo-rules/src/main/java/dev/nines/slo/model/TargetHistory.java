package dev.nines.slo.model;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/// The targets that hold for one tenant, one after the other. Immutable.
///
/// @param first the share of good events promised before the first change
/// @param changes in order of time, each with another target than the one before
public record TargetHistory(BigDecimal first, List<Change> changes) {
  private static final long SECONDS_PER_MINUTE = 60;

  /// From an instant on another target holds.
  ///
  /// @param from the first instant; minutes that begin at or after it are judged by it
  /// @param target the share of good events promised, in [0, 1)
  public record Change(Instant from, BigDecimal target) {
    /// The first epoch minute that is judged by the target.
    public long minute() {
      return Math.ceilDiv(from.getEpochSecond() + (from.getNano() > 0 ? 1 : 0), SECONDS_PER_MINUTE);
    }

    /// The share of events that may be bad: 1 − target, exact.
    public double errorBudgetRatio() {
      return TargetHistory.errorBudgetRatio(target);
    }
  }

  public TargetHistory {
    changes = List.copyOf(changes);
  }

  /// A target that never changed and is not going to.
  public static TargetHistory constant(BigDecimal target) {
    return new TargetHistory(target, List.of());
  }

  /// Whether there is one target only.
  public boolean isConstant() {
    return changes.isEmpty();
  }

  /// The target in force at an instant.
  public BigDecimal at(Instant instant) {
    BigDecimal target = first;
    for (Change change : changes) {
      if (!change.from().isAfter(instant)) {
        target = change.target();
      }
    }
    return target;
  }

  /// The share of events that may be bad by the target in force at an instant.
  public double errorBudgetRatio(Instant instant) {
    return errorBudgetRatio(at(instant));
  }

  private static double errorBudgetRatio(BigDecimal target) {
    return BigDecimal.ONE.subtract(target).doubleValue();
  }
}
