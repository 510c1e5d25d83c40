package dev.nines.dashboards.minutes;

import dev.nines.slo.model.Minute;
import java.util.Locale;

/// What a minute of an SLO was.
public enum MinuteKind {
  /// Measured, and the share of bad events was within the error budget.
  GOOD("within target"),
  /// Measured, and the share of bad events was above the error budget, doubtful ones counted as
  /// bad.
  BAD("below target"),
  /// Measured, and nothing happened.
  IDLE("idle"),
  /// Not measured.
  UNMEASURED("not measured");

  private final String label;

  MinuteKind(String label) {
    this.label = label;
  }

  /// The kind of a minute.
  ///
  /// @param errorBudgetRatio 1 − target
  public static MinuteKind of(Minute minute, double errorBudgetRatio) {
    if (!minute.observed()) {
      return UNMEASURED;
    }
    if (minute.total() == 0) {
      return IDLE;
    }
    return minute.bad() + minute.doubtful() > errorBudgetRatio * minute.total() ? BAD : GOOD;
  }

  /// The words for it.
  public String label() {
    return label;
  }

  /// Its name in style classes.
  public String slug() {
    return name().toLowerCase(Locale.ROOT);
  }
}
