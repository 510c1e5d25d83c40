package dev.nines.slo.correction;

import dev.nines.slo.model.Minute;
import dev.nines.slo.model.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Counts that somebody puts right.
///
/// @param id tells it from all others
/// @param tenant whose counts
/// @param slo the objective that they were counted for, by its present query
/// @param from the first instant, a whole minute
/// @param to the instant behind the last, a whole minute, at most [#LONGEST] after `from`
/// @param change what becomes of each minute
/// @param reason for people
/// @param author who entered it
/// @param enteredAt when it was entered; it counts as of the instant at which the ledger took it
public record Correction(
    String id,
    TenantId tenant,
    String slo,
    Instant from,
    Instant to,
    Change change,
    String reason,
    String author,
    Instant enteredAt) {
  /// How much one correction may change.
  public static final Duration LONGEST = Duration.ofDays(31);

  private static final long SECONDS_PER_MINUTE = 60;

  public Correction {
    if (id.isBlank() || reason.isBlank() || author.isBlank()) {
      throw new IllegalArgumentException(
          "correction '%s' by '%s' because '%s', expected all three to be named"
              .formatted(id, author, reason));
    }
    if (!isWholeMinute(from) || !isWholeMinute(to) || !from.isBefore(to)) {
      throw new IllegalArgumentException(
          "from %s to %s, expected whole minutes, the end after the beginning".formatted(from, to));
    }
    if (Duration.between(from, to).compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "from %s to %s, expected at most %d days".formatted(from, to, LONGEST.toDays()));
    }
  }

  private static boolean isWholeMinute(Instant instant) {
    return instant.getNano() == 0 && instant.getEpochSecond() % SECONDS_PER_MINUTE == 0;
  }

  /// The first epoch minute.
  public long fromMinute() {
    return from.getEpochSecond() / SECONDS_PER_MINUTE;
  }

  /// The epoch minute behind the last.
  public long toMinute() {
    return to.getEpochSecond() / SECONDS_PER_MINUTE;
  }

  /// What is to be added to one minute.
  ///
  /// @param epochMinute the minute
  /// @param counts what is added, possibly below 0; all zero makes an unobserved minute measured
  public record Addition(long epochMinute, Change.Counts counts) {}

  /// What is to be added to the ledger, minute by minute.
  ///
  /// @param minutes the minutes of the series as they are on record now
  /// @throws IllegalArgumentException if more would be taken away than there is
  public List<Addition> additions(List<Minute> minutes) {
    var additions = new ArrayList<Addition>();
    for (Minute minute : minutes) {
      Change.Counts delta = change.delta(minute);
      boolean becomesMeasured = !minute.observed() && !(change instanceof Change.CountAs);
      if (becomesMeasured || !delta.equals(Change.Counts.NOTHING)) {
        requireEnough(minute, delta);
        additions.add(new Addition(minute.epochMinute(), delta));
      }
    }
    return additions;
  }

  private static void requireEnough(Minute minute, Change.Counts delta) {
    var counts = new Change.Counts(minute.good(), minute.bad(), minute.doubtful());
    if (counts.plus(delta).hasNegative()) {
      throw new IllegalArgumentException(
          "%s has %d good, %d bad and %d doubtful events, of which so many cannot be taken away"
              .formatted(
                  Instant.ofEpochSecond(minute.epochMinute() * SECONDS_PER_MINUTE),
                  counts.good(),
                  counts.bad(),
                  counts.doubtful()));
    }
  }
}
