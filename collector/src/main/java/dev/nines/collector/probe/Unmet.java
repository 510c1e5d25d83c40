package dev.nines.collector.probe;

/// The target is not as it should be.
final class Unmet extends Exception {
  private static final long serialVersionUID = 1L;

  private final ProbeFailure reason;

  /// @param detail for people: nothing that the target said but numbers
  Unmet(ProbeFailure reason, String detail) {
    super(detail);
    this.reason = reason;
  }

  CheckResult.Bad result() {
    return new CheckResult.Bad(reason, String.valueOf(getMessage()));
  }
}
