package dev.nines.collector.otlp.tenant;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Who may send. Tokens are kept as SHA-256 only: they are random and long, so that a slow hash
/// would protect nothing and cost each request. Immutable.
public final class Senders {
  private static final String BEARER = "Bearer ";

  private final Map<String, Sender> byTokenHash;
  private final Map<String, Sender> byCertificate;
  private final boolean open;

  /// @param byTokenHash senders by the SHA-256 of their token in lower-case hexadecimal
  /// @param byCertificate senders by the common name of their client certificate
  /// @param open whether a request without a token is taken too
  public Senders(Map<String, Sender> byTokenHash, Map<String, Sender> byCertificate, boolean open) {
    this.byTokenHash = Map.copyOf(byTokenHash);
    this.byCertificate = Map.copyOf(byCertificate);
    this.open = open;
  }

  /// Everybody, for a receiver on loopback.
  public static Senders everybody() {
    return new Senders(Map.of(), Map.of(), true);
  }

  /// Everybody whose client certificate the authority has signed.
  public static Senders certified() {
    return new Senders(Map.of(), Map.of(), false);
  }

  /// Who sends, empty if it is nobody that may.
  ///
  /// @param authorization the header
  /// @param certificateName the common name of the client's certificate, if it showed one that the
  ///   authority signed
  public Optional<Sender> identify(
      @Nullable String authorization, @Nullable String certificateName) {
    if (authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      String token = authorization.substring(BEARER.length()).strip();
      return Optional.ofNullable(byTokenHash.get(hash(token))).or(this::anyone);
    }
    if (certificateName != null) {
      Sender known = byCertificate.get(certificateName);
      if (known != null || byCertificate.isEmpty()) {
        return Optional.of(known == null ? new Sender(certificateName, java.util.Set.of()) : known);
      }
    }
    return anyone();
  }

  private Optional<Sender> anyone() {
    return open ? Optional.of(Sender.ANYONE) : Optional.empty();
  }

  /// The form in which a token is kept.
  public static String hash(String token) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
