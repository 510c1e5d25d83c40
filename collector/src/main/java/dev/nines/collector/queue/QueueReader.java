package dev.nines.collector.queue;

import dev.nines.collector.queue.QueueLevels.State;
import dev.nines.collector.source.SourceException;
import io.lettuce.core.KeyValue;
import io.lettuce.core.Range;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/// Reads all queues in two rounds: every command is sent before the first answer is awaited, so
/// 2,000 queues cost two round trips' time.
final class QueueReader {
  /// A delayed job's score is its time in milliseconds times this, plus a sequence.
  private static final long SCORE_PER_MILLI = 4096;

  /// A worker needs a moment to move a job on.
  private static final Duration GRACE = Duration.ofSeconds(5);

  /// So many running jobs are asked for their worker's lock.
  private static final int ACTIVE_LOOKED_AT = 50;

  /// Up to version 4 of BullMQ a marker stood among the waiting jobs.
  private static final String OLD_MARKER = "0:";

  private final RedisClusterAsyncCommands<String, String> redis;
  private final Pipeline pipeline;
  private final Instant now;

  QueueReader(RedisClusterAsyncCommands<String, String> redis, Pipeline pipeline, Instant now) {
    this.redis = redis;
    this.pipeline = pipeline;
    this.now = now;
  }

  /// What the server says about a queue itself.
  private record First(
      Map<State, Future<Long>> counts,
      Future<Map<String, String>> meta,
      Future<List<String>> newest,
      Future<List<String>> oldest,
      Future<List<String>> firstPrioritized,
      Future<List<String>> lastPrioritized,
      Future<List<String>> active,
      Future<Long> overdue,
      Future<Long> overdueRepeats,
      Future<String> completed,
      Future<String> failed) {}

  /// What it says about some of its jobs.
  private record Second(
      First first,
      boolean paused,
      long markers,
      List<Future<List<KeyValue<String, String>>>> waiting,
      List<Future<Long>> locks) {}

  /// All questions are on their way before the first answer is waited for.
  private record Asked(QueueName queue, First first, FinishedJobs.Asked ended) {}

  private record Looked(Asked asked, Second jobs) {}

  /// @param finished counts jobs that ended for queues whose workers do not
  Map<QueueName, QueueLevels> read(List<QueueName> queues, FinishedJobs finished)
      throws SourceException {
    var asked = new ArrayList<Asked>();
    for (QueueName queue : queues) {
      asked.add(new Asked(queue, ask(queue), finished.ask(redis, queue, now)));
    }
    var looked = new ArrayList<Looked>();
    for (Asked each : asked) {
      looked.add(new Looked(each, askJobs(each.queue(), each.first())));
    }
    var levels = new HashMap<QueueName, QueueLevels>();
    for (Looked each : looked) {
      QueueName queue = each.asked().queue();
      levels.put(queue, levels(each.jobs(), each.asked().ended(), finished, queue));
    }
    return levels;
  }

  private First ask(QueueName queue) {
    var counts = new EnumMap<State, Future<Long>>(State.class);
    counts.put(State.WAIT, redis.llen(queue.key("wait")));
    counts.put(State.ACTIVE, redis.llen(queue.key("active")));
    counts.put(State.PAUSED, redis.llen(queue.key("paused")));
    counts.put(State.DELAYED, redis.zcard(queue.key("delayed")));
    counts.put(State.PRIORITIZED, redis.zcard(queue.key("prioritized")));
    counts.put(State.WAITING_CHILDREN, redis.zcard(queue.key("waiting-children")));
    counts.put(State.COMPLETED, redis.zcard(queue.key("completed")));
    counts.put(State.FAILED, redis.zcard(queue.key("failed")));
    long due = now.minus(GRACE).toEpochMilli();
    return new First(
        counts,
        redis.hgetall(queue.key("meta")),
        redis.lrange(queue.key("wait"), 0, 0),
        redis.lrange(queue.key("wait"), -2, -1),
        redis.zrange(queue.key("prioritized"), 0, 0),
        redis.zrange(queue.key("prioritized"), -1, -1),
        redis.lrange(queue.key("active"), 0, ACTIVE_LOOKED_AT - 1L),
        redis.zcount(queue.key("delayed"), upTo(due * SCORE_PER_MILLI)),
        redis.zcount(queue.key("repeat"), upTo(due)),
        redis.hget(queue.key("metrics:completed"), "count"),
        redis.hget(queue.key("metrics:failed"), "count"));
  }

  private static Range<Long> upTo(long score) {
    return Range.from(Range.Boundary.unbounded(), Range.Boundary.including(score));
  }

  private Second askJobs(QueueName queue, First first) throws SourceException {
    boolean paused = pipeline.await(first.meta()).containsKey("paused");
    List<String> tail = pipeline.await(first.oldest());
    long markers = tail.stream().filter(id -> id.startsWith(OLD_MARKER)).count();
    List<String> ids =
        paused
            ? List.of()
            : Stream.of(
                    pipeline.await(first.newest()),
                    tail,
                    pipeline.await(first.firstPrioritized()),
                    pipeline.await(first.lastPrioritized()))
                .flatMap(List::stream)
                .filter(id -> !id.startsWith(OLD_MARKER))
                .distinct()
                .toList();
    var waiting = new ArrayList<Future<List<KeyValue<String, String>>>>();
    ids.forEach(id -> waiting.add(redis.hmget(queue.key(id), "timestamp", "opts", "processedOn")));
    var locks = new ArrayList<Future<Long>>();
    for (String id : pipeline.await(first.active())) {
      locks.add(redis.exists(queue.key(id + ":lock")));
    }
    return new Second(first, paused, markers, waiting, locks);
  }

  private QueueLevels levels(
      Second second, FinishedJobs.Asked ended, FinishedJobs finished, QueueName queue)
      throws SourceException {
    var jobs = new EnumMap<State, Long>(State.class);
    for (var count : second.first().counts().entrySet()) {
      jobs.put(count.getKey(), pipeline.await(count.getValue()));
    }
    jobs.merge(State.WAIT, -second.markers(), Long::sum);
    Optional<Duration> oldest = Optional.empty();
    for (var job : second.waiting()) {
      List<KeyValue<String, String>> fields = pipeline.await(job);
      Optional<Duration> waited =
          Job.waited(
              fields.get(0).getValueOrElse(null),
              fields.get(1).getValueOrElse(null),
              fields.get(2).getValueOrElse(null),
              now);
      oldest = Stream.concat(oldest.stream(), waited.stream()).max(Duration::compareTo);
    }
    long stalled = 0;
    for (Future<Long> lock : second.locks()) {
      stalled += 1 - pipeline.await(lock);
    }
    FinishedJobs.Totals totals =
        finished.count(
            queue,
            ended,
            Optional.ofNullable(pipeline.await(second.first().completed())),
            Optional.ofNullable(pipeline.await(second.first().failed())),
            pipeline,
            now);
    return new QueueLevels(
        jobs,
        second.paused(),
        oldest,
        second.paused() ? 0 : pipeline.await(second.first().overdue()),
        second.paused() ? 0 : pipeline.await(second.first().overdueRepeats()),
        stalled,
        totals.completed(),
        totals.failed());
  }
}
