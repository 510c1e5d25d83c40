package dev.nines.collector.probe;

/// The address that we were configured to ask may not be asked.
final class Blocked extends Exception {
  private static final long serialVersionUID = 1L;

  Blocked(String detail) {
    super(detail);
  }
}
