package dev.nines.collector.queue;

import dev.nines.collector.queue.QueueLevels.State;
import dev.nines.collector.source.Source;
import dev.nines.collector.source.SourceException;
import dev.nines.slo.model.Observation;
import dev.nines.slo.model.Observation.Reading;
import dev.nines.slo.model.Sample;
import dev.nines.slo.model.SampleKind;
import dev.nines.slo.model.Series;
import io.lettuce.core.RedisException;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// One Valkey or Redis with its queues.
public final class QueueSource implements Source {
  /// The kind of source.
  public static final String KIND = "queue";

  private static final Duration LONGEST_READING = Duration.ofSeconds(10);

  /// Of a reading's time, what looking for queues may take.
  private static final int SEARCH_SHARE = 4;

  private final QueueTarget target;
  private final RedisConnection connection;
  private final Series up;
  private final QueueBook book;
  private final JobDurations durations;
  private final TenantWaits waits = new TenantWaits();
  private FinishedJobs finished = new FinishedJobs();
  private final QueueSearch search;
  private List<QueueName> queues = List.of();
  private Instant discoverAt = Instant.MIN;

  /// Does not connect.
  public QueueSource(QueueTarget target) {
    this.target = target;
    this.connection = new RedisConnection(target);
    this.book = new QueueBook(target.server());
    this.durations = new JobDurations(book);
    this.search = new QueueSearch(target, System::nanoTime);
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
        search.forget();
      }
      throw e;
    }
  }

  private Observation readAll(Instant at) throws SourceException {
    try {
      var pipeline = new Pipeline(timeout());
      RedisClusterAsyncCommands<String, String> redis = connection.commands();
      var samples = new ArrayList<Sample>();
      for (var node : connection.nodes().entrySet()) {
        samples.addAll(levels(node.getKey(), node.getValue(), pipeline));
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
      connection.hold(true);
      try {
        var asking = new Asking(redis, pipeline, target.tenantField(), at);
        new QueueReader(asking, connection::flush)
            .read(queues, finished)
            .forEach((queue, levels) -> add(queue, levels, at, samples));
      } finally {
        connection.hold(false);
      }
      return new Observation(KIND, target(), at, new Reading.Complete(samples, List.of()));
    } catch (RedisException e) {
      throw Pipeline.explain(e);
    }
  }

  /// One server, or one node of a cluster. How long it takes to answer is asked alone.
  private List<Sample> levels(
      String node, RedisClusterAsyncCommands<String, String> redis, Pipeline pipeline)
      throws SourceException {
    long asked = System.nanoTime();
    pipeline.await(redis.ping());
    Duration answered = Duration.ofNanos(System.nanoTime() - asked);
    var info = redis.info();
    var commands = redis.info("commandstats");
    return ServerLevels.samples(
        target.server(), node, answered, pipeline.await(info), pipeline.await(commands));
  }

  @Override
  public void close() {
    connection.close();
  }

  private void discover(
      RedisClusterAsyncCommands<String, String> redis, Pipeline pipeline, Instant at)
      throws SourceException {
    if (!search.isUnderWay() && at.isBefore(discoverAt)) {
      return;
    }
    Optional<List<QueueName>> found =
        search.search(redis, pipeline, timeout().dividedBy(SEARCH_SHARE));
    if (found.isEmpty()) {
      if (discoverAt.equals(Instant.MIN)) {
        queues = search.soFar(); // the first time some are better than none
      }
      return;
    }
    queues = found.get();
    book.retain(queues);
    discoverAt = at.plus(target.discovery());
  }

  private void add(QueueName queue, QueueLevels levels, Instant at, List<Sample> samples) {
    levels
        .jobs()
        .forEach(
            (state, count) ->
                samples.add(
                    new Sample(
                        book.of(queue, "jobs", SampleKind.GAUGE, "state", label(state)), count)));
    samples.add(gauge(queue, "paused", levels.paused() ? 1 : 0));
    samples.add(
        gauge(
            queue,
            "oldest_runnable_seconds",
            seconds(levels.oldestRunnable().orElse(Duration.ZERO))));
    if (target.tenantField().isPresent() && queue.tenant().isEmpty()) {
      waits
          .of(queue, levels.waits(), levels.whole(), at)
          .forEach(
              (tenant, waited) ->
                  samples.add(
                      new Sample(
                          book.ofTenant(queue, "oldest_runnable_seconds", tenant, SampleKind.GAUGE),
                          seconds(waited))));
    }
    samples.add(gauge(queue, "overdue_jobs", (double) levels.overdue()));
    samples.add(gauge(queue, "overdue_repeats", (double) levels.overdueRepeats()));
    samples.add(gauge(queue, "stalled_jobs", (double) levels.stalled()));
    samples.add(finished(queue, "completed", levels.completed()));
    samples.add(finished(queue, "failed", levels.failed()));
    samples.addAll(durations.samples(queue, levels.ended()));
    samples.add(
        new Sample(
            book.of(queue, "job_durations_missed_total", SampleKind.DELTA), levels.endedUnseen()));
  }

  private static String label(State state) {
    return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1e3;
  }

  private Sample finished(QueueName queue, String outcome, long count) {
    return new Sample(
        book.of(queue, "finished_total", SampleKind.CUMULATIVE, "outcome", outcome), count);
  }

  private Sample gauge(QueueName queue, String name, double value) {
    return new Sample(book.of(queue, name, SampleKind.GAUGE), value);
  }
}
