package dev.nines.collector.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiscoveryTest {
  @TempDir private Path folder;

  @Test
  void filesOfAPatternAreReadAgainWhenTheyChange() throws IOException {
    var files = new FileDiscovery(List.of(folder.resolve("t-*.json")));
    Path file = folder.resolve("t-1.json");
    Files.writeString(file, "[{\"targets\":[\"a:1\"],\"labels\":{\"env\":\"x\"}}]");
    Files.writeString(folder.resolve("other.json"), "[{\"targets\":[\"no:1\"]}]");

    assertThat(files.discover())
        .containsExactly(
            new TargetGroup(
                List.of("a:1"), Map.of("env", "x", "__meta_filepath", file.toString())));

    Files.writeString(file, "- targets: [a:1, bb:2]\n");
    assertThat(files.discover().getFirst().targets()).containsExactly("a:1", "bb:2");

    Files.writeString(file, "- targets: [broken\n");
    assertThat(files.discover().getFirst().targets()).containsExactly("a:1", "bb:2");

    Files.delete(file);
    assertThat(files.discover()).isEmpty();
  }

  @Test
  void aWebServersAnswerIsReadLikeAFile() throws Exception {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body =
              "[{\"targets\":[\"a:1\"],\"labels\":{\"b\":\"c\"}}]".getBytes(StandardCharsets.UTF_8);
          boolean found = exchange.getRequestURI().getPath().equals("/sd");
          exchange.sendResponseHeaders(found ? 200 : 404, found ? body.length : -1);
          if (found) {
            exchange.getResponseBody().write(body);
          }
          exchange.close();
        });
    server.start();
    try {
      String base = "http://localhost:" + server.getAddress().getPort();
      var http = new HttpDiscovery(URI.create(base + "/sd"), Duration.ofSeconds(60));
      assertThat(http.discover())
          .containsExactly(
              new TargetGroup(List.of("a:1"), Map.of("b", "c", "__meta_url", base + "/sd")));

      var missing = new HttpDiscovery(URI.create(base + "/no"), Duration.ofSeconds(60));
      assertThatThrownBy(missing::discover).hasMessageContaining("HTTP 404");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void addressesComeFromDns() throws IOException {
    var dns =
        new DnsDiscovery(
            List.of("localhost"), DnsDiscovery.RecordType.A, 9100, Duration.ofSeconds(30));

    assertThat(dns.discover())
        .containsExactly(
            new TargetGroup(List.of("127.0.0.1:9100"), Map.of("__meta_dns_name", "localhost")));
  }

  @Test
  void aPlaceIsAskedAgainAndItsFailureKeepsWhatWasKnown() {
    var calls = new AtomicInteger();
    var changes = new AtomicInteger();
    Discovery flaky =
        new Discovery() {
          @Override
          public String name() {
            return "flaky";
          }

          @Override
          public Duration refreshInterval() {
            return Duration.ofMillis(5);
          }

          @Override
          public List<TargetGroup> discover() throws IOException {
            if (calls.incrementAndGet() > 2) {
              throw new IOException("gone");
            }
            return List.of(new TargetGroup(List.of("a:1"), Map.of()));
          }
        };

    try (var discoveries = new Discoveries(changes::incrementAndGet)) {
      discoveries.replace(List.of(flaky));
      await().until(() -> discoveries.failures().equals(Map.of("flaky", "gone")));

      assertThat(changes).hasValue(1);
      assertThat(discoveries.groups(flaky)).hasSize(1);

      discoveries.replace(List.of());
      assertThat(discoveries.groups(flaky)).isEmpty();
    }
  }
}
