package dev.nines.alerts.delivery;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;

/// How a client proves itself to an Alertmanager. Secrets are in files, read for each request, so
/// that they can be rotated.
public sealed interface Credentials {

  /// None.
  record None() implements Credentials {}

  /// HTTP Basic (RFC 7617).
  ///
  /// @param user the user name, without a colon
  /// @param passwordFile holds the password; white space around it is ignored
  record Basic(String user, Path passwordFile) implements Credentials {}

  /// A bearer token (RFC 6750).
  ///
  /// @param tokenFile holds the token; white space around it is ignored
  record Bearer(Path tokenFile) implements Credentials {}

  /// The value of the `Authorization` header, if there is to be one.
  ///
  /// @throws IOException if the file cannot be read
  default Optional<String> authorization() throws IOException {
    return switch (this) {
      case None() -> Optional.empty();
      case Basic(String user, Path file) ->
          Optional.of("Basic " + base64(user + ":" + secret(file)));
      case Bearer(Path file) -> Optional.of("Bearer " + secret(file));
    };
  }

  private static String secret(Path file) throws IOException {
    return Files.readString(file).strip();
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
