package dev.nines.collector.probe;

import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// How a probe speaks TLS.
///
/// @param authorities a PEM file of certificate authorities to trust instead of the usual ones
/// @param certificate ours, a PEM file with its chain, for servers that ask for one
/// @param key of our certificate, a PEM file
/// @param serverName asked for and expected instead of the URL's host
/// @param insecure whether the certificate is looked at, but not checked
/// @param warnBefore how long before a certificate of the chain ends there is an alert; zero for
///   none
public record ProbeTls(
    Optional<Path> authorities,
    Optional<Path> certificate,
    Optional<Path> key,
    Optional<String> serverName,
    boolean insecure,
    Duration warnBefore) {
  /// The usual authorities; an alert two weeks before the end.
  public static final ProbeTls DEFAULT =
      new ProbeTls(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          false,
          Duration.ofDays(14));

  /// @param protocols what we offer to speak (ALPN), best first
  ClientSSLOptions options(List<String> protocols) {
    var options =
        new ClientSSLOptions()
            .setTrustAll(insecure)
            .setHostnameVerificationAlgorithm(insecure ? "" : "HTTPS")
            .setUseAlpn(!protocols.isEmpty())
            .setApplicationLayerProtocols(protocols);
    authorities.ifPresent(
        file -> options.setTrustOptions(new PemTrustOptions().addCertPath(file.toString())));
    if (certificate.isPresent() && key.isPresent()) {
      options.setKeyCertOptions(
          new PemKeyCertOptions()
              .addCertPath(certificate.get().toString())
              .addKeyPath(key.get().toString()));
    }
    return options;
  }
}
