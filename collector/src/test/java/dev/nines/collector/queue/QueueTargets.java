package dev.nines.collector.queue;

import dev.nines.collector.queue.QueueTarget.Node;
import dev.nines.collector.queue.QueueTarget.Topology;
import dev.nines.slo.model.Observation.Reading;
import io.lettuce.core.RedisClient;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.ArrayOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.ProtocolKeyword;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Servers as tests configure them, and what readings of them say.
public final class QueueTargets {
  private QueueTargets() {}

  static QueueTarget standalone(int port, String... prefixes) {
    return of(node(port), Optional.empty(), "", Optional.empty(), prefixes);
  }

  static QueueTarget withUser(int port, String user, String password, String... prefixes) {
    return of(node(port), Optional.of(user), password, Optional.empty(), prefixes);
  }

  static QueueTarget of(
      Topology topology,
      Optional<String> user,
      String password,
      Optional<Path> authority,
      String... prefixes) {
    return new QueueTarget(
        "r1",
        topology,
        user,
        () -> password,
        authority.isPresent(),
        authority,
        List.of(prefixes),
        Optional.empty(),
        Optional.of(TenantField.parse("tenantId")),
        Duration.ofSeconds(15),
        Duration.ZERO);
  }

  static Topology node(int port) {
    return new Topology.Standalone(new Node("127.0.0.1", port));
  }

  /// The values of a whole reading, by `name{labels}` without `nines_queue_`.
  static Map<String, Double> values(QueueSource source, Instant at) throws Exception {
    var values = new HashMap<String, Double>();
    ((Reading.Complete) source.read(at).reading())
        .samples()
        .forEach(
            each ->
                values.put(
                    each.series().name().replace("nines_queue_", "") + each.series().labels(),
                    each.value()));
    return values;
  }

  /// Runs one command, written as for the command line client.
  public static List<Object> command(int port, String words) {
    RedisClient client = RedisClient.create("redis://127.0.0.1:" + port);
    try (var connection = client.connect()) {
      String[] parts = words.split(" ", -1);
      var arguments = new CommandArgs<>(StringCodec.UTF8);
      for (int i = 1; i < parts.length; i++) {
        arguments.add(parts[i]);
      }
      return connection
          .sync()
          .dispatch(new Word(parts[0]), new ArrayOutput<>(StringCodec.UTF8), arguments);
    } finally {
      client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
    }
  }

  private record Word(String word) implements ProtocolKeyword {
    @Override
    public byte[] getBytes() {
      return word.getBytes(StandardCharsets.US_ASCII);
    }
  }
}
