package dev.nines.collector.queue;

import dev.nines.collector.source.SourceException;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Waits for answers of commands that were all sent before, within one time limit for all, and says
/// what a failure means.
final class Pipeline {
  private final long deadlineNanos;

  Pipeline(Duration limit) {
    this.deadlineNanos = System.nanoTime() + limit.toNanos();
  }

  <T> T await(Future<T> answer) throws SourceException {
    try {
      return answer.get(Math.max(1, deadlineNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw explain(e.getCause() instanceof RuntimeException cause ? cause : new RedisException(e));
    } catch (TimeoutException e) {
      throw SourceException.unreachable("the server does not answer in time");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw SourceException.unreachable("the server does not answer in time");
    }
  }

  static SourceException explain(RuntimeException failure) {
    String message = rootMessage(failure);
    if (failure instanceof RedisCommandTimeoutException) {
      return SourceException.unreachable("the server does not answer in time");
    }
    if (message.startsWith("NOPERM")) {
      return SourceException.partial(
          "the user lacks a right: %s. `nines doctor` prints the ACL SETUSER to run"
              .formatted(message));
    }
    if (message.startsWith("WRONGPASS") || message.startsWith("NOAUTH")) {
      return SourceException.partial(
          "the server refuses the user: %s. Check user and password_file".formatted(message));
    }
    if (message.startsWith("LOADING") || message.startsWith("MASTERDOWN")) {
      return SourceException.partial("the server is not ready: " + message);
    }
    boolean answered =
        failure instanceof RedisCommandExecutionException
            && !(failure instanceof RedisConnectionException);
    return answered
        ? SourceException.partial("the server answers with an error: " + message)
        : SourceException.unreachable("the server cannot be reached: " + message);
  }

  private static String rootMessage(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String line = String.valueOf(root.getMessage()).lines().findFirst().orElse("no message");
    return line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
  }
}
