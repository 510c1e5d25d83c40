package dev.nines.collector.forward;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.zip.GZIPOutputStream;

/// What both protocols share: one POST, and what its answer means.
final class HttpSending {
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVER_ERROR = 500;
  private static final int MOST_SHOWN = 300;
  private static final Set<Integer> TRANSIENT = Set.of(408, TOO_MANY_REQUESTS, 502, 503, 504);

  private final HttpClient client;
  private final InstantSource clock;
  private final Supplier<Map<String, String>> headers;
  private final Duration timeout;

  /// @param headers read for each request, so that a token can be rotated
  HttpSending(
      HttpClient client,
      InstantSource clock,
      Supplier<Map<String, String>> headers,
      Duration timeout) {
    this.client = client;
    this.clock = clock;
    this.headers = headers;
    this.timeout = timeout;
  }

  /// How a protocol speaks HTTP.
  ///
  /// @param headers which no header of the user replaces
  /// @param everyServerError whether any status of 500 and above is worth another try
  /// @param status what an answer means, as a status
  record Manner(
      Map<String, String> headers,
      boolean everyServerError,
      ToIntFunction<HttpResponse<byte[]>> status) {}

  /// Sends a body.
  Destination.Result post(URI address, byte[] body, Manner manner) throws InterruptedException {
    try {
      HttpRequest.Builder request = HttpRequest.newBuilder(address);
      headers.get().forEach(request::setHeader);
      manner.headers().forEach(request::setHeader);
      HttpResponse<byte[]> response =
          client.send(
              request.timeout(timeout).POST(HttpRequest.BodyPublishers.ofByteArray(body)).build(),
              HttpResponse.BodyHandlers.ofByteArray());
      return result(response, manner);
    } catch (IOException | UncheckedIOException e) {
      String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      return new Destination.Result.Later("no answer: " + message, Optional.empty());
    } catch (IllegalArgumentException e) {
      // The file is read again for the next attempt.
      String message = "a header of headers_file cannot be sent: " + e.getMessage();
      return new Destination.Result.Later(message, Optional.empty());
    }
  }

  private Destination.Result result(HttpResponse<byte[]> response, Manner manner) {
    int status = manner.status().applyAsInt(response);
    if (status / 100 == 2) {
      return new Destination.Result.Sent();
    }
    String reason = "HTTP %d%s".formatted(response.statusCode(), shown(response.body()));
    boolean again =
        TRANSIENT.contains(status) || (manner.everyServerError() && status >= SERVER_ERROR);
    return again
        ? new Destination.Result.Later(reason, retryAfter(response))
        : new Destination.Result.Refused(status, reason);
  }

  private static String shown(byte[] body) {
    String text =
        new String(body, 0, Math.min(body.length, MOST_SHOWN), StandardCharsets.UTF_8)
            .replaceAll("[^\\x20-\\x7e]", " ")
            .strip();
    return text.isEmpty() ? "" : ": " + text;
  }

  /// Seconds, or a date (RFC 9110, 10.2.3).
  private Optional<Duration> retryAfter(HttpResponse<byte[]> response) {
    return response.headers().firstValue("Retry-After").flatMap(this::parseRetryAfter);
  }

  Optional<Duration> parseRetryAfter(String text) {
    try {
      if (!text.isEmpty() && Character.isDigit(text.charAt(0))) {
        return Optional.of(Duration.ofSeconds(Long.parseLong(text.strip())));
      }
      Instant at = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return Optional.of(Duration.between(clock.instant(), at));
    } catch (NumberFormatException | DateTimeParseException e) {
      return Optional.empty();
    }
  }

  static byte[] gzip(byte[] body) {
    var packed = new ByteArrayOutputStream(body.length / 4 + 64);
    try (var out = new GZIPOutputStream(packed)) {
      out.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException("memory is never full in this way", e);
    }
    return packed.toByteArray();
  }
}
