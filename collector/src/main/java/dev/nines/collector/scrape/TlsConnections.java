package dev.nines.collector.scrape;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/// Connections with certificates of their own, which are read again when their files change. Safe
/// between threads.
public final class TlsConnections implements Connections {
  private final TlsFiles files;
  private List<String> stamps = List.of();
  private @Nullable SSLSocketFactory sockets;

  public TlsConnections(TlsFiles files) {
    this.files = files;
  }

  @Override
  public HttpURLConnection to(URI url) throws IOException {
    HttpURLConnection connection = PLAIN.to(url);
    if (connection instanceof HttpsURLConnection secured) {
      secured.setSSLSocketFactory(sockets());
      if (files.insecure()) {
        secured.setHostnameVerifier((_, _) -> true);
      }
    }
    return connection;
  }

  /// The same one as long as the files stay, since open connections are kept by it.
  private synchronized SSLSocketFactory sockets() throws IOException {
    List<String> now = stampsNow();
    SSLSocketFactory known = sockets;
    if (known != null && now.equals(stamps)) {
      return known;
    }
    try {
      SSLSocketFactory made = files.context().getSocketFactory();
      sockets = made;
      stamps = now;
      return made;
    } catch (GeneralSecurityException e) {
      throw new IOException(e.getMessage() == null ? e.toString() : e.getMessage(), e);
    }
  }

  private List<String> stampsNow() throws IOException {
    var now = new ArrayList<String>();
    for (Path file :
        Stream.of(files.ca(), files.certificate(), files.key()).flatMap(o -> o.stream()).toList()) {
      now.add(file + "@" + Files.getLastModifiedTime(file) + "/" + Files.size(file));
    }
    return now;
  }
}
