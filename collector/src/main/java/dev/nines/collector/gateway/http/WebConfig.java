package dev.nines.collector.gateway.http;

import dev.nines.collector.tls.ListenerTls;
import dev.nines.slo.model.TenantId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Who may use the HTTP port: the part of the Prometheus family's `--web.config.file` that the
/// gateway takes.
///
/// @param tls the server's certificate, absent for plain HTTP
/// @param passwordHashes bcrypt hash by user name, of those who see everything
/// @param tenantTokens of those who see one tenant only
public record WebConfig(
    Optional<ListenerTls> tls, Map<String, String> passwordHashes, List<TenantToken> tenantTokens) {
  /// Plain HTTP for everybody: only for loopback.
  public static final WebConfig OPEN = new WebConfig(Optional.empty(), Map.of(), List.of());

  public WebConfig {
    passwordHashes = Map.copyOf(passwordHashes);
    tenantTokens = List.copyOf(tenantTokens);
  }

  /// Whether a request must say who sends it; without users and tokens everybody may do everything.
  public boolean requiresAuthentication() {
    return !passwordHashes.isEmpty() || !tenantTokens.isEmpty();
  }

  /// A token that sees one tenant.
  ///
  /// @param tenant the one
  /// @param sha256 the SHA-256 digest of the token, 64 hexadecimal digits
  public record TenantToken(TenantId tenant, String sha256) {}
}
