package dev.nines.collector.heartbeat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Compares tokens in a time that does not tell how much of them was right.
public final class Tokens {
  private static final String SCHEME = "Bearer ";

  private Tokens() {}

  /// The token of an `Authorization` header.
  public static Optional<String> bearer(@Nullable String header) {
    return Optional.ofNullable(header)
        .filter(text -> text.startsWith(SCHEME))
        .map(text -> text.substring(SCHEME.length()));
  }

  /// Whether what was shown is what is wanted; if nothing is wanted, always. May read a file.
  public static boolean admits(Optional<Supplier<String>> wanted, Optional<String> shown) {
    if (wanted.isEmpty()) {
      return true;
    }
    return shown.isPresent()
        && MessageDigest.isEqual(bytes(wanted.get().get()), bytes(shown.get()));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
