package dev.nines.collector.queue;

import dev.nines.collector.queue.QueueLevels.State;
import dev.nines.collector.source.SourceException;
import io.lettuce.core.KeyValue;
import io.lettuce.core.Range;
import io.lettuce.core.ScoredValue;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads all queues in three rounds: every command is sent before the first answer is awaited, so
/// 2,000 queues cost three round trips' time.
final class QueueReader {
  /// A delayed job's score is its time in milliseconds times this, plus a sequence.
  private static final long SCORE_PER_MILLI = 4096;

  /// A worker needs a moment to move a job on.
  private static final Duration GRACE = Duration.ofSeconds(5);

  /// So many running jobs are asked for their worker's lock.
  private static final int ACTIVE_LOOKED_AT = 50;

  /// So many waiting jobs are asked for their tenant, the oldest ones.
  private static final int WAITING_LOOKED_AT = 100;

  /// So many jobs that ended are asked how long they ran, in each queue and reading.
  private static final int ENDED_LOOKED_AT = 200;

  /// Up to version 4 of BullMQ a marker stood among the waiting jobs.
  private static final String OLD_MARKER = "0:";

  private final RedisClusterAsyncCommands<String, String> redis;
  private final Runnable flush;
  private final Pipeline pipeline;
  private final Optional<TenantField> tenantField;
  private final Instant now;

  /// @param flush sends the commands so far
  /// @param tenantField where jobs' data say whose they are; absent to leave data alone
  QueueReader(
      RedisClusterAsyncCommands<String, String> redis,
      Runnable flush,
      Pipeline pipeline,
      Optional<TenantField> tenantField,
      Instant now) {
    this.redis = redis;
    this.flush = flush;
    this.pipeline = pipeline;
    this.tenantField = tenantField;
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
      List<Future<Long>> locks,
      Map<String, Future<List<ScoredValue<String>>>> ended) {}

