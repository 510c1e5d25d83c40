package dev.nines.alerts.lifecycle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// The runbooks, one for each of [AlertNames#ALL] and [AlertNames#GENERATED], and the playbooks, as
/// they are shipped with the program: so that `runbook_url` can lead to the gateway itself.
public final class Runbooks {
  private static final String FOLDER = "/dev/nines/alerts/runbooks/";

  /// What to do in situations that several alerts may tell of.
  public static final List<String> PLAYBOOKS =
      List.of(
          "database_outage",
          "application_crash",
          "security_breach",
          "noisy_neighbour",
          "queue_stuck");

  private Runbooks() {}

  /// The text of an alert's runbook or of a playbook in Markdown, empty if there is none of this
  /// name.
  public static Optional<String> read(String name) {
    if (PLAYBOOKS.contains(name)) {
      return resource("playbooks/" + name + ".md");
    }
    return AlertNames.ALL.contains(name) || AlertNames.GENERATED.contains(name)
        ? resource(name + ".md")
        : Optional.empty();
  }

  private static Optional<String> resource(String file) {
    try (var stream = Runbooks.class.getResourceAsStream(FOLDER + file)) {
      return stream == null
          ? Optional.empty()
          : Optional.of(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
