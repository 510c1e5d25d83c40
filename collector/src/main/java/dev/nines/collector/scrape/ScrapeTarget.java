package dev.nines.collector.scrape;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

/// One address that is scraped.
///
/// @param job how it is scraped
/// @param name of the target within all jobs, stable over restarts
/// @param url the whole address
/// @param labels labels that every sample gets, `job` and `instance` among them
/// @param interval from one scrape to the next
/// @param timeout for one scrape
public record ScrapeTarget(
    ScrapeJob job,
    String name,
    URI url,
    Map<String, String> labels,
    Duration interval,
    Duration timeout) {

  public ScrapeTarget {
    labels = Map.copyOf(labels);
  }
}
