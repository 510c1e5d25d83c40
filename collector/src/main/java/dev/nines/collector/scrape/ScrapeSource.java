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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
  private final HttpClient client;
  private final Predicate<Series> wants;
  private final ExpositionParser parser;
  private final Map<String, String> ownLabels;
  private final Series up;
  private final Series durationSeconds;
  private final Series samplesScraped;
  private byte[] buffer = new byte[FIRST_BUFFER_BYTES];

  /// @param target what to scrape
  /// @param client follows no redirects; may be shared
  /// @param wants whether something needs a series; asked once for each
  public ScrapeSource(ScrapeTarget target, HttpClient client, Predicate<Series> wants) {
    this.target = target;
    this.client = client;
    this.wants = wants;
    this.parser = new ExpositionParser(this::series, target.maxSamples());
    this.ownLabels = new HashMap<>(target.labels());
    ownLabels.putIfAbsent("job", target.job());
    ownLabels.putIfAbsent("instance", target.instance());
    this.up = own("up");
    this.durationSeconds = own("scrape_duration_seconds");
    this.samplesScraped = own("scrape_samples_scraped");
  }

  private Series own(String name) {
    return new Series(name, ownLabels, SampleKind.GAUGE);
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public String target() {
    return target.job() + "/" + target.instance() + target.url().getPath();
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
      if (response.statusCode() != 200) {
        throw SourceException.unreachable("answered HTTP " + response.statusCode());
      }
      int length = read(unpacked(response, raw));
      outcome = parser.parse(buffer, length, isOpenMetrics(response));
    } catch (MalformedExpositionException e) {
      throw SourceException.partial("not in the text format: " + e.getMessage());
    } catch (IOException e) {
      throw SourceException.partial("the body broke off: " + e.getMessage());
    }
    List<Sample> samples = new ArrayList<>(outcome.samples());
    add(samples, durationSeconds, (System.nanoTime() - started) / 1e9);
    add(samples, samplesScraped, outcome.scraped());
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
      target.authorization().header().ifPresent(value -> request.header("Authorization", value));
    } catch (IOException e) {
      throw SourceException.blind("the secret for it cannot be read: " + e.getMessage());
    }
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    } catch (IOException e) {
      String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      throw SourceException.unreachable("no answer: " + reason);
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
      if (length > target.maxBodyBytes()) {
        throw SourceException.partial(
            "the body has more than %d bytes, the limit of this target"
                .formatted(target.maxBodyBytes()));
      }
      if (length == buffer.length) {
        buffer = Arrays.copyOf(buffer, Math.toIntExact(Math.min(2L * length, 1 << 30)));
      }
    }
    return length;
  }

  private Optional<Series> series(LabelParser.Parsed parsed, MetricTypes types) {
    var labels = new HashMap<>(parsed.labels());
    ownLabels.forEach(
        (name, value) -> {
          String theirs = labels.get(name);
          if (theirs == null || theirs.isEmpty()) {
            labels.put(name, value);
          } else if (!target.honorLabels()) {
            labels.put("exported_" + name, theirs);
            labels.put(name, value);
          }
        });
    var series = new Series(parsed.name(), labels, types.kindOf(parsed.name()));
    return Optional.of(series).filter(wants);
  }
}
