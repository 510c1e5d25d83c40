package dev.nines.testing;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;
import org.openjdk.jmh.runner.options.TimeValue;

/// Tells JMH the processor time of an operation, of all threads of the JVM: those that compile and
/// collect garbage too. On a machine that others use as well it says what the wall clock cannot.
public final class ProcessorTime implements InternalProfiler {
  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private static volatile long begunNanos;

  /// Leaves out what this iteration did so far. A set-up that takes time calls it last.
  public static void begin() {
    begunNanos = SYSTEM.getProcessCpuTime();
  }

  @Override
  public String getDescription() {
    return "Processor time of all threads";
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
    begin();
  }

  @Override
  public Collection<? extends Result<?>> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    long nanos = SYSTEM.getProcessCpuTime() - begunNanos;
    TimeUnit unit = benchmark.getTimeUnit();
    double perOperation =
        (double) nanos / unit.toNanos(1) / Math.max(1, result.getMetadata().getAllOps());
    return List.of(
        new ScalarResult(
            "cpu", perOperation, TimeValue.tuToString(unit) + "/op", AggregationPolicy.AVG));
  }
}
