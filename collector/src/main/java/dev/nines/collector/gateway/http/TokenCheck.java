package dev.nines.collector.gateway.http;

import dev.nines.slo.model.TenantId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Finds whose tenant a token is. Tokens are random and long, so a plain digest is enough to keep
/// them secret in the file; all digests are compared, in a time that does not depend on them.
///
/// A token comes as `Authorization: Bearer <token>`, or as the password of basic authentication
/// with any user name, because that is what a browser can send.
final class TokenCheck {
  private static final String BEARER = "bearer ";
  private static final String BASIC = "basic ";

  private final List<WebConfig.TenantToken> tokens;

  TokenCheck(List<WebConfig.TenantToken> tokens) {
    this.tokens = tokens;
  }

  /// The tenant of the token in the header, if it is one of ours.
  Optional<TenantId> tenant(String authorizationHeader) {
    return token(authorizationHeader).flatMap(this::owner);
  }

  private Optional<TenantId> owner(String token) {
    byte[] given = digest(token);
    Optional<TenantId> owner = Optional.empty();
    for (WebConfig.TenantToken each : tokens) {
      if (MessageDigest.isEqual(given, HexFormat.of().parseHex(each.sha256()))) {
        owner = Optional.of(each.tenant());
      }
    }
    return owner;
  }

  private static Optional<String> token(String header) {
    String scheme = header.toLowerCase(Locale.ROOT);
    if (scheme.startsWith(BEARER)) {
      return Optional.of(header.substring(BEARER.length()).trim());
    }
    if (!scheme.startsWith(BASIC)) {
      return Optional.empty();
    }
    try {
      byte[] decoded = Base64.getDecoder().decode(header.substring(BASIC.length()).trim());
      String credentials = new String(decoded, StandardCharsets.UTF_8);
      int colon = credentials.indexOf(':');
      return colon < 0 ? Optional.empty() : Optional.of(credentials.substring(colon + 1));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static byte[] digest(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
