package dev.nines.collector.scrape;

import dev.nines.collector.source.SourceException;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/// Fetches the bodies of one target, into a buffer that is kept for the next time.
///
/// On a virtual thread an interrupt ends it at once, on any other thread when the target's timeout
/// is over. For one thread at a time.
final class BodyFetch {
  private static final String ACCEPT =
      "application/openmetrics-text;version=1.0.0;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1";
  private static final String OPEN_METRICS = "application/openmetrics-text";
  private static final Duration LONGEST_CONNECT = Duration.ofSeconds(5);
  private static final int FIRST_BUFFER_BYTES = 64 << 10;
  private static final int LARGEST_BUFFER_BYTES = 1 << 30;

  private final ScrapeTarget target;
  private final Connections connections;
  private byte[] buffer = new byte[FIRST_BUFFER_BYTES];

  BodyFetch(ScrapeTarget target, Connections connections) {
    this.target = target;
    this.connections = connections;
  }

  /// A body that was read to its end; it is in [#bytes].
  ///
  /// @param length how many bytes it has
  /// @param openMetrics whether it claims to be OpenMetrics
  record Fetched(int length, boolean openMetrics) {}

  /// The buffer, good until the next fetch.
  byte[] bytes() {
    return buffer;
  }

  Fetched fetch() throws SourceException, InterruptedException {
    long deadline = System.nanoTime() + target.timeout().toNanos();
    HttpURLConnection connection = connection();
    boolean whole = false;
    try {
      requireOk(status(connection));
      try (InputStream in = unpacked(connection)) {
        int length = read(in, deadline);
        whole = true;
        String type = connection.getContentType();
        boolean openMetrics =
            type != null && type.regionMatches(true, 0, OPEN_METRICS, 0, OPEN_METRICS.length());
        return new Fetched(length, openMetrics);
      }
    } catch (IOException e) {
      throwIfInterrupted();
      throw SourceException.partial("the body broke off: " + e.getMessage());
    } finally {
      if (!whole) {
        connection.disconnect(); // what still comes is not waited for
      }
    }
  }

  private HttpURLConnection connection() throws SourceException {
    try {
      HttpURLConnection connection = connections.to(target.url());
      connection.setInstanceFollowRedirects(false);
      connection.setUseCaches(false);
      connection.setConnectTimeout(millis(LONGEST_CONNECT));
      connection.setReadTimeout(millis(target.timeout()));
      connection.setRequestProperty("Accept", ACCEPT);
      connection.setRequestProperty("Accept-Encoding", "gzip");
      connection.setRequestProperty("User-Agent", "Nines");
      connection.setRequestProperty(
          "X-Prometheus-Scrape-Timeout-Seconds",
          Double.toString(target.timeout().toMillis() / 1e3));
      authorize(connection);
      return connection;
    } catch (IOException e) {
      throw SourceException.blind("the certificates for it cannot be read: " + e.getMessage());
    }
  }

  private int millis(Duration longest) {
    return Math.toIntExact(Math.min(longest.toMillis(), target.timeout().toMillis()));
  }

  private void authorize(HttpURLConnection connection) throws SourceException {
    try {
      target
          .job()
          .authorization()
          .header()
          .ifPresent(value -> connection.setRequestProperty("Authorization", value));
    } catch (IOException e) {
      throw SourceException.blind("the secret for it cannot be read: " + e.getMessage());
    }
  }

  private static int status(HttpURLConnection connection)
      throws SourceException, InterruptedException {
    try {
      return connection.getResponseCode();
    } catch (UnknownHostException e) {
      throw SourceException.unreachable("no answer: the host is unknown: " + e.getMessage());
    } catch (IOException e) {
      throwIfInterrupted();
      String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      throw SourceException.unreachable("no answer: " + reason);
    }
  }

  /// An interrupt closes the socket under a virtual thread, which shows as an I/O error first.
  private static void throwIfInterrupted() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }

  private static void requireOk(int status) throws SourceException {
    if (status == 401 || status == 403) {
      throw SourceException.partial(
          "answered HTTP %d: it does not take our credentials".formatted(status));
    }
    if (status >= 300 && status < 400) {
      throw SourceException.unreachable(
          "answered HTTP %d: redirects are not followed, configure the final address"
              .formatted(status));
    }
    if (status < 0) {
      throw SourceException.unreachable("answered something that is not HTTP");
    }
    if (status != 200) {
      throw SourceException.unreachable("answered HTTP " + status);
    }
  }

  private static InputStream unpacked(HttpURLConnection connection) throws IOException {
    InputStream raw = connection.getInputStream();
    return "gzip".equalsIgnoreCase(connection.getContentEncoding())
        ? new GZIPInputStream(raw, FIRST_BUFFER_BYTES)
        : raw;
  }

  private int read(InputStream in, long deadline) throws IOException, SourceException {
    long limit = target.job().limits().bodyBytes();
    int length = 0;
    for (int n = in.read(buffer, 0, buffer.length);
        n >= 0;
        n = in.read(buffer, length, buffer.length - length)) {
      length += n;
      if (length > limit) {
        throw SourceException.partial(
            "the body has more than %d bytes, the limit of this target".formatted(limit));
      }
      if (System.nanoTime() > deadline) {
        throw SourceException.partial(
            "the body did not end within %d ms".formatted(target.timeout().toMillis()));
      }
      if (length == buffer.length) {
        buffer =
            Arrays.copyOf(buffer, Math.toIntExact(Math.min(2L * length, LARGEST_BUFFER_BYTES)));
      }
    }
    return length;
  }
}
