package dev.nines.collector.scrape;

import dev.nines.collector.source.Source;
import dev.nines.collector.source.SourceException;
import dev.nines.slo.model.Observation;
import dev.nines.slo.model.Observation.Reading;
import dev.nines.slo.model.Sample;
import dev.nines.slo.model.SampleKind;
import dev.nines.slo.model.Series;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;

/// Scrapes one target. A body counts as a whole or not at all: one that breaks off, is too long or
/// is not in the format is a partial reading.
public final class ScrapeSource implements Source {
  /// The kind of this source.
  public static final String KIND = "scrape";

  private static final String ACCEPT =
      "application/openmetrics-text;version=1.0.0;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1";
  private static final int FIRST_BUFFER_BYTES = 64 << 10;

  private final ScrapeTarget target;
  private final ClientSource clients;
  private final Predicate<Series> wants;
  private final ExpositionParser parser;
  private final Series up;
  private final Series durationSeconds;
  private final Series samplesScraped;
  private final Series samplesKept;
  private final Series seriesAdded;
  private byte[] buffer = new byte[FIRST_BUFFER_BYTES];

  /// @param target what to scrape
  /// @param clients the client to do it with; may be shared
  /// @param wants whether something needs a series; asked once for each
  /// @param overflow counts what exceeds the target's limits; may be shared
  public ScrapeSource(
      ScrapeTarget target, ClientSource clients, Predicate<Series> wants, Overflow overflow) {
    this.target = target;
    this.clients = clients;
    this.wants = wants;
    ScrapeJob job = target.job();
    this.parser =
        new ExpositionParser(
            new SeriesMaker(target, wants)::make, job.limits(), overflow, job.honorTimestamps());
    this.up = own("up");
    this.durationSeconds = own("scrape_duration_seconds");
    this.samplesScraped = own("scrape_samples_scraped");
    this.samplesKept = own("scrape_samples_post_metric_relabeling");
    this.seriesAdded = own("scrape_series_added");
  }

  private Series own(String name) {
    return new Series(name, target.labels(), SampleKind.GAUGE);
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public String target() {
    return target.name();
  }

  @Override
  public Duration interval() {
    return target.interval();
  }

  @Override
  public Duration timeout() {
    return target.timeout();
  }

  @Override
  public Optional<Series> up() {
    return Optional.of(up);
  }

  @Override
  public Observation read(Instant at) throws SourceException, InterruptedException {
    long started = System.nanoTime();
    HttpResponse<InputStream> response = send();
    ExpositionParser.Outcome outcome;
    try (InputStream raw = response.body()) {
      requireOk(response);
      int length = read(unpacked(response, raw));
      outcome = parser.parse(buffer, length, isOpenMetrics(response), at);
    } catch (MalformedExpositionException e) {
      throw SourceException.partial("not in the text format: " + e.getMessage());
    } catch (IOException e) {
      throw SourceException.partial("the body broke off: " + e.getMessage());
    }
    if (outcome.untimely() > 0 && outcome.samples().isEmpty()) {
      throw SourceException.partial(
          "all its samples carry timestamps far from now: set its clock, or honor_timestamps:"
              + " false");
    }
    List<Sample> samples = new ArrayList<>(outcome.samples());
    add(samples, durationSeconds, (System.nanoTime() - started) / 1e9);
    add(samples, samplesScraped, outcome.scraped());
    add(samples, samplesKept, outcome.kept());
    add(samples, seriesAdded, outcome.added());
    return new Observation(KIND, target(), at, new Reading.Complete(samples, List.of()));
  }

  private void add(List<Sample> samples, Series series, double value) {
    if (wants.test(series)) {
      samples.add(new Sample(series, value));
    }
  }

  private HttpResponse<InputStream> send() throws SourceException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(target.url())
            .timeout(target.timeout())
            .header("Accept", ACCEPT)
            .header("Accept-Encoding", "gzip")
            .header("User-Agent", "Nines")
            .header(
                "X-Prometheus-Scrape-Timeout-Seconds",
                Double.toString(target.timeout().toMillis() / 1e3));
    try {
      target
          .job()
          .authorization()
          .header()
          .ifPresent(value -> request.header("Authorization", value));
    } catch (IOException e) {
      throw SourceException.blind("the secret for it cannot be read: " + e.getMessage());
    }
    HttpClient client;
    try {
      client = clients.client();
    } catch (IOException e) {
      throw SourceException.blind("the certificates for it cannot be read: " + e.getMessage());
    }
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    } catch (IOException e) {
      String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      throw SourceException.unreachable("no answer: " + reason);
    }
  }

  private static void requireOk(HttpResponse<?> response) throws SourceException {
    int status = response.statusCode();
    if (status == 401 || status == 403) {
      throw SourceException.partial(
          "answered HTTP %d: it does not take our credentials".formatted(status));
    }
    if (status >= 300 && status < 400) {
      throw SourceException.unreachable(
          "answered HTTP %d: redirects are not followed, configure the final address"
              .formatted(status));
    }
    if (status != 200) {
      throw SourceException.unreachable("answered HTTP " + status);
    }
  }

  private static InputStream unpacked(HttpResponse<InputStream> response, InputStream raw)
      throws IOException {
    boolean gzip =
        response.headers().firstValue("Content-Encoding").orElse("").equalsIgnoreCase("gzip");
    return gzip ? new GZIPInputStream(raw, FIRST_BUFFER_BYTES) : raw;
  }

  private static boolean isOpenMetrics(HttpResponse<InputStream> response) {
    return response
        .headers()
        .firstValue("Content-Type")
        .orElse("")
        .startsWith("application/openmetrics-text");
  }

  /// Reads the body into the buffer, which is kept for the next time.
  private int read(InputStream in) throws IOException, SourceException {
    int length = 0;
    for (int n = in.read(buffer, 0, buffer.length);
        n >= 0;
        n = in.read(buffer, length, buffer.length - length)) {
      length += n;
      if (length > target.job().limits().bodyBytes()) {
        throw SourceException.partial(
            "the body has more than %d bytes, the limit of this target"
                .formatted(target.job().limits().bodyBytes()));
      }
      if (length == buffer.length) {
        buffer = Arrays.copyOf(buffer, Math.toIntExact(Math.min(2L * length, 1 << 30)));
      }
    }
    return length;
  }
}
