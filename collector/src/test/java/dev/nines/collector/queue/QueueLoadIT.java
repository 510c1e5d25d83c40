package dev.nines.collector.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.slo.model.Observation.Reading;
import dev.nines.testing.RedisServer;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What a collection of 2,000 queues takes, each with jobs that wait, run and ended.
@Tag("nightly")
class QueueLoadIT {
  private static final int QUEUES = 2_000;
  private static final int READINGS = 40;

  @Test
  void twoThousandQueuesAreReadInLessThanHalfASecond() throws Exception {
    try (RedisServer server = RedisServer.start()) {
      fill(server);
      var source = new QueueSource(QueueTargets.standalone(server.port(), "t:{tenant}"));
      Instant now = Instant.now();
      long[] nanos = new long[READINGS];
      long[] cpu = new long[READINGS];
      int series = 0;
      for (int i = 0; i < READINGS; i++) {
        long cpuBefore = processorNanos();
        long began = System.nanoTime();
        var reading = (Reading.Complete) source.read(now.plusSeconds(15L * i)).reading();
        series = reading.samples().size();
        nanos[i] = System.nanoTime() - began;
        cpu[i] = processorNanos() - cpuBefore;
      }
      source.close();
      long first = nanos[0];
      Arrays.sort(nanos);
      Arrays.sort(cpu);
      System.out.printf(
          "%d queues, %d series: first %.0f ms, at best %.0f ms, at the median %.0f ms; processor"
              + " time here %.0f ms%n",
          QUEUES,
          series,
          first / 1e6,
          nanos[0] / 1e6,
          nanos[READINGS / 2] / 1e6,
          cpu[READINGS / 2] / 1e6);
      // On a machine that does other things the wall clock says little.
      assertThat(Duration.ofNanos(Math.min(cpu[READINGS / 2], nanos[READINGS / 2])))
          .isLessThan(Duration.ofMillis(500));
    }
  }

  private static long processorNanos() {
    return ProcessHandle.current().info().totalCpuDuration().map(Duration::toNanos).orElseThrow();
  }

  private static void fill(RedisServer server) {
    RedisClient client = RedisClient.create(server.uri());
    try (var connection = client.connect()) {
      RedisCommands<String, String> redis = connection.sync();
      for (int i = 0; i < QUEUES; i++) {
        String queue = "t:t%d:mails".formatted(i);
        redis.hset(queue + ":meta", "version", "bullmq:5.0.0");
        for (int job = 0; job < 5; job++) {
          redis.rpush(queue + ":wait", "" + job);
          redis.hset(
              queue + ":" + job,
              Map.of("timestamp", "1772445600000", "opts", "{}", "data", "{\"to\":\"somebody\"}"));
        }
        redis.rpush(queue + ":active", "9");
        redis.set(queue + ":9:lock", "token");
        redis.zadd(queue + ":completed", 1772445600000.0, "8");
      }
    } finally {
      client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
    }
  }
}
