package dev.nines.collector.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.nines.collector.queue.QueueTarget.Node;
import dev.nines.collector.queue.QueueTarget.Topology;
import dev.nines.testing.ExternalBinary;
import dev.nines.testing.FreePort;
import dev.nines.testing.RedisServer;
import io.lettuce.core.cluster.SlotHash;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The ways in which a server is reached, each on real servers: sentinels, a cluster, TLS.
class RedisTopologyIT {
  private static final String WAITING = "jobs{prefix={b}, queue=q, server=r1, state=wait}";
  private static final Duration LONG = Duration.ofSeconds(30);

  @Test
  void aFailoverIsFollowedThroughTheSentinels() throws Exception {
    try (RedisServer primary = RedisServer.start();
        RedisServer replica = RedisServer.start("--replicaof", "127.0.0.1 " + primary.port());
        RedisServer sentinel = RedisServer.startSentinel("jobs", primary.port())) {
      fill(primary.port());
      await().atMost(LONG).until(() -> isThere(replica.port()));
      await()
          .atMost(LONG)
          .until(
              () ->
                  QueueTargets.command(sentinel.port(), "SENTINEL replicas jobs")
                      .toString()
                      .contains("port, " + replica.port()));
      var topology = new Topology.Sentinel(List.of(new Node("127.0.0.1", sentinel.port())), "jobs");
      var source =
          new QueueSource(QueueTargets.of(topology, Optional.empty(), "", Optional.empty(), "{b}"));
      assertThat(QueueTargets.values(source, Instant.now())).containsEntry(WAITING, 1.0);
      primary.stop();
      await()
          .atMost(LONG)
          .ignoreExceptions()
          .untilAsserted(
              () ->
                  assertThat(QueueTargets.values(source, Instant.now()))
                      .containsEntry(WAITING, 1.0));
      source.close();
    }
  }

  @Test
  void aSlotThatMovesIsFollowed() throws Exception {
    try (RedisServer from = RedisServer.start("--cluster-enabled", "yes");
        RedisServer to = RedisServer.start("--cluster-enabled", "yes")) {
      QueueTargets.command(from.port(), "CLUSTER ADDSLOTSRANGE 0 16383");
      QueueTargets.command(from.port(), "CLUSTER MEET 127.0.0.1 " + to.port());
      await()
          .atMost(LONG)
          .until(
              () ->
                  QueueTargets.command(to.port(), "CLUSTER INFO")
                      .toString()
                      .contains("cluster_state:ok"));
      fill(from.port());
      var topology = new Topology.Cluster(List.of(new Node("127.0.0.1", from.port())));
      var source =
          new QueueSource(QueueTargets.of(topology, Optional.empty(), "", Optional.empty(), "{b}"));
      assertThat(QueueTargets.values(source, Instant.now())).containsEntry(WAITING, 1.0);
      moveSlot(from, to);
      assertThat(QueueTargets.values(source, Instant.now())).containsEntry(WAITING, 1.0);
      source.close();
    }
  }

  @Test
  void aServerIsReachedOverTlsAndAStrangersCertificateIsRefused(@TempDir Path folder)
      throws Exception {
    Path certificate = folder.resolve("certificate.pem");
    Path key = folder.resolve("key.pem");
    selfSigned(certificate, key);
    int tlsPort = FreePort.find();
    try (RedisServer server =
        RedisServer.start(
            "--tls-port", Integer.toString(tlsPort),
            "--tls-cert-file", certificate.toString(),
            "--tls-key-file", key.toString(),
            "--tls-ca-cert-file", certificate.toString(),
            "--tls-auth-clients", "no")) {
      fill(server.port());
      var node = new Topology.Standalone(new Node("localhost", tlsPort));
      var source =
          new QueueSource(
              QueueTargets.of(node, Optional.empty(), "", Optional.of(certificate), "{b}"));
      assertThat(QueueTargets.values(source, Instant.now())).containsEntry(WAITING, 1.0);
      source.close();
      Path other = folder.resolve("other.pem");
      selfSigned(other, folder.resolve("other-key.pem"));
      var deceived =
          new QueueSource(QueueTargets.of(node, Optional.empty(), "", Optional.of(other), "{b}"));
      assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> deceived.read(Instant.now())))
          .hasMessageContaining("trust anchors");
      deceived.close();
    }
  }

  private static void fill(int port) {
    QueueTargets.command(port, "HSET {b}:q:meta version x");
    QueueTargets.command(port, "LPUSH {b}:q:wait 1");
  }

  private static boolean isThere(int port) {
    return QueueTargets.command(port, "EXISTS {b}:q:meta").equals(List.of(1L));
  }

  private static void moveSlot(RedisServer from, RedisServer to) {
    int slot = SlotHash.getSlot("{b}");
    String source = id(from);
    String destination = id(to);
    QueueTargets.command(to.port(), "CLUSTER SETSLOT %d IMPORTING %s".formatted(slot, source));
    QueueTargets.command(
        from.port(), "CLUSTER SETSLOT %d MIGRATING %s".formatted(slot, destination));
    for (String key : List.of("{b}:q:meta", "{b}:q:wait")) {
      QueueTargets.command(from.port(), "MIGRATE 127.0.0.1 %d %s 0 5000".formatted(to.port(), key));
    }
    QueueTargets.command(to.port(), "CLUSTER SETSLOT %d NODE %s".formatted(slot, destination));
    QueueTargets.command(from.port(), "CLUSTER SETSLOT %d NODE %s".formatted(slot, destination));
  }

  private static String id(RedisServer server) {
    return String.valueOf(QueueTargets.command(server.port(), "CLUSTER MYID").getFirst());
  }

  private static void selfSigned(Path certificate, Path key) throws Exception {
    String openssl = ExternalBinary.require("openssl", "openssl").toString();
    Process process =
        new ProcessBuilder(
                openssl,
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=localhost",
                "-addext",
                "subjectAltName=DNS:localhost",
                "-keyout",
                key.toString(),
                "-out",
                certificate.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(process.waitFor()).isZero();
  }
}
