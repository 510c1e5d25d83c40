package dev.nines.collector.otlp;

import java.util.HashMap;
import java.util.Map;

/// How many bytes of requests may be in memory at the same time. When more than half of it is
/// taken, no sender may hold more than an equal share, so that one that floods is refused while the
/// others still get in. Safe between threads.
final class MemoryBudget {
  private final long totalBytes;
  private final Map<String, Long> heldBySender = new HashMap<>();
  private long heldBytes;
  private long refusals;

  MemoryBudget(long totalBytes) {
    this.totalBytes = totalBytes;
  }

  /// Takes room for more bytes of a sender.
  ///
  /// @return whether there is room; if not, nothing was taken
  synchronized boolean reserve(String sender, long bytes) {
    long mine = heldBySender.getOrDefault(sender, 0L);
    long share = totalBytes / Math.max(1, heldBySender.size() + (mine == 0 ? 1 : 0));
    boolean crowded = heldBytes + bytes > totalBytes / 2;
    boolean alone = heldBytes == mine;
    if (heldBytes + bytes > totalBytes || (crowded && !alone && mine + bytes > share)) {
      refusals++;
      return false;
    }
    heldBytes += bytes;
    heldBySender.put(sender, mine + bytes);
    return true;
  }

  /// Gives room back.
  synchronized void release(String sender, long bytes) {
    heldBytes -= bytes;
    heldBySender.computeIfPresent(sender, (name, held) -> held <= bytes ? null : held - bytes);
  }

  synchronized long heldBytes() {
    return heldBytes;
  }

  synchronized long refusals() {
    return refusals;
  }

  long totalBytes() {
    return totalBytes;
  }
}
