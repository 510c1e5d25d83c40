package dev.nines.collector.gateway.doctor;

import dev.nines.collector.source.Diagnosis;
import dev.nines.collector.source.Diagnosis.Finding;
import dev.nines.collector.source.Diagnosis.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Runs diagnoses side by side and gathers what they found, in the order given.
public final class Examination {
  private Examination() {}

  /// What was found about one thing.
  ///
  /// @param subject what was looked at
  /// @param findings in the order of their discovery
  public record Result(String subject, List<Finding> findings) {
    /// Whether something does not work.
    public boolean hasProblem() {
      return findings.stream().anyMatch(each -> each.level() == Level.PROBLEM);
    }
  }

  /// Runs all.
  ///
  /// @param patience for all of them together; what takes longer is a problem
  public static List<Result> run(List<? extends Diagnosis> diagnoses, Duration patience)
      throws InterruptedException {
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    try {
      long end = System.nanoTime() + patience.toNanos();
      List<Future<List<Finding>>> running =
          diagnoses.stream()
              .map(each -> threads.submit((Callable<List<Finding>>) each::examine))
              .toList();
      var results = new ArrayList<Result>();
      for (int i = 0; i < diagnoses.size(); i++) {
        results.add(
            new Result(diagnoses.get(i).subject(), findings(running.get(i), end, patience)));
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }

  private static List<Finding> findings(Future<List<Finding>> running, long end, Duration patience)
      throws InterruptedException {
    try {
      return running.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return List.of(Finding.problem("no answer within %d s".formatted(patience.toSeconds()), ""));
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      return List.of(Finding.problem(String.valueOf(cause == null ? e : cause), ""));
    }
  }
}
