package dev.nines.alerts.lifecycle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// The runbooks, one for each of [AlertNames#ALL], as they are shipped with the program: so that
/// `runbook_url` can lead to the gateway itself.
public final class Runbooks {
  private static final String FOLDER = "/dev/nines/alerts/runbooks/";

  private Runbooks() {}

  /// The text of an alert's runbook in Markdown, empty if no alert has this name.
  public static Optional<String> read(String alertname) {
    if (!AlertNames.ALL.contains(alertname)) {
      return Optional.empty();
    }
    try (var stream = Runbooks.class.getResourceAsStream(FOLDER + alertname + ".md")) {
      return stream == null
          ? Optional.empty()
          : Optional.of(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
