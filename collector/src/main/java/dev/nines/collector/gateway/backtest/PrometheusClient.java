package dev.nines.collector.gateway.backtest;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

/// Asks a Prometheus, or what speaks its API (VictoriaMetrics, Thanos, Mimir).
final class PrometheusClient implements PrometheusHistory.RangeQueries, AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofMinutes(2);

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
  private final String base;

  /// @param base its URL, with or without a slash at its end
  PrometheusClient(String base) {
    this.base = base.replaceAll("/+$", "");
  }

  @Override
  public JsonArray samples(String rangeSelector, Instant at) throws IOException {
    String form =
        "query="
            + URLEncoder.encode(rangeSelector, StandardCharsets.UTF_8)
            + "&time="
            + at.toEpochMilli() / 1000.0;
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base + "/api/v1/query"))
            .timeout(TIMEOUT)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build();
    try {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new IOException(
            "%s answered HTTP %d: %s"
                .formatted(base, response.statusCode(), shortened(response.body())));
      }
      return new JsonObject(response.body())
          .getJsonObject("data", new JsonObject())
          .getJsonArray("result", new JsonArray());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (DecodeException | ClassCastException e) {
      throw new IOException(base + " did not answer as Prometheus does", e);
    }
  }

  private static String shortened(String body) {
    return body.length() > 200 ? body.substring(0, 200) + "…" : body;
  }

  @Override
  public void close() {
    http.close();
  }
}
