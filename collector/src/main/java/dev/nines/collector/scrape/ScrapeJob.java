package dev.nines.collector.scrape;

import dev.nines.collector.relabel.Relabeling;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How the targets of a job are scraped, in the words of Prometheus' `scrape_config`.
///
/// @param name the `job` label
/// @param interval from one scrape to the next
/// @param timeout for one scrape, the whole body included
/// @param scheme `http` or `https`
/// @param metricsPath the path of the address
/// @param params the query of the address
/// @param honorLabels whether labels of the body win over ours; else they are kept as `exported_…`
/// @param honorTimestamps whether samples whose own timestamp is far from now are left out
/// @param relabeling of targets
/// @param metricRelabeling of series
/// @param limits what a target may expose
/// @param authorization the `Authorization` header, asked for at each scrape
public record ScrapeJob(
    String name,
    Duration interval,
    Duration timeout,
    String scheme,
    String metricsPath,
    Map<String, List<String>> params,
    boolean honorLabels,
    boolean honorTimestamps,
    Relabeling relabeling,
    Relabeling metricRelabeling,
    ScrapeLimits limits,
    Authorization authorization) {

  public ScrapeJob {
    params = Map.copyOf(params);
  }

  /// Where the header comes from: a file that may change.
  @FunctionalInterface
  public interface Authorization {
    /// No header.
    Authorization NONE = Optional::empty;

    /// The value of the header, if there is to be one.
    ///
    /// @throws IOException if the secret cannot be read
    Optional<String> header() throws IOException;
  }
}
