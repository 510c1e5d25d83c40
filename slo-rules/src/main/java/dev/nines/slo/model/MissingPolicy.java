package dev.nines.slo.model;

/// How an objective counts minutes without events and minutes without measurement, in figures.
/// Alerts never fire and never resolve on such minutes, whatever the policy says.
///
/// @param idle observed minutes without events
/// @param unmeasured minutes in which the source was not observed
public record MissingPolicy(Counting idle, Counting unmeasured) {
  /// Neither good nor bad: left out of the ratio. The default.
  public static final MissingPolicy LEFT_OUT =
      new MissingPolicy(Counting.LEAVE_OUT, Counting.LEAVE_OUT);

  /// What a missing minute counts as.
  public enum Counting {
    LEAVE_OUT,
    GOOD,
    BAD
  }
}
