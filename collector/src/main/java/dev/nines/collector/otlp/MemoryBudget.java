package dev.nines.collector.otlp;

import java.util.HashMap;
import java.util.Map;

/// How many bytes of requests may be in memory at the same time. A sender that is alone leaves an
/// eighth free for the next one; when there are several and more than half of it is taken, none may
/// hold more than an equal share. So one that floods is refused while the others still get in. Safe
/// between threads.
final class MemoryBudget {
  /// A sender that is alone leaves the total divided by this.
  private static final int LEFT_FOR_THE_NEXT = 8;

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
    long most = alone ? totalBytes - totalBytes / LEFT_FOR_THE_NEXT : crowded ? share : totalBytes;
    if (heldBytes + bytes > totalBytes || mine + bytes > most) {
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
