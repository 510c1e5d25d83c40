package dev.nines.collector.queue;

import dev.nines.collector.source.SourceException;
import io.lettuce.core.Range;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;

/// Counts jobs that ended. Workers that keep metrics have exact totals; of others the jobs are
/// counted that ended since the last reading and are still kept, which misses those that are
/// removed as they end (`removeOnComplete: true`). Belongs to one source.
final class FinishedJobs {

  /// Running totals.
  record Totals(long completed, long failed) {}

  /// How a job can end; the value of the label `outcome` and the name of its key.
  static final List<String> OUTCOMES = List.of("completed", "failed");

  /// Commands on their way.
  ///
  /// @param after jobs that ended later are new
  record Asked(long after, Future<Long> completed, Future<Long> failed) {
    /// How many are new.
    Future<Long> count(String outcome) {
      return outcome.equals("completed") ? completed : failed;
    }
  }

  private record Known(Instant upTo, Totals totals) {}

  private final Map<QueueName, Known> known = new HashMap<>();

  Asked ask(RedisClusterAsyncCommands<String, String> redis, QueueName queue, Instant now) {
    Known last = known.get(queue);
    long from = last == null ? now.toEpochMilli() : last.upTo().toEpochMilli();
    Range<Long> since =
        Range.from(Range.Boundary.excluding(from), Range.Boundary.including(now.toEpochMilli()));
    return new Asked(
        from,
        redis.zcount(queue.key("completed"), since),
        redis.zcount(queue.key("failed"), since));
  }

  Totals count(
      QueueName queue,
      Asked asked,
      Optional<String> completedByWorkers,
      Optional<String> failedByWorkers,
      Pipeline pipeline,
      Instant now)
      throws SourceException {
    Totals before =
        Optional.ofNullable(known.get(queue)).map(Known::totals).orElse(new Totals(0, 0));
    var counted =
        new Totals(
            before.completed() + pipeline.await(asked.completed()),
            before.failed() + pipeline.await(asked.failed()));
    known.put(queue, new Known(now, counted));
    return new Totals(
        completedByWorkers.map(Long::parseLong).orElse(counted.completed()),
        failedByWorkers.map(Long::parseLong).orElse(counted.failed()));
  }
}
