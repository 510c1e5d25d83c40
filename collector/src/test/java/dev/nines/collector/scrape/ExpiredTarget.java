package dev.nines.collector.scrape;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.nines.testing.TestCertificate;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;

/// A healthy target whose certificate ran out nine days ago.
public final class ExpiredTarget implements AutoCloseable {
  private final TestCertificate certificate;
  private final HttpsServer server;

  /// @param folder where its certificates may be made
  public ExpiredTarget(Path folder) throws Exception {
    certificate =
        TestCertificate.forHost(
            folder.resolve("expired"), "localhost", "-startdate", "-10d", "-validity", "1");
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(certificate.tls()));
    server.createContext("/expired", exchange -> FaultServer.send(exchange, 200, "a_total 1\n"));
    server.start();
  }

  /// Host and port; it is served at `/expired`.
  public String address() {
    return "localhost:" + server.getAddress().getPort();
  }

  /// Whom to trust.
  public Path authority() {
    return certificate.authorityPem();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
