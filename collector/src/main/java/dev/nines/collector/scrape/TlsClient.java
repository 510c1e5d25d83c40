package dev.nines.collector.scrape;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A client with certificates of its own, made anew when their files change. Safe between threads.
public final class TlsClient implements ClientSource, AutoCloseable {
  private final TlsFiles files;
  private final Supplier<HttpClient.Builder> builder;
  private List<String> stamps = List.of();
  private @Nullable HttpClient client;

  /// @param builder makes a client's builder, with everything but TLS set
  public TlsClient(TlsFiles files, Supplier<HttpClient.Builder> builder) {
    this.files = files;
    this.builder = builder;
  }

  @Override
  public synchronized HttpClient client() throws IOException {
    List<String> now = stampsNow();
    HttpClient known = client;
    if (known != null && now.equals(stamps)) {
      return known;
    }
    try {
      HttpClient made = builder.get().sslContext(files.context()).build();
      close(); // scrapes that run keep the old client until they end
      client = made;
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

  @Override
  public synchronized void close() {
    HttpClient known = client;
    if (known != null) {
      known.shutdown();
    }
    client = null;
  }
}
