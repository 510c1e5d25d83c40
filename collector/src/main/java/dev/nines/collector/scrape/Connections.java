package dev.nines.collector.scrape;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;

/// Where a job's connections come from. Asked at each scrape, since certificates change.
///
/// These are [HttpURLConnection]s, and not those of `java.net.http`, because they copy a body
/// straight from the socket into the caller's buffer: a body of a megabyte costs a quarter of the
/// processor time (see RATIONALE.md).
@FunctionalInterface
public interface Connections {
  /// With no certificates but the system's.
  Connections PLAIN = url -> (HttpURLConnection) url.toURL().openConnection();

  /// A connection that is not open yet.
  ///
  /// @throws IOException if its certificates cannot be read, with the reason
  HttpURLConnection to(URI url) throws IOException;

  /// Has connections that are not used kept open for longer than the JDK's five seconds, so that
  /// they last from one scrape to the next. For the whole process, before the first connection.
  static void keepOpen() {
    System.setProperty("http.keepAlive.time.server", "90");
  }
}
