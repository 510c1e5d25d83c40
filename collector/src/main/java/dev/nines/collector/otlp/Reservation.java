package dev.nines.collector.otlp;

/// The room that one request has taken of the memory budget; closed when the request has been
/// answered. For one thread at a time.
final class Reservation implements AutoCloseable {
  private final MemoryBudget budget;
  private final String sender;
  private long held;

  Reservation(MemoryBudget budget, String sender) {
    this.budget = budget;
    this.sender = sender;
  }

  /// Takes more room; false if there is none.
  boolean grow(long bytes) {
    if (!budget.reserve(sender, bytes)) {
      return false;
    }
    held += bytes;
    return true;
  }

  @Override
  public void close() {
    budget.release(sender, held);
    held = 0;
  }
}
