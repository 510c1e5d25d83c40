package dev.nines.collector.gateway.http;

import at.favre.lib.crypto.bcrypt.BCrypt;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Checks basic authentication against bcrypt hashes.
///
/// A hash costs some 70 ms by design, so what was right once is remembered as a digest. An unknown
/// user costs as much as a known one, so that names cannot be guessed by time. Safe between
/// threads.
final class PasswordCheck {
  private static final int MAX_REMEMBERED = 1000;
  private static final String HASH_OF_NOBODY =
      "$2y$10$QOauhQNbBCuQDKes6eFzPeMqBSjb7Mr5DUmpZ/VcEd00UAV/LDeSi";

  private final Map<String, String> hashes;
  private final Set<String> remembered = ConcurrentHashMap.newKeySet();

  PasswordCheck(Map<String, String> hashes) {
    this.hashes = hashes;
  }

  /// Whether the header names a user with the right password. Blocks for the time of a hash.
  boolean accepts(String authorizationHeader) {
    return credentials(authorizationHeader).filter(this::accepts).isPresent();
  }

  private boolean accepts(Credentials given) {
    String hash = hashes.getOrDefault(given.user(), HASH_OF_NOBODY);
    String digest = digest(given.user() + '\0' + hash + '\0' + given.password());
    if (remembered.contains(digest)) {
      return true;
    }
    boolean right =
        BCrypt.verifyer().verify(given.password().toCharArray(), hash.toCharArray()).verified
            && hashes.containsKey(given.user());
    if (right && remembered.size() < MAX_REMEMBERED) {
      remembered.add(digest);
    }
    return right;
  }

  private static Optional<Credentials> credentials(String header) {
    if (!header.regionMatches(true, 0, "Basic ", 0, 6)) {
      return Optional.empty();
    }
    try {
      String decoded =
          new String(
              Base64.getDecoder().decode(header.substring(6).trim()), StandardCharsets.UTF_8);
      int colon = decoded.indexOf(':');
      return colon < 0
          ? Optional.empty()
          : Optional.of(new Credentials(decoded.substring(0, colon), decoded.substring(colon + 1)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String digest(String text) {
    try {
      byte[] bytes =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private record Credentials(String user, String password) {}
}
