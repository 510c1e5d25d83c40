package dev.nines.alerts.sink;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/// A sink that is told by one HTTP request. What the request says is the kind of sink's own.
final class HttpSink implements Sink {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int LONGEST_REASON = 300;

  private final String name;
  private final HttpClient http;
  private final Message message;

  /// Makes the request for a notice.
  @FunctionalInterface
  interface Message {
    /// @throws IOException if a secret cannot be read
    HttpRequest.Builder of(Notice notice) throws IOException;
  }

  HttpSink(String name, HttpClient http, Message message) {
    this.name = name;
    this.http = http;
    this.message = message;
  }

  static HttpRequest.Builder post(URI url, String contentType, String body) {
    return HttpRequest.newBuilder(url)
        .header("Content-Type", contentType)
        .POST(HttpRequest.BodyPublishers.ofString(body));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void send(Notice notice) throws IOException, RefusedException, InterruptedException {
    var request = message.of(notice).timeout(TIMEOUT).header("User-Agent", "nines").build();
    var response = http.send(request, HttpResponse.BodyHandlers.ofString());
    int status = response.statusCode();
    if (status / 100 == 2) {
      return;
    }
    var body = response.body().strip();
    var reason =
        "HTTP %d: %s".formatted(status, body.substring(0, Math.min(LONGEST_REASON, body.length())));
    if (status == 400 || status == 413 || status == 422) { // the message itself
      throw new RefusedException(reason);
    }
    throw new IOException(reason); // a wrong address or key, too, is put right one day
  }
}
