package dev.nines.collector.gateway.telemetry;

import io.sentry.Sentry;
import io.sentry.SentryEvent;
import io.sentry.protocol.Message;
import io.sentry.protocol.SentryException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Sends unexpected errors of the gateway itself to Sentry, if a DSN is configured; otherwise does
/// nothing and opens no connection.
///
/// What leaves is scrubbed: no host name, no user, no request, and anything in a message that looks
/// like a secret, a database address or an e-mail address is masked. Safe between threads.
public final class ErrorTracking implements AutoCloseable {
  private static final Pattern SECRET =
      Pattern.compile(
          "(?i)(password|passwd|pwd|secret|token|authorization|dsn)(\\s*[=:]\\s*)[^\\s,;&]+");
  private static final Pattern ADDRESS =
      Pattern.compile("(?i)\\b(jdbc:\\w+|https?|rediss?)://\\S+");
  private static final Pattern EMAIL = Pattern.compile("[\\w.+-]+@[\\w-]+\\.[\\w.-]+");

  private ErrorTracking() {}

  /// Starts tracking.
  ///
  /// @param dsn the project's address in Sentry; absent switches tracking off
  /// @param release the gateway's version
  public static ErrorTracking start(Optional<String> dsn, String release) {
    Sentry.init(
        options -> {
          options.setDsn(dsn.orElse(""));
          options.setRelease("nines@" + release);
          options.setAttachServerName(false);
          options.setEnableUncaughtExceptionHandler(false);
          options.setBeforeSend((event, hint) -> scrubbed(event));
        });
    return new ErrorTracking();
  }

  /// Reports an error that nobody expected. Never throws.
  public void report(Throwable error) {
    Sentry.captureException(error);
  }

  static SentryEvent scrubbed(SentryEvent event) {
    event.setServerName(null);
    event.setUser(null);
    event.setRequest(null);
    event.setBreadcrumbs(null);
    @Nullable Message message = event.getMessage();
    if (message != null) {
      message.setMessage(masked(message.getMessage()));
      message.setFormatted(masked(message.getFormatted()));
      message.setParams(null);
    }
    if (event.getExceptions() != null) {
      for (SentryException exception : event.getExceptions()) {
        exception.setValue(masked(exception.getValue()));
      }
    }
    return event;
  }

  static @Nullable String masked(@Nullable String text) {
    if (text == null) {
      return null;
    }
    String withoutSecrets = SECRET.matcher(text).replaceAll("$1$2***");
    String withoutAddresses = ADDRESS.matcher(withoutSecrets).replaceAll("$1://***");
    return EMAIL.matcher(withoutAddresses).replaceAll("***@***");
  }

  @Override
  public void close() {
    Sentry.close();
  }
}
