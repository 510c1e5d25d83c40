package dev.nines.collector.discovery;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Targets from a web server (`http_sd_configs`): a JSON list of groups.
public final class HttpDiscovery implements Discovery {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int MAX_BODY_BYTES = 16 << 20;

  private final URI url;
  private final Duration interval;

  /// @param url an address without credentials
  /// @param interval from one look to the next
  public HttpDiscovery(URI url, Duration interval) {
    this.url = url;
    this.interval = interval;
  }

  @Override
  public String name() {
    return "http_sd " + url;
  }

  @Override
  public Duration refreshInterval() {
    return interval;
  }

  @Override
  public List<TargetGroup> discover() throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build()) {
      return discover(client);
    }
  }

  private List<TargetGroup> discover(HttpClient client) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .timeout(TIMEOUT)
            .header("Accept", "application/json")
            .header("X-Prometheus-Refresh-Interval-Seconds", Long.toString(interval.toSeconds()))
            .build();
    HttpResponse<InputStream> response =
        client.send(request, HttpResponse.BodyHandlers.ofInputStream());
    try (InputStream body = response.body()) {
      if (response.statusCode() != 200) {
        throw new IOException("it answered HTTP " + response.statusCode());
      }
      byte[] bytes = body.readNBytes(MAX_BODY_BYTES + 1);
      if (bytes.length > MAX_BODY_BYTES) {
        throw new IOException("the answer has more than %d bytes".formatted(MAX_BODY_BYTES));
      }
      return TargetFile.read(
          url.toString(),
          new String(bytes, StandardCharsets.UTF_8),
          Map.of("__meta_url", url.toString()));
    }
  }
}
