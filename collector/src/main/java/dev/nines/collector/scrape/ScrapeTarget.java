package dev.nines.collector.scrape;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// One address that is scraped, as configured.
///
/// @param job the `job` label
/// @param url the whole address; `host:port` of it is the `instance` label
/// @param labels labels that every sample gets
/// @param interval from one scrape to the next
/// @param timeout for one scrape, the whole body included
/// @param honorLabels whether labels of the body win over ours; else they are kept as `exported_…`
/// @param authorization the `Authorization` header, asked for at each scrape
/// @param maxBodyBytes a longer body (unpacked) is not taken
/// @param maxSamples a body with more samples is not taken
public record ScrapeTarget(
    String job,
    URI url,
    Map<String, String> labels,
    Duration interval,
    Duration timeout,
    boolean honorLabels,
    Authorization authorization,
    long maxBodyBytes,
    int maxSamples) {

  public ScrapeTarget {
    labels = Map.copyOf(labels);
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

  /// The `instance` label.
  String instance() {
    int port = url.getPort();
    if (port < 0) {
      port = "https".equals(url.getScheme()) ? 443 : 80;
    }
    return url.getHost() + ":" + port;
  }
}
