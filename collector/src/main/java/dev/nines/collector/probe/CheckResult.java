package dev.nines.collector.probe;

/// What one check came to.
sealed interface CheckResult {

  /// As it should be.
  record Good() implements CheckResult {}

  /// The target failed.
  ///
  /// @param reason the kind of failure
  /// @param detail for people: nothing that the target said but numbers
  record Bad(ProbeFailure reason, String detail) implements CheckResult {}

  /// We refused to ask.
  ///
  /// @param detail for people
  record Refused(String detail) implements CheckResult {}
}