  /// What it says about jobs that ended.
  private record Third(
      Looked looked, Map<String, List<Future<List<KeyValue<String, String>>>>> ended) {}

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
    flush.run();
    var looked = new ArrayList<Looked>();
    for (Asked each : asked) {
      looked.add(new Looked(each, askJobs(each)));
    }
    flush.run();
    var thirds = new ArrayList<Third>();
    for (Looked each : looked) {
      thirds.add(new Third(each, askEnded(each)));
    }
    flush.run();
    var levels = new HashMap<QueueName, QueueLevels>();
    for (Third each : thirds) {
      levels.put(each.looked().asked().queue(), levels(each, finished));
    }
    return levels;
  }

  /// Whether a queue's jobs have to say whose they are.
  private boolean isShared(QueueName queue) {
    return tenantField.isPresent() && queue.tenant().isEmpty();
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
        redis.lrange(queue.key("wait"), isShared(queue) ? -WAITING_LOOKED_AT : -2, -1),
        redis.zrange(queue.key("prioritized"), 0, isShared(queue) ? WAITING_LOOKED_AT - 1 : 0),
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

  private Second askJobs(Asked asked) throws SourceException {
    QueueName queue = asked.queue();
    First first = asked.first();
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
    ids.forEach(id -> waiting.add(ask(queue, id, "timestamp", "opts", "processedOn")));
    var locks = new ArrayList<Future<Long>>();
    for (String id : pipeline.await(first.active())) {
      locks.add(redis.exists(queue.key(id + ":lock")));
    }
    return new Second(first, paused, markers, waiting, locks, askNewestEnded(asked));
  }

  /// Fields of a job; its data too, last, where they say whose it is.
  private Future<List<KeyValue<String, String>>> ask(QueueName queue, String id, String... fields) {
    if (!isShared(queue)) {
      return redis.hmget(queue.key(id), fields);
    }
    String[] more = Arrays.copyOf(fields, fields.length + 1);
    more[fields.length] = "data";
    return redis.hmget(queue.key(id), more);
  }

  private Map<String, Future<List<ScoredValue<String>>>> askNewestEnded(Asked asked)
      throws SourceException {
    var ended = new HashMap<String, Future<List<ScoredValue<String>>>>();
    for (String outcome : FinishedJobs.OUTCOMES) {
      long count = Math.min(ENDED_LOOKED_AT, pipeline.await(asked.ended().count(outcome)));
      if (count > 0) {
        ended.put(outcome, redis.zrangeWithScores(asked.queue().key(outcome), -count, -1));
      }
    }
    return ended;
  }

  private Map<String, List<Future<List<KeyValue<String, String>>>>> askEnded(Looked looked)
      throws SourceException {
    var jobs = new HashMap<String, List<Future<List<KeyValue<String, String>>>>>();
    for (var each : looked.jobs().ended().entrySet()) {
      var asked = new ArrayList<Future<List<KeyValue<String, String>>>>();
      for (ScoredValue<String> job : pipeline.await(each.getValue())) {
        if (job.getScore() > looked.asked().ended().after()
            && job.getScore() <= now.toEpochMilli()) {
          asked.add(ask(looked.asked().queue(), job.getValue(), "processedOn", "finishedOn"));
        }
      }
      jobs.put(each.getKey(), asked);
    }
    return jobs;
  }

  private QueueLevels levels(Third third, FinishedJobs finished) throws SourceException {
    Second second = third.looked().jobs();
    QueueName queue = third.looked().asked().queue();
    var jobs = new EnumMap<State, Long>(State.class);
    for (var count : second.first().counts().entrySet()) {
      jobs.put(count.getKey(), pipeline.await(count.getValue()));
    }
    jobs.merge(State.WAIT, -second.markers(), Long::sum);
    Optional<Duration> oldest = Optional.empty();
    var waits = new HashMap<String, Duration>();
    for (var job : second.waiting()) {
      List<KeyValue<String, String>> fields = pipeline.await(job);
      Optional<Duration> waited =
          Job.waited(text(fields, 0), text(fields, 1), text(fields, 2), now);
      oldest = Stream.concat(oldest.stream(), waited.stream()).max(Duration::compareTo);
      Optional<String> tenant = tenantIn(fields, 3);
      if (waited.isPresent() && tenant.isPresent()) {
        waits.merge(tenant.get(), waited.get(), (a, b) -> a.compareTo(b) > 0 ? a : b);
      }
    }
    long stalled = 0;
    for (Future<Long> lock : second.locks()) {
      stalled += 1 - pipeline.await(lock);
    }
    List<EndedJob> ended = ended(third);
    FinishedJobs.Asked counted = third.looked().asked().ended();
    long endedInAll = pipeline.await(counted.completed()) + pipeline.await(counted.failed());
    FinishedJobs.Totals totals =
        finished.count(
            queue,
            counted,
            Optional.ofNullable(pipeline.await(second.first().completed())),
            Optional.ofNullable(pipeline.await(second.first().failed())),
            pipeline,
            now);
    return new QueueLevels(
        jobs,
        second.paused(),
        oldest,
        waits,
        isShared(queue) && isLookedAt(jobs, State.WAIT) && isLookedAt(jobs, State.PRIORITIZED),
        ended,
        Math.max(0, endedInAll - ended.size()),
        second.paused() ? 0 : pipeline.await(second.first().overdue()),
        second.paused() ? 0 : pipeline.await(second.first().overdueRepeats()),
        stalled,
        totals.completed(),
        totals.failed());
  }

  /// Whether every job of a state was looked at, so that none of its tenants was missed.
  private static boolean isLookedAt(Map<State, Long> jobs, State state) {
    return jobs.getOrDefault(state, 0L) <= WAITING_LOOKED_AT;
  }

  private List<EndedJob> ended(Third third) throws SourceException {
    var ended = new ArrayList<EndedJob>();
    for (var each : third.ended().entrySet()) {
      for (Future<List<KeyValue<String, String>>> job : each.getValue()) {
        List<KeyValue<String, String>> fields = pipeline.await(job);
        Job.ran(text(fields, 0), text(fields, 1))
            .ifPresent(ran -> ended.add(new EndedJob(each.getKey(), tenantIn(fields, 2), ran)));
      }
    }
    return ended;
  }

  /// @param place of the data, if they were asked for
  private Optional<String> tenantIn(List<KeyValue<String, String>> fields, int place) {
    return fields.size() <= place
        ? Optional.empty()
        : tenantField.flatMap(field -> field.of(text(fields, place)));
  }

  private static @Nullable String text(List<KeyValue<String, String>> fields, int place) {
    return fields.get(place).getValueOrElse(null);
  }
}
