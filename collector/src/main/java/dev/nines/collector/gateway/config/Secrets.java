package dev.nines.collector.gateway.config;

import dev.nines.alerts.delivery.Credentials;
import dev.nines.collector.gateway.config.GatewayConfig.Login;
import dev.nines.collector.scrape.ScrapeJob;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/// Secrets stand in files and are read at each use, so that they can be rotated without a restart.
public final class Secrets {
  private Secrets() {}

  /// The password of a login, empty if it has none.
  public static Supplier<String> password(Login login) {
    return () -> login.passwordFile().map(Secrets::read).orElse("");
  }

  /// How an Alertmanager is told who we are.
  public static Credentials credentials(Optional<Login> login) {
    return login
        .flatMap(
            each ->
                each.passwordFile()
                    .<Credentials>map(file -> new Credentials.Basic(each.username(), file)))
        .orElse(new Credentials.None());
  }

  /// How a scraped target is told who we are.
  public static ScrapeJob.Authorization authorization(
      Optional<Login> login, Optional<Path> bearerTokenFile) {
    if (bearerTokenFile.isPresent()) {
      return new Credentials.Bearer(bearerTokenFile.get())::authorization;
    }
    return credentials(login)::authorization;
  }

  /// The content of a file without surrounding white space.
  public static String read(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("the secret in " + file + " cannot be read", e);
    }
  }
}
