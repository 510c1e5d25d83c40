package dev.nines.collector.scrape;

import dev.nines.collector.forward.MetricBook;
import dev.nines.collector.source.Source;
import dev.nines.collector.source.SourceException;
import dev.nines.slo.model.Observation;
import dev.nines.slo.model.Observation.Reading;
import dev.nines.slo.model.Sample;
import dev.nines.slo.model.SampleKind;
import dev.nines.slo.model.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// Scrapes one target. A body counts as a whole or not at all: one that breaks off, is too long or
/// is not in the format is a partial reading.
public final class ScrapeSource implements Source {
  /// The kind of this source.
  public static final String KIND = "scrape";

  private static final Duration DESCRIBED_EVERY = Duration.ofMinutes(10);
  private static final String OVERFLOW = "nines_scrape_overflow_samples_total";

  private final ScrapeTarget target;
  private final BodyFetch body;
  private final Predicate<Series> wants;
  private final ExpositionParser parser;
  private final Series up;
  private final Series durationSeconds;
  private final Series samplesScraped;
  private final Series samplesKept;
  private final Series seriesAdded;
  private final Overflow overflow;
  private final MetricBook book;
  private final Map<List<String>, Series> overflowSeries = new HashMap<>();
  private Instant describedAt = Instant.MIN;

  /// @param target what to scrape
  /// @param connections to it; may be shared
  /// @param wants whether something needs a series; asked once for each
  /// @param overflow counts what exceeds the target's limits; may be shared
  /// @param book takes what the target says of its metrics besides values; may be shared
  public ScrapeSource(
      ScrapeTarget target,
      Connections connections,
      Predicate<Series> wants,
      Overflow overflow,
      MetricBook book) {
    this.target = target;
    this.body = new BodyFetch(target, connections);
    this.wants = wants;
    this.overflow = overflow.part();
    this.book = book;
    ScrapeJob job = target.job();
    this.parser =
        new ExpositionParser(
            new SeriesMaker(target, wants)::make,
            job.limits(),
            this.overflow,
            job.honorTimestamps());
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
    BodyFetch.Fetched fetched = body.fetch();
    boolean describing = book.isOpen() && describedAt.isBefore(at.minus(DESCRIBED_EVERY));
    if (describing) {
      parser.describeNext();
    }
    ExpositionParser.Outcome outcome;
    try {
      outcome = parser.parse(body.bytes(), fetched.length(), fetched.openMetrics(), at);
    } catch (MalformedExpositionException e) {
      throw SourceException.partial("not in the text format: " + e.getMessage());
    }
    if (describing) {
      describedAt = at;
      parser.entries().forEach(book::note);
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
    for (Overflow.Count count : overflow.counts()) {
      add(samples, overflowSeries(count), (double) count.samples());
    }
    return new Observation(KIND, target(), at, new Reading.Complete(samples, List.of()));
  }

  /// What was left out of this target since the start, in series of the tenants that it belongs to.
  private Series overflowSeries(Overflow.Count count) {
    String limit = count.limit().toString();
    return overflowSeries.computeIfAbsent(
        List.of(count.tenant(), limit),
        key -> {
          var labels = new HashMap<>(target.labels());
          labels.put("limit", limit);
          if (!count.tenant().equals(Overflow.NO_TENANT)) {
            labels.put(LabelNames.TENANT, count.tenant());
          }
          return new Series(OVERFLOW, labels, SampleKind.CUMULATIVE);
        });
  }

  /// What was left out of this target since the start.
  List<Overflow.Count> leftOut() {
    return overflow.counts();
  }

  private void add(List<Sample> samples, Series series, double value) {
    if (wants.test(series)) {
      samples.add(new Sample(series, value));
    }
  }
}
