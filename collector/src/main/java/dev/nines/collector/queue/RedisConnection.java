package dev.nines.collector.queue;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SslOptions;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One connection to a server or a cluster, made when it is first needed and kept up by the client.
/// Commands have no time limit of their own, which would cost a timer each: [Pipeline] has one for
/// all of a reading, and who exceeds it is connected to anew. Belongs to one source.
final class RedisConnection {
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(3);

  private final QueueTarget target;
  private @Nullable AbstractRedisClient client;
  private @Nullable StatefulConnection<String, String> connection;

  RedisConnection(QueueTarget target) {
    this.target = target;
  }

  /// The commands; on a cluster each goes to the node that has its key.
  RedisClusterAsyncCommands<String, String> commands() {
    StatefulConnection<String, String> open = connection;
    if (open == null) {
      open = connect();
      connection = open;
    }
    return switch (open) {
      case StatefulRedisClusterConnection<String, String> cluster -> cluster.async();
      case StatefulRedisConnection<String, String> single -> single.async();
      default -> throw new IllegalStateException("unknown kind of connection");
    };
  }

  /// Holds commands back until they are [#flush()]ed, which sends them together: thousands of small
  /// writes would cost more than all else. Not on a cluster, where a command that is sent on to
  /// another node would wait for the next flush.
  void hold(boolean held) {
    if (connection instanceof StatefulRedisConnection<String, String> single) {
      single.setAutoFlushCommands(!held);
    }
  }

  /// Sends what was held back.
  void flush() {
    if (connection instanceof StatefulRedisConnection<String, String> single) {
      single.flushCommands();
    }
  }

  /// The commands of each node, by its address; of a single server by the empty name.
  Map<String, RedisClusterAsyncCommands<String, String>> nodes() {
    RedisClusterAsyncCommands<String, String> commands = commands();
    if (!(connection instanceof StatefulRedisClusterConnection<String, String> cluster)) {
      return Map.of("", commands);
    }
    var nodes = new LinkedHashMap<String, RedisClusterAsyncCommands<String, String>>();
    for (RedisClusterNode node : cluster.getPartitions()) {
      String address = node.getUri().getHost() + ":" + node.getUri().getPort();
      nodes.put(address, cluster.async().getConnection(node.getNodeId()));
    }
    return nodes;
  }

  void close() {
    StatefulConnection<String, String> open = connection;
    connection = null;
    if (open != null) {
      open.close();
    }
    AbstractRedisClient running = client;
    client = null;
    if (running != null) {
      running.shutdown(Duration.ZERO, Duration.ofSeconds(2));
    }
  }

  private StatefulConnection<String, String> connect() {
    close();
    return switch (target.topology()) {
      case QueueTarget.Topology.Cluster cluster -> {
        List<RedisURI> uris = cluster.nodes().stream().map(this::uri).toList();
        RedisClusterClient made = RedisClusterClient.create(uris);
        client = made;
        made.setOptions(clusterOptions(sslOptions()));
        yield made.connect();
      }
      case QueueTarget.Topology.Standalone standalone -> connect(uri(standalone.node()));
      case QueueTarget.Topology.Sentinel sentinel -> connect(uri(sentinel));
    };
  }

  private StatefulConnection<String, String> connect(RedisURI uri) {
    RedisClient made = RedisClient.create(uri);
    client = made;
    made.setOptions(
        ClientOptions.builder()
            .socketOptions(SocketOptions.builder().connectTimeout(CONNECT_LIMIT).build())
            .sslOptions(sslOptions())
            .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
            .build());
    return made.connect();
  }

  /// A slot that moved is followed at once; the map of slots is looked at each minute.
  private static ClusterClientOptions clusterOptions(SslOptions ssl) {
    return ClusterClientOptions.builder()
        .topologyRefreshOptions(
            ClusterTopologyRefreshOptions.builder()
                .enablePeriodicRefresh(Duration.ofMinutes(1))
                .build())
        .socketOptions(SocketOptions.builder().connectTimeout(CONNECT_LIMIT).build())
        .sslOptions(ssl)
        .build();
  }

  private SslOptions sslOptions() {
    var options = SslOptions.builder();
    target.authority().ifPresent(file -> options.trustManager(file.toFile()));
    return options.build();
  }

  private RedisURI uri(QueueTarget.Node node) {
    return finished(RedisURI.Builder.redis(node.host(), node.port()));
  }

  private RedisURI uri(QueueTarget.Topology.Sentinel sentinel) {
    var builder = RedisURI.builder().withSentinelMasterId(sentinel.primary());
    sentinel.sentinels().forEach(node -> builder.withSentinel(node.host(), node.port()));
    return finished(builder);
  }

  private RedisURI finished(RedisURI.Builder builder) {
    String password = target.password().get();
    if (!password.isEmpty()) {
      target
          .user()
          .ifPresentOrElse(
              user -> builder.withAuthentication(user, password.toCharArray()),
              () -> builder.withPassword(password.toCharArray()));
    }
    return builder
        .withSsl(target.tls())
        .withVerifyPeer(true)
        .withTimeout(CONNECT_LIMIT)
        .withClientName("nines")
        .build();
  }
}
