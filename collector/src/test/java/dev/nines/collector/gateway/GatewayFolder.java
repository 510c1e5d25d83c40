package dev.nines.collector.gateway;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nines.collector.gateway.http.ListenAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// The folder of one gateway, its configuration and its data; starts gateways in it, one after the
/// other, and asks them over HTTP.
final class GatewayFolder implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration START_LIMIT = Duration.ofSeconds(30);

  private final Path folder;
  private final HttpClient client = HttpClient.newHttpClient();

  GatewayFolder(Path folder) {
    this.folder = folder;
  }

  /// A file beside the configuration, for example the list of tenants.
  Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  /// The configuration.
  void configure(String yaml) throws IOException {
    write("nines.yml", yaml);
  }

  Path config() {
    return folder.resolve("nines.yml");
  }

  Path storage() {
    return folder.resolve("data");
  }

  /// Starts a gateway in this JVM and waits until it has evaluated.
  Gateway start() throws StartException {
    var options =
        new RunOptions(
            config(), storage(), new ListenAddress("127.0.0.1", 0), Optional.empty(), false);
    Gateway gateway = Gateway.start(options, Optional.empty());
    try {
      await().atMost(START_LIMIT).until(() -> isReady(gateway.port()));
      return gateway;
    } catch (RuntimeException | Error e) {
      gateway.close();
      throw e;
    }
  }

  boolean isReady(int port) {
    try {
      return get(port, "/-/ready").startsWith("Nines is ready");
    } catch (UncheckedIOException e) {
      return false; // not listening yet
    }
  }

  String get(Gateway gateway, String path) {
    return get(gateway.port(), path);
  }

  String get(int port, String path) {
    return get(URI.create("http://127.0.0.1:" + port + path));
  }

  String get(URI uri) {
    try {
      HttpRequest request = HttpRequest.newBuilder(uri).timeout(START_LIMIT).build();
      return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// How many bad events of a promise a gateway has counted since it started.
  long badEvents(Gateway gateway, String tenant, String slo) {
    return get(gateway, "/metrics/tenants")
        .lines()
        .filter(line -> line.startsWith("nines_sli_events_total{"))
        .filter(line -> line.contains("tenant=\"" + tenant + "\""))
        .filter(line -> line.contains("slo=\"" + slo + "\""))
        .filter(line -> line.contains("outcome=\"bad\""))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  /// An answer that is JSON, of a gateway or any other server.
  JsonNode json(URI uri) {
    try {
      return JSON.readTree(get(uri));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
