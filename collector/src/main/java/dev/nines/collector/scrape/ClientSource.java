package dev.nines.collector.scrape;

import java.io.IOException;
import java.net.http.HttpClient;

/// Where a job's HTTP client comes from; it follows no redirects. Asked at each scrape, since
/// certificates change.
@FunctionalInterface
public interface ClientSource {

  /// The client of the moment.
  ///
  /// @throws IOException if its certificates cannot be read, with the reason
  HttpClient client() throws IOException;
}
