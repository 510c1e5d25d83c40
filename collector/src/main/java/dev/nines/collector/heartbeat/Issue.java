package dev.nines.collector.heartbeat;

import dev.nines.slo.model.TenantId;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// What Sentry saw in the monitored application.
///
/// @param kind what happened
/// @param id the same for each delivery of the same thing; empty if it is not told
/// @param project Sentry's name of what was monitored; `unknown` if it is not told
/// @param title in Sentry's words
/// @param detail where it is, or the rule that fired; may be empty
/// @param release the version that it was seen in; empty if it is not told
/// @param tenant whose; empty if no tag names one that is known
/// @param url where Sentry shows it; empty if it is not told
/// @param at when
public record Issue(
    Kind kind,
    String id,
    String project,
    String title,
    String detail,
    String release,
    Optional<TenantId> tenant,
    String url,
    Instant at) {

  /// What happened.
  public enum Kind {
    /// An error was seen for the first time.
    NEW,
    /// An alert rule on a project's issues fired: seen again, often, by many users.
    ALERT,
    /// A figure of Sentry's, such as errors in an hour, went over its threshold.
    SPIKE;

    /// As a label's value.
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// Whether both are deliveries of one thing.
  boolean isSameAs(Issue other) {
    return !id.isEmpty() && kind == other.kind && id.equals(other.id);
  }
}
