package dev.nines.collector.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.slo.model.Observation.Reading;
import dev.nines.testing.RedisServer;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Queues as the real `bullmq` package writes them, in three major versions.
class QueueIT {
  private static RedisServer server;
  private QueueSource source;

  @BeforeAll
  static void start() {
    server = RedisServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void begin() {
    redis(RedisCommands::flushall);
    source = new QueueSource(QueueTargets.standalone(server.port(), "t:{tenant}", "bull"));
  }

  @AfterEach
  void end() {
    source.close();
  }

  @ParameterizedTest(name = "bullmq {0}")
  @ValueSource(ints = {4, 5, 6})
  void depthAgeAndSignsOfLifeAreRead(int major) throws Exception {
    BullMq bullmq = BullMq.ofMajor(major);
    bullmq.run(server.port(), "t:acme", "emails", "add", 3);
    bullmq.run(server.port(), "t:acme", "emails", "add-prioritized", 2);
    bullmq.run(server.port(), "t:acme", "emails", "add-delayed", 1000);
    Instant now = Instant.now();

    assertThat(read(now))
        .containsEntry("jobs{prefix=t:acme, queue=emails, server=r1, state=wait, tenant=acme}", 3.0)
        .containsEntry(
            "jobs{prefix=t:acme, queue=emails, server=r1, state=prioritized, tenant=acme}", 2.0)
        .containsEntry(
            "jobs{prefix=t:acme, queue=emails, server=r1, state=delayed, tenant=acme}", 1.0)
        .containsEntry("overdue_jobs{prefix=t:acme, queue=emails, server=r1, tenant=acme}", 0.0);
    assertThat(read(now.plusSeconds(60)))
        .containsEntry("overdue_jobs{prefix=t:acme, queue=emails, server=r1, tenant=acme}", 1.0)
        .hasEntrySatisfying(
            "oldest_runnable_seconds{prefix=t:acme, queue=emails, server=r1, tenant=acme}",
            age -> assertThat(age).isBetween(60.0, 75.0));

    bullmq.run(server.port(), "t:acme", "emails", "pause", 1);
    assertThat(read(now.plusSeconds(60)))
        .containsEntry("paused{prefix=t:acme, queue=emails, server=r1, tenant=acme}", 1.0)
        .containsEntry("overdue_jobs{prefix=t:acme, queue=emails, server=r1, tenant=acme}", 0.0)
        .containsEntry(
            "oldest_runnable_seconds{prefix=t:acme, queue=emails, server=r1, tenant=acme}", 0.0);
  }

  @ParameterizedTest(name = "bullmq {0}")
  @ValueSource(ints = {4, 5, 6})
  void whatEndedIsCountedAndWhoDiedLeavesAStalledJob(int major) throws Exception {
    BullMq bullmq = BullMq.ofMajor(major);
    bullmq.run(server.port(), "bull", "jobs", "add", 6);
    assertThat(read(Instant.now()))
        .containsEntry(
            "finished_total{outcome=completed, prefix=bull, queue=jobs, server=r1}", 0.0);

    bullmq.run(server.port(), "bull", "jobs", "complete", 3);
    bullmq.run(server.port(), "bull", "jobs", "fail", 2);
    redis(commands -> assertThat(commands.llen("bull:jobs:wait")).isLessThanOrEqualTo(1));
    Map<String, Double> after = read(Instant.now());
    assertThat(
            after.get("finished_total{outcome=completed, prefix=bull, queue=jobs, server=r1}")
                + after.get("finished_total{outcome=failed, prefix=bull, queue=jobs, server=r1}"))
        .isGreaterThanOrEqualTo(5);
    assertThat(after.get("finished_total{outcome=failed, prefix=bull, queue=jobs, server=r1}"))
        .isGreaterThanOrEqualTo(2);

    bullmq.run(server.port(), "bull", "jobs", "add", 1);
    bullmq.run(server.port(), "bull", "jobs", "die", 1);
    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(
            () ->
                assertThat(read(Instant.now()))
                    .containsEntry("stalled_jobs{prefix=bull, queue=jobs, server=r1}", 1.0));
  }

  @ParameterizedTest(name = "bullmq {0}")
  @ValueSource(ints = {4, 5, 6})
  void aRepeatedJobThatMissedItsTimeIsSeen(int major) throws Exception {
    BullMq.ofMajor(major).run(server.port(), "bull", "cron", "repeat", 60_000);
    Instant now = Instant.now();
    assertThat(read(now)).containsEntry("overdue_repeats{prefix=bull, queue=cron, server=r1}", 0.0);
    assertThat(read(now.plusSeconds(180)))
        .containsEntry("overdue_repeats{prefix=bull, queue=cron, server=r1}", 1.0);
  }

  @ParameterizedTest(name = "bullmq {0}")
  @ValueSource(ints = {4, 5, 6})
  void aSharedQueuesJobsSayWhoseTheyAre(int major) throws Exception {
    BullMq bullmq = BullMq.ofMajor(major);
    bullmq.run(server.port(), "bull", "shared", "add-for", 1);
    Instant now = Instant.now();

    Map<String, Double> waiting = read(now.plusSeconds(60));
    assertThat(waiting.keySet())
        .filteredOn(name -> name.startsWith("oldest_runnable_seconds"))
        .containsExactlyInAnyOrder(
            "oldest_runnable_seconds{prefix=bull, queue=shared, server=r1}",
            "oldest_runnable_seconds{prefix=bull, queue=shared, server=r1, tenant=acme}",
            "oldest_runnable_seconds{prefix=bull, queue=shared, server=r1, tenant=globex}");
    assertThat(
            waiting.get(
                "oldest_runnable_seconds{prefix=bull, queue=shared, server=r1, tenant=acme}"))
        .isBetween(60.0, 75.0);

    bullmq.run(server.port(), "bull", "shared", "complete", 3);
    Map<String, Double> after = read(Instant.now().plusSeconds(61));
    assertThat(after)
        .containsEntry(
            "oldest_runnable_seconds{prefix=bull, queue=shared, server=r1, tenant=acme}", 0.0);
  }

  @Test
  void howLongJobsRanIsCountedByOutcomeAndTenant() throws Exception {
    redis(commands -> commands.hset("bull:q:meta", "version", "bullmq:5.0.0"));
    read(Instant.ofEpochMilli(100_000));
    redis(
        commands -> {
          commands.zadd("bull:q:completed", 103_000, "1");
          commands.zadd("bull:q:completed", 99_000, "before");
          commands.zadd("bull:q:failed", 110_000, "2");
          commands.hset(
              "bull:q:1",
              Map.of(
                  "processedOn",
                  "101000",
                  "finishedOn",
                  "103000",
                  "data",
                  "{\"tenantId\":\"acme\"}"));
          commands.hset(
              "bull:q:2", Map.of("processedOn", "109950", "finishedOn", "110000", "data", "{}"));
        });

    String queue = "prefix=bull, queue=q, server=r1";
    assertThat(read(Instant.ofEpochMilli(115_000)))
        .containsEntry(
            "job_duration_seconds_count{outcome=completed, " + queue + ", tenant=acme}", 1.0)
        .containsEntry(
            "job_duration_seconds_sum{outcome=completed, " + queue + ", tenant=acme}", 2.0)
        .containsEntry(
            "job_duration_seconds_bucket{le=1, outcome=completed, " + queue + ", tenant=acme}", 0.0)
        .containsEntry(
            "job_duration_seconds_bucket{le=5, outcome=completed, " + queue + ", tenant=acme}", 1.0)
        .containsEntry("job_duration_seconds_bucket{le=0.1, outcome=failed, " + queue + "}", 1.0)
        .containsEntry("job_durations_missed_total{" + queue + "}", 0.0);
    assertThat(read(Instant.ofEpochMilli(130_000)))
        .containsEntry("job_duration_seconds_count{outcome=failed, " + queue + "}", 0.0);
  }

  @Test
  void theNewestAndTheOldestAreLookedAtBecauseLifoJobsAreRunFirst() throws Exception {
    redis(
        commands -> {
          commands.hset("bull:q:meta", "version", "bullmq:5.0.0");
          commands.rpush("bull:q:wait", "old", "lifo");
          commands.hset("bull:q:old", Map.of("timestamp", "1000", "opts", "{}"));
          commands.hset("bull:q:lifo", Map.of("timestamp", "90000", "opts", "{}"));
        });
    assertThat(read(Instant.ofEpochMilli(100_000)))
        .containsEntry("oldest_runnable_seconds{prefix=bull, queue=q, server=r1}", 99.0);
  }

  @Test
  void aDelayThatIsOverAndAnAttemptThatFailedMakeAJobYounger() throws Exception {
    redis(
        commands -> {
          commands.hset("bull:q:meta", "version", "bullmq:5.0.0");
          commands.rpush("bull:q:wait", "7", "8");
          commands.hset("bull:q:7", Map.of("timestamp", "1000", "opts", "{\"delay\":90000}"));
          commands.hset(
              "bull:q:8", Map.of("timestamp", "1000", "opts", "{}", "processedOn", "95000"));
        });
    assertThat(read(Instant.ofEpochMilli(100_000)))
        .containsEntry("oldest_runnable_seconds{prefix=bull, queue=q, server=r1}", 9.0);
  }

  @Test
  void theMarkerOfVersionFourIsNoJob() throws Exception {
    redis(
        commands -> {
          commands.hset("bull:q:meta", "opts.maxLenEvents", "10000");
          commands.rpush("bull:q:wait", "1", "0:1500");
          commands.hset("bull:q:1", Map.of("timestamp", "1000"));
        });
    assertThat(read(Instant.ofEpochMilli(2_000)))
        .containsEntry("jobs{prefix=bull, queue=q, server=r1, state=wait}", 1.0)
        .containsEntry("oldest_runnable_seconds{prefix=bull, queue=q, server=r1}", 1.0);
  }

  @Test
  void theServersLevelsAreRead() throws Exception {
    Map<String, Double> levels = new HashMap<>();
    var complete = (Reading.Complete) source.read(Instant.now()).reading();
    complete.samples().forEach(each -> levels.put(each.series().name(), each.value()));
    assertThat(levels)
        .containsKeys(
            "nines_redis_memory_bytes",
            "nines_redis_memory_fragmentation_ratio",
            "nines_redis_keyspace_hits_total",
            "nines_redis_evicted_keys_total",
            "nines_redis_slow_log_entries",
            "nines_redis_answer_seconds",
            "nines_redis_command_seconds_total",
            "nines_redis_clients")
        .doesNotContainEntry("nines_redis_command_seconds_total", 0.0);
  }

  private Map<String, Double> read(Instant at) throws Exception {
    return QueueTargets.values(source, at);
  }

  private static void redis(Consumer<RedisCommands<String, String>> work) {
    RedisClient client = RedisClient.create(server.uri());
    try (var connection = client.connect()) {
      work.accept(connection.sync());
    } finally {
      client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
    }
  }
}
