package dev.nines.collector.tls;

import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.nio.file.Path;
import java.util.Optional;

/// The certificate of a port that is listened on, in PEM.
///
/// @param certificate the chain, leaf first
/// @param key the private key, PKCS 8
/// @param clientAuthority if present, clients must show a certificate signed by this authority
public record ListenerTls(Path certificate, Path key, Optional<Path> clientAuthority) {

  /// Has a server speak TLS. The files are read when it listens.
  public void secure(HttpServerOptions options) {
    options
        .setSsl(true)
        .setUseAlpn(true)
        .setKeyCertOptions(
            new PemKeyCertOptions().setCertPath(certificate.toString()).setKeyPath(key.toString()));
    clientAuthority.ifPresent(
        authority ->
            options
                .setClientAuth(ClientAuth.REQUIRED)
                .setTrustOptions(new PemTrustOptions().addCertPath(authority.toString())));
  }
}
