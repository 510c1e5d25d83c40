package dev.nines.slo.exclusion;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;

/// When an exclusion holds.
public sealed interface Schedule {

  /// Once.
  ///
  /// @param from the first instant
  /// @param to the instant behind the last
  record Once(Instant from, Instant to) implements Schedule {
    public Once {
      if (!from.isBefore(to)) {
        throw new IllegalArgumentException(
            "an exclusion from %s to %s, expected an end after its beginning".formatted(from, to));
      }
    }
  }

  /// Again and again, by the wall clock of a zone.
  ///
  /// @param start the local begin of the first
  /// @param zone whose clock it is
  /// @param duration how long each lasts, in elapsed time
  /// @param rule an RRULE of RFC 5545, for example `FREQ=WEEKLY;BYDAY=SU`
  /// @param except local days on which none begins
  record Recurring(
      LocalDateTime start, ZoneId zone, Duration duration, String rule, List<LocalDate> except)
      implements Schedule {
    public Recurring {
      if (duration.isNegative() || duration.isZero()) {
        throw new IllegalArgumentException(
            "an exclusion of %s, expected it to last".formatted(duration));
      }
      except = List.copyOf(except);
      Recurrence.check(rule, start, zone);
    }

    /// One without exceptions.
    public Recurring(LocalDateTime start, ZoneId zone, Duration duration, String rule) {
      this(start, zone, duration, rule, List.of());
    }
  }
}
