package dev.nines.collector.scrape;

import dev.nines.collector.relabel.Relabeling;
import dev.nines.slo.model.Series;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Predicate;

/// Parsers of a target's bodies, and what they left out.
final class ParserRig {
  /// When every body is read.
  static final Instant NOW = Instant.parse("2015-03-17T14:26:00Z");

  /// Of all parsers together.
  final Overflow overflow = new Overflow();

  static ExpositionParser.Outcome outcome(ExpositionParser parser, String body, boolean openMetrics)
      throws MalformedExpositionException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return parser.parse(bytes, bytes.length, openMetrics, NOW);
  }

  ExpositionParser parserOf(Predicate<Series> wants) {
    return parserOf(wants, ScrapeLimits.DEFAULT);
  }

  ExpositionParser parserOf(Predicate<Series> wants, ScrapeLimits limits) {
    ScrapeTarget target = target(job(false, limits, ScrapeJob.Authorization.NONE), Map.of());
    return new ExpositionParser(new SeriesMaker(target, wants)::make, limits, overflow, true);
  }

  /// A job `api` each 15 s.
  static ScrapeJob job(
      boolean honorLabels, ScrapeLimits limits, ScrapeJob.Authorization authorization) {
    return new ScrapeJob(
        "api",
        Duration.ofSeconds(15),
        Duration.ofSeconds(5),
        "http",
        "/metrics",
        Map.of(),
        honorLabels,
        true,
        Relabeling.NONE,
        Relabeling.NONE,
        limits,
        authorization);
  }

  /// Its target of some labels, which nobody asks.
  static ScrapeTarget target(ScrapeJob job, Map<String, String> labels) {
    return new ScrapeTarget(
        job, "api", URI.create("http://a:1/"), labels, job.interval(), job.timeout());
  }
}
