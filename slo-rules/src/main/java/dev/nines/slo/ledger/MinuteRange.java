package dev.nines.slo.ledger;

import dev.nines.slo.model.Minute;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The minutes of one series while they are being added up.
final class MinuteRange {
  private final long from;
  private final Minute[] minutes;

  MinuteRange(long from, long toExclusive) {
    this.from = from;
    this.minutes = new Minute[Math.toIntExact(Math.max(0, toExclusive - from))];
    for (int i = 0; i < minutes.length; i++) {
      minutes[i] = Minute.unmeasured(from + i);
    }
  }

  long from() {
    return from;
  }

  void add(Minute more) {
    int at = (int) (more.epochMinute() - from);
    Minute sum = minutes[at];
    minutes[at] =
        new Minute(
            sum.epochMinute(),
            sum.good() + more.good(),
            sum.bad() + more.bad(),
            sum.doubtful() + more.doubtful(),
            true);
  }

  /// Adds a row if it was recorded by then.
  void add(Row row, long asOfMillis) {
    if (row.recordedAtMillis() <= asOfMillis) {
      Entry entry = row.entry();
      add(new Minute(entry.epochMinute(), entry.good(), entry.bad(), entry.doubtful(), true));
    }
  }

  List<Minute> minutes() {
    return new ArrayList<>(Arrays.asList(minutes));
  }
}
