package dev.nines.collector.gateway;

import static org.awaitility.Awaitility.await;

import dev.nines.collector.gateway.http.ListenAddress;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// A whole gateway on a free port, with a folder of files that a test may rewrite.
final class GatewayRig implements AutoCloseable {
  private final Path folder;
  private final HttpClient client = HttpClient.newHttpClient();
  private Optional<Gateway> gateway = Optional.empty();

  GatewayRig(Path folder) {
    this.folder = folder;
  }

  Path write(String name, String text) {
    try {
      return Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /// Starts with the files `nines.yml` and, if there is one, `web.yml`.
  Gateway start() throws StartException {
    Path web = folder.resolve("web.yml");
    var options =
        new RunOptions(
            folder.resolve("nines.yml"),
            folder.resolve("data"),
            new ListenAddress("127.0.0.1", 0),
            Optional.of(web).filter(Files::exists),
            false);
    Gateway started = Gateway.start(options, Optional.empty());
    gateway = Optional.of(started);
    return started;
  }

  /// Waits for the first evaluation.
  void awaitReady() {
    await().atMost(Duration.ofSeconds(30)).until(() -> get("/-/ready", "").statusCode() == 200);
  }

  HttpResponse<String> get(String path, String token) {
    return send("GET", path, token);
  }

  HttpResponse<String> send(String method, String path, String token) {
    return send(method, path, token, "");
  }

  HttpResponse<String> post(String path, String body) {
    return send("POST", path, "", body);
  }

  private HttpResponse<String> send(String method, String path, String token, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(method + " " + path + " failed", e);
    }
  }

  private int port() {
    return gateway.orElseThrow().port();
  }

  @Override
  public void close() {
    client.close();
    gateway.ifPresent(Gateway::close);
  }
}
