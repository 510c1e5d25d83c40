package dev.nines.dashboards.console;

import dev.nines.slo.model.TenantId;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What happened to the monitored application: a deploy, or an issue that its error tracking saw.
///
/// @param kind what
/// @param at when
/// @param tenant whose, if it is known; a deploy is everybody's
/// @param where the service or project; empty for all
/// @param what the version or the issue's title
/// @param detail more about it; may be empty
/// @param url where more stands; empty for nowhere
public record NewsLine(
    Kind kind,
    Instant at,
    Optional<TenantId> tenant,
    String where,
    String what,
    String detail,
    String url) {
  private static final int SHOWN = 20;

  /// What happened.
  public enum Kind {
    DEPLOY("Deploy"),
    NEW_ISSUE("New issue"),
    ISSUE_ALERT("Issue alert"),
    SPIKE("Spike");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    /// For people.
    public String label() {
      return label;
    }
  }

  /// The newest, as many as a page shows.
  static List<NewsLine> newest(Stream<NewsLine> news) {
    return news.sorted(Comparator.comparing(NewsLine::at).reversed()).limit(SHOWN).toList();
  }

  /// Whether a tenant's page shows it: its own issues, and what was deployed.
  boolean concerns(TenantId who) {
    return kind == Kind.DEPLOY || tenant.equals(Optional.of(who));
  }
}
