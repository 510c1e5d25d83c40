package dev.nines.slo.correction;

import dev.nines.slo.model.Minute;
import java.util.Locale;

/// What becomes of the counts of each minute.
public sealed interface Change {

  /// The counts of one minute, or what is added to them.
  ///
  /// @param good good events
  /// @param bad bad events
  /// @param doubtful events that could be either
  record Counts(long good, long bad, long doubtful) {
    /// No events.
    public static final Counts NOTHING = new Counts(0, 0, 0);

    /// These and others.
    public Counts plus(Counts more) {
      return new Counts(
          Math.addExact(good, more.good),
          Math.addExact(bad, more.bad),
          Math.addExact(doubtful, more.doubtful));
    }

    boolean hasNegative() {
      return good < 0 || bad < 0 || doubtful < 0;
    }
  }

  /// What events can be.
  enum Kind {
    GOOD,
    BAD,
    DOUBTFUL;

    /// The name in files and requests.
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// Adds to each minute, or takes away; a minute that nobody observed thereby becomes measured.
  record Add(Counts counts) implements Change {}

  /// Puts other counts in the place of each minute's; one that nobody observed becomes measured.
  record Set(Counts counts) implements Change {
    public Set {
      if (counts.hasNegative()) {
        throw new IllegalArgumentException("counts of %s, expected none below 0".formatted(counts));
      }
    }
  }

  /// Counts all events of each minute as one kind; minutes without events stay as they are.
  record CountAs(Kind kind) implements Change {}

  /// What is to be added to a minute.
  default Counts delta(Minute minute) {
    return switch (this) {
      case Add(Counts counts) -> counts;
      case Set(Counts counts) -> difference(minute, counts);
      case CountAs(Kind kind) -> {
        long total = minute.total();
        yield difference(
            minute,
            switch (kind) {
              case GOOD -> new Counts(total, 0, 0);
              case BAD -> new Counts(0, total, 0);
              case DOUBTFUL -> new Counts(0, 0, total);
            });
      }
    };
  }

  private static Counts difference(Minute minute, Counts wanted) {
    return new Counts(
        wanted.good() - minute.good(),
        wanted.bad() - minute.bad(),
        wanted.doubtful() - minute.doubtful());
  }
}
