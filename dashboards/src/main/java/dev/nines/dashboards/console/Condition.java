package dev.nines.dashboards.console;

import java.util.Locale;
import java.util.Optional;

/// What to think of an SLO of a tenant right now, worst first. The order is the console's default
/// order: what burns now stands above what is already lost, because it can still be helped.
public enum Condition {
  /// A page-worthy burn is going on.
  BURNING("Burning", "The error budget burns so fast that somebody is paged."),
  /// The promise is missed over its window.
  BREACHED("Breached", "More was bad in the window than the promise allows."),
  /// A ticket-worthy burn is going on.
  SLOW_BURN("Slow burn", "The error budget burns faster than it lasts; a ticket, not a page."),
  /// The measurement contradicts itself, so it is not judged.
  FROZEN(
      "Frozen", "The measurement contradicts itself (more good events than events); not judged."),
  /// Nothing was measured in the window.
  NO_DATA("No data", "Nothing was measured in the window: neither kept nor missed."),
  /// Too little was measured to say.
  UNCERTAIN("Uncertain", "Too much of the window is unmeasured or doubtful to say either way."),
  /// The promise is kept.
  KEPT("Kept", "The promise is kept and nothing burns.");

  private final String label;
  private final String meaning;

  Condition(String label, String meaning) {
    this.label = label;
    this.meaning = meaning;
  }

  /// The word for it on a badge.
  public String label() {
    return label;
  }

  /// What it means, in a sentence.
  public String meaning() {
    return meaning;
  }

  /// Its name in URLs, icons and style classes.
  public String slug() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// The condition of that slug, empty if there is none.
  public static Optional<Condition> ofSlug(String slug) {
    for (Condition each : values()) {
      if (each.slug().equals(slug)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  /// Whether the contract is in danger or already broken.
  public boolean atRisk() {
    return this == BURNING || this == BREACHED || this == SLOW_BURN;
  }
}
