package dev.nines.slo.window;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// Times of the same thing done many times: on the wall and of all processors.
final class Stopwatch {
  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private final List<Long> wall = new ArrayList<>();
  private final List<Long> processor = new ArrayList<>();

  <T> T time(Supplier<T> work) {
    long begun = System.nanoTime();
    long begunProcessor = SYSTEM.getProcessCpuTime();
    T result = work.get();
    processor.add(SYSTEM.getProcessCpuTime() - begunProcessor);
    wall.add(System.nanoTime() - begun);
    return result;
  }

  @Override
  public String toString() {
    long[] sorted = wall.stream().mapToLong(Long::longValue).sorted().toArray();
    long[] cpu = processor.stream().mapToLong(Long::longValue).sorted().toArray();
    int last = sorted.length - 1;
    return last < 0
        ? "none"
        : "%.1f/%.1f/%.1f (%.1f)"
            .formatted(
                sorted[last / 2] / 1e6,
                sorted[(int) (last * 0.99)] / 1e6,
                sorted[last] / 1e6,
                cpu[last / 2] / 1e6);
  }
}
