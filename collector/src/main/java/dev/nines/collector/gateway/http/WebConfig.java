package dev.nines.collector.gateway.http;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// Who may use the HTTP port: the part of the Prometheus family's `--web.config.file` that the
/// gateway takes.
///
/// @param tls the server's certificate, absent for plain HTTP
/// @param passwordHashes bcrypt hash by user name; empty lets everybody in
public record WebConfig(Optional<Tls> tls, Map<String, String> passwordHashes) {
  /// Plain HTTP for everybody: only for loopback.
  public static final WebConfig OPEN = new WebConfig(Optional.empty(), Map.of());

  public WebConfig {
    passwordHashes = Map.copyOf(passwordHashes);
  }

  /// Whether a request must carry a user and a password.
  public boolean requiresAuthentication() {
    return !passwordHashes.isEmpty();
  }

  /// A certificate and its key, PEM.
  ///
  /// @param certificate the chain, leaf first
  /// @param key the private key, PKCS 8
  /// @param clientAuthority if present, clients must show a certificate signed by this authority
  public record Tls(Path certificate, Path key, Optional<Path> clientAuthority) {}
}
