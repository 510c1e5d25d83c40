package dev.nines.collector.gateway.cluster;

import dev.nines.collector.forward.HeadersFile;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// Asks a Prometheus, or what speaks its API (VictoriaMetrics, Thanos, Mimir). Thread-safe.
public final class PrometheusClient implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofMinutes(2);

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
  private final String base;
  private final Optional<Path> headersFile;

  /// @param base its URL, with or without a slash at its end
  /// @param headersFile `Name: value` lines, read at each request
  public PrometheusClient(String base, Optional<Path> headersFile) {
    this.base = base.replaceAll("/+$", "");
    this.headersFile = headersFile;
  }

  /// The `data.result` of an instant query, or of one for a range selector.
  ///
  /// @throws IOException if there is no answer, with the reason in words
  public JsonArray samples(String query, Instant at) throws IOException {
    String form =
        "query="
            + URLEncoder.encode(query, StandardCharsets.UTF_8)
            + "&time="
            + BigDecimal.valueOf(at.toEpochMilli(), 3).toPlainString();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + "/api/v1/query"))
            .timeout(TIMEOUT)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form));
    try {
      headersFile.map(HeadersFile::read).orElse(Map.of()).forEach(request::setHeader);
      HttpResponse<String> response =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
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
    } catch (UncheckedIOException e) {
      throw new IOException(e.getMessage(), e);
    } catch (DecodeException | ClassCastException e) {
      throw new IOException(base + " did not answer as Prometheus does", e);
    }
  }

  /// A sample's value as Prometheus writes it.
  public static double number(String text) {
    return switch (text) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }

  private static String shortened(String body) {
    return body.length() > 200 ? body.substring(0, 200) + "…" : body;
  }

  @Override
  public void close() {
    http.close();
  }
}
