package dev.nines.alerts.sink;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/// How e-mail is handed in (RFC 6409).
///
/// @param host the server
/// @param port 587 with STARTTLS, 465 with TLS from the start, 25 within one's own network
/// @param security how the connection is protected
/// @param from the sender's address
/// @param to the recipients' addresses
/// @param login who hands it in, if the server wants to know
/// @param trust whose certificates are believed
public record SmtpSettings(
    String host,
    int port,
    Security security,
    String from,
    List<String> to,
    Optional<Login> login,
    Trust trust) {

  public SmtpSettings {
    to = List.copyOf(to);
    if (login.isPresent() && security == Security.NONE) {
      throw new IllegalArgumentException(
          "a password for %s without TLS: everybody on the way could read it".formatted(host));
    }
  }

  /// How the connection is protected.
  public enum Security {
    /// Not at all.
    NONE,
    /// By STARTTLS; without it nothing is sent.
    STARTTLS,
    /// From the start.
    TLS
  }

  /// Whose certificates are believed; asked for each connection, so that files can be rotated. That
  /// the certificate is the host's is checked besides.
  @FunctionalInterface
  public interface Trust {
    /// Those whom the Java runtime trusts.
    Trust SYSTEM = SSLContext::getDefault;

    /// @throws IOException if a file cannot be read
    /// @throws GeneralSecurityException if a file is not what it should be
    SSLContext context() throws IOException, GeneralSecurityException;
  }

  /// A user and where the password stands.
  public record Login(String username, Path passwordFile) {}
}
