package dev.nines.collector.queue;

import dev.nines.collector.queue.QueueLevels.State;
import dev.nines.collector.source.Source;
import dev.nines.collector.source.SourceException;
import dev.nines.slo.model.Observation;
import dev.nines.slo.model.Observation.Reading;
import dev.nines.slo.model.Sample;
import dev.nines.slo.model.SampleKind;
import dev.nines.slo.model.Series;
import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.RedisException;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// One Valkey or Redis with its queues.
public final class QueueSource implements Source {
  /// The kind of source.
  public static final String KIND = "queue";

  private static final String NAME = "nines_queue_";
  private static final Duration LONGEST_READING = Duration.ofSeconds(10);
  private static final int KEYS_A_STEP = 1000;

  private final QueueTarget target;
  private final RedisConnection connection;
  private final Series up;
  private FinishedJobs finished = new FinishedJobs();
  private List<QueueName> queues = List.of();
  private Instant discoverAt = Instant.MIN;

  /// Does not connect.
  public QueueSource(QueueTarget target) {
    this.target = target;
    this.connection = new RedisConnection(target);
    this.up = new Series("nines_redis_up", Map.of("server", target.server()), SampleKind.GAUGE);
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public String target() {
    return target.server();
  }

  @Override
  public Duration interval() {
    return target.interval();
  }

  @Override
  public Duration timeout() {
    return interval().compareTo(LONGEST_READING) < 0 ? interval() : LONGEST_READING;
  }

  @Override
  public Optional<Series> up() {
    return Optional.of(up);
  }

  @Override
  public Observation read(Instant at) throws SourceException {
    try {
      return readAll(at);
    } catch (SourceException e) {
      if (e.meaning() == SourceException.Meaning.UNREACHABLE) {
        // The next reading connects anew: with the password as it is then, and where sentinels say.
        connection.close();
      }
      throw e;
    }
  }

  private Observation readAll(Instant at) throws SourceException {
    try {
      var pipeline = new Pipeline(timeout());
      RedisClusterAsyncCommands<String, String> redis = connection.commands();
      var samples = new ArrayList<Sample>();
      for (var node : connection.info().entrySet()) {
        String info = pipeline.await(node.getValue());
        samples.addAll(ServerLevels.samples(target.server(), node.getKey(), info));
      }
      long slow = pipeline.await(redis.slowlogLen());
      samples.add(
          new Sample(
              new Series(
                  "nines_redis_slow_log_entries",
                  Map.of("server", target.server()),
                  SampleKind.GAUGE),
              slow));
      discover(redis, pipeline, at);
      new QueueReader(redis, pipeline, at)
          .read(queues, finished)
          .forEach((queue, levels) -> add(queue, levels, samples));
      return new Observation(KIND, target(), at, new Reading.Complete(samples, List.of()));
    } catch (RedisException e) {
      throw Pipeline.explain(e);
    }
  }

  @Override
  public void close() {
    connection.close();
  }

  private void discover(
      RedisClusterAsyncCommands<String, String> redis, Pipeline pipeline, Instant at)
      throws SourceException {
    if (at.isBefore(discoverAt)) {
      return;
    }
    var keys = new TreeSet<String>();
    for (String pattern : QueueName.scanPatterns(target.prefixes())) {
      ScanArgs matching = ScanArgs.Builder.matches(pattern).limit(KEYS_A_STEP);
      KeyScanCursor<String> cursor = pipeline.await(redis.scan(matching));
      keys.addAll(cursor.getKeys());
      while (!cursor.isFinished()) {
        cursor = pipeline.await(redis.scan((ScanCursor) cursor, matching));
        keys.addAll(cursor.getKeys());
      }
    }
    queues = QueueName.parse(keys, target.prefixes(), target.tenantPattern());
    discoverAt = at.plus(target.discovery());
  }

  private void add(QueueName queue, QueueLevels levels, List<Sample> samples) {
    var labels = new TreeMap<String, String>();
    labels.put("server", target.server());
    labels.put("prefix", queue.prefix());
    labels.put("queue", queue.queue());
    queue.tenant().ifPresent(tenant -> labels.put("tenant", tenant));
    levels
        .jobs()
        .forEach(
            (state, count) ->
                samples.add(gauge("jobs", with(labels, "state", label(state)), count)));
    samples.add(gauge("paused", labels, levels.paused() ? 1 : 0));
    samples.add(
        gauge(
            "oldest_runnable_seconds",
            labels,
            levels.oldestRunnable().map(age -> age.toMillis() / 1e3).orElse(0.0)));
    samples.add(gauge("overdue_jobs", labels, (double) levels.overdue()));
    samples.add(gauge("overdue_repeats", labels, (double) levels.overdueRepeats()));
    samples.add(gauge("stalled_jobs", labels, (double) levels.stalled()));
    samples.add(finished(labels, "completed", levels.completed()));
    samples.add(finished(labels, "failed", levels.failed()));
  }

  private static String label(State state) {
    return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Map<String, String> with(Map<String, String> labels, String name, String value) {
    var more = new TreeMap<>(labels);
    more.put(name, value);
    return more;
  }

  private static Sample finished(Map<String, String> labels, String outcome, long count) {
    return new Sample(
        new Series(
            NAME + "finished_total", with(labels, "outcome", outcome), SampleKind.CUMULATIVE),
        count);
  }

  private static Sample gauge(String name, Map<String, String> labels, double value) {
    return new Sample(new Series(NAME + name, labels, SampleKind.GAUGE), value);
  }
}
