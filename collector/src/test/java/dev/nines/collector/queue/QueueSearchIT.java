package dev.nines.collector.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.testing.RedisServer;
import io.lettuce.core.RedisClient;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class QueueSearchIT {
  private static final int KEYS = 5_000;

  @Test
  void aSearchThatHasNoTimeLeftGoesOnWithTheNextReading() throws Exception {
    try (RedisServer server = RedisServer.start()) {
      QueueTarget target = QueueTargets.standalone(server.port(), "a", "a:{tenant}");
      RedisClient client = RedisClient.create(server.uri());
      try (var connection = client.connect()) {
        connection
            .sync()
            .mset(
                IntStream.range(0, KEYS)
                    .mapToObj(Integer::toString)
                    .collect(Collectors.toMap("session:"::concat, each -> each)));
        for (String queue : List.of("a:mail", "a:acme:mail", "b:mail")) {
          connection.sync().hset(queue + ":meta", "version", "bullmq:5");
        }
        RedisClusterAsyncCommands<String, String> redis = connection.async();
        var pipeline = new Pipeline(Duration.ofMinutes(1));
        var search = new QueueSearch(target, () -> 0);

        int calls = 1;
        Optional<List<QueueName>> found = search.search(redis, pipeline, Duration.ZERO);
        while (found.isEmpty()) {
          assertThat(search.isUnderWay()).isTrue();
          calls++;
          found = search.search(redis, pipeline, Duration.ZERO);
        }

        assertThat(calls).isGreaterThanOrEqualTo(KEYS / 1000);
        assertThat(search.isUnderWay()).isFalse();
        assertThat(found.get())
            .extracting(each -> each.prefix() + "|" + each.queue())
            .containsExactlyInAnyOrder("a|mail", "a:acme|mail");
      } finally {
        client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
      }
    }
  }
}
