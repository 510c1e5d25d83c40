package dev.nines.testing;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;

/// What the JVM holds in memory.
public final class Heap {
  private Heap() {}

  /// What is in use after a collection, in MiB.
  public static long usedMebibytes() {
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    memory.gc();
    return memory.getHeapMemoryUsage().getUsed() >> 20;
  }
}
