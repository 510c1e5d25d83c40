package dev.nines.collector.openmetrics;

/// A line that cannot be taken apart any further.
final class ViolationException extends Exception {
  private final transient Violation violation;

  ViolationException(Violation violation) {
    super(violation.problem(), null, false, false);
    this.violation = violation;
  }

  Violation violation() {
    return violation;
  }
}
