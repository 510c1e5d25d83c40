package dev.nines.dashboards.report;

import dev.nines.slo.model.Minute;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/// Builds histories for tests, minute by minute from the start of a period.
final class SampleHistory {
  private final List<Minute> minutes = new ArrayList<>();
  private final List<IntervalCounts> intervals = new ArrayList<>();
  private final ReportPeriod period;
  private long next;

  SampleHistory(ReportPeriod period) {
    this.period = period;
    this.next = period.fromMinute();
  }

  SampleHistory then(long count, long good, long bad, long doubtful) {
    for (long i = 0; i < count; i++) {
      minutes.add(new Minute(next++, good, bad, doubtful, true));
    }
    return this;
  }

  SampleHistory thenNothing(long count) {
    next += count;
    return this;
  }

  SampleHistory interval(IntervalCounts interval) {
    intervals.add(interval);
    return this;
  }

  long next() {
    return next;
  }

  History history() {
    return new History(minutes, intervals);
  }

  Account account(String target) {
    return Account.of(history(), new BigDecimal(target), period, period);
  }

  static Account account(String target, ReportPeriod period) {
    return new SampleHistory(period).account(target);
  }
}
