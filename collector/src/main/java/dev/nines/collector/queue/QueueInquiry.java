package dev.nines.collector.queue;

import dev.nines.collector.queue.QueueLevels.State;
import dev.nines.collector.source.SourceException;
import io.lettuce.core.Range;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/// One queue in one reading. The methods are called in the order in which they stand, each for all
/// queues before the next: first how many jobs there are, then which stand where it matters, then
/// what these say. What a count shows to be empty is not asked any further.
final class QueueInquiry {
  /// A delayed job's score is its time in milliseconds times this, plus a sequence.
  private static final long SCORE_PER_MILLI = 4096;

  /// A worker needs a moment to move a job on.
  private static final Duration GRACE = Duration.ofSeconds(5);

  /// So many running jobs are asked for their worker's lock.
  private static final int ACTIVE_LOOKED_AT = 50;

  private static final Future<Long> NONE = CompletableFuture.completedFuture(0L);

  /// What the server says about a queue itself.
  private record Counts(
      Map<State, Future<Long>> jobs,
      Future<Map<String, String>> meta,
      Future<Long> overdueRepeats,
      Future<String> completedByWorkers,
      Future<String> failedByWorkers,
      FinishedJobs.Asked finished) {}

  /// Jobs that run: their ids, then how many of these have a worker.
  private record Running(int jobs, Future<Long> locks) {}

  private final Asking asking;
  private final QueueName queue;
  private final RedisClusterAsyncCommands<String, String> redis;
  private final Counts counts;
  private final WaitingJobs waiting;
  private final EndedJobs ended;
  private Future<List<String>> active = CompletableFuture.completedFuture(List.of());
  private Future<Long> overdue = NONE;
  private Running running = new Running(0, NONE);

  /// Asks how many jobs there are.
  QueueInquiry(Asking asking, QueueName queue, FinishedJobs finished) {
    this.asking = asking;
    this.queue = queue;
    this.redis = asking.redis();
    this.counts = counts(finished);
    this.waiting = new WaitingJobs(asking, queue);
    this.ended = new EndedJobs(asking, queue, counts.finished());
  }

  private Counts counts(FinishedJobs finished) {
    var jobs = new EnumMap<State, Future<Long>>(State.class);
    jobs.put(State.WAIT, redis.llen(queue.key("wait")));
    jobs.put(State.ACTIVE, redis.llen(queue.key("active")));
    jobs.put(State.PAUSED, redis.llen(queue.key("paused")));
    jobs.put(State.DELAYED, redis.zcard(queue.key("delayed")));
    jobs.put(State.PRIORITIZED, redis.zcard(queue.key("prioritized")));
    jobs.put(State.WAITING_CHILDREN, redis.zcard(queue.key("waiting-children")));
    jobs.put(State.COMPLETED, redis.zcard(queue.key("completed")));
    jobs.put(State.FAILED, redis.zcard(queue.key("failed")));
    return new Counts(
        jobs,
        redis.hgetall(queue.key("meta")),
        redis.zcount(queue.key("repeat"), upTo(dueMillis())),
        redis.hget(queue.key("metrics:completed"), "count"),
        redis.hget(queue.key("metrics:failed"), "count"),
        finished.ask(redis, queue, asking.now()));
  }

  QueueName queue() {
    return queue;
  }

  /// Asks which jobs stand at the ends, run, and ended.
  void askWhichJobs() throws SourceException {
    waiting.askWhich(count(State.WAIT), count(State.PRIORITIZED));
    if (count(State.ACTIVE) > 0) {
      active = redis.lrange(queue.key("active"), 0, ACTIVE_LOOKED_AT - 1L);
    }
    if (count(State.DELAYED) > 0) {
      overdue = redis.zcount(queue.key("delayed"), upTo(dueMillis() * SCORE_PER_MILLI));
    }
    ended.askWhich();
  }

  /// Asks what these jobs say.
  void askJobs() throws SourceException {
    waiting.ask(isPaused());
    List<String> ids = asking.await(active);
    if (!ids.isEmpty()) {
      String[] locks = ids.stream().map(id -> queue.key(id + ":lock")).toArray(String[]::new);
      running = new Running(ids.size(), redis.exists(locks));
    }
    ended.ask();
  }

  /// What all that comes to.
  QueueLevels levels(FinishedJobs finished) throws SourceException {
    var jobs = new EnumMap<State, Long>(State.class);
    for (State state : State.values()) {
      jobs.put(state, count(state));
    }
    boolean whole =
        asking.isShared(queue)
            && count(State.WAIT) <= WaitingJobs.LOOKED_AT
            && count(State.PRIORITIZED) <= WaitingJobs.LOOKED_AT;
    jobs.merge(State.WAIT, -waiting.markers(), Long::sum);
    waiting.read();
    List<EndedJob> jobsThatEnded = ended.read();
    FinishedJobs.Totals totals =
        finished.count(
            queue,
            counts.finished(),
            Optional.ofNullable(asking.await(counts.completedByWorkers())),
            Optional.ofNullable(asking.await(counts.failedByWorkers())),
            asking.pipeline(),
            asking.now());
    return new QueueLevels(
        jobs,
        isPaused(),
        waiting.oldest(),
        waiting.byTenant(),
        whole,
        jobsThatEnded,
        Math.max(0, ended.count() - jobsThatEnded.size()),
        isPaused() ? 0 : asking.await(overdue),
        isPaused() ? 0 : asking.await(counts.overdueRepeats()),
        running.jobs() - asking.await(running.locks()),
        totals.completed(),
        totals.failed());
  }

  private boolean isPaused() throws SourceException {
    return asking.await(counts.meta()).containsKey("paused");
  }

  private long count(State state) throws SourceException {
    Future<Long> count = counts.jobs().get(state);
    return count == null ? 0 : asking.await(count);
  }

  private long dueMillis() {
    return asking.now().minus(GRACE).toEpochMilli();
  }

  private static Range<Long> upTo(long score) {
    return Range.from(Range.Boundary.unbounded(), Range.Boundary.including(score));
  }
}
