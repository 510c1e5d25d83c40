package dev.nines.slo.engine;

import dev.nines.slo.exclusion.Exclusions;
import dev.nines.slo.exclusion.SeriesMasks;
import dev.nines.slo.ledger.Ledger;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/// Turns exclusions into masks of the ledger's series, and makes them anew when exclusions were
/// entered or withdrawn, and each day for the recurring ones.
final class ExclusionWatch {
  private static final Duration AHEAD = Duration.ofDays(2);
  private static final Duration RENEWED_BEFORE = Duration.ofDays(1);
  private static final long SECONDS_PER_MINUTE = 60;

  private final Ledger ledger;
  private final Supplier<Exclusions> source;
  private Exclusions known = Exclusions.NONE;
  private Instant until = Instant.MIN;
  private SeriesMasks masks;

  ExclusionWatch(Ledger ledger, Supplier<Exclusions> source) {
    this.ledger = ledger;
    this.source = source;
    this.masks = SeriesMasks.none(ledger);
    changed(Instant.ofEpochMilli(Math.max(0, ledger.clockMillis())));
  }

  /// The masks as of the last call of [#changed].
  SeriesMasks masks() {
    return masks;
  }

  /// Looks whether there are other exclusions than before.
  boolean changed(Instant now) {
    Exclusions current = source.get().asOf(now);
    boolean renew = !current.all().isEmpty() && now.plus(RENEWED_BEFORE).isAfter(until);
    if (current.equals(known) && !renew) {
      return false;
    }
    known = current;
    until = now.plus(AHEAD);
    long from = Math.max(0, ledger.retainedFrom());
    long to = until.getEpochSecond() / SECONDS_PER_MINUTE;
    masks = SeriesMasks.of(ledger, current.bySeries(from, to), current.fingerprint());
    return true;
  }
}
