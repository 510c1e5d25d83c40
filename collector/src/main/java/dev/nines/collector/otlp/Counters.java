package dev.nines.collector.otlp;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/// Counts what the receiver does. Safe between threads.
final class Counters {
  private static final String[] RESULTS = {
    "accepted", "malformed", "too_large", "refused", "failed"
  };

  private final AtomicLongArray requests =
      new AtomicLongArray(Signal.values().length * RESULTS.length);
  private final AtomicLongArray spans = new AtomicLongArray(SpanOutcome.values().length);
  private final AtomicLongArray points = new AtomicLongArray(PointOutcome.values().length);
  private final LongAdder refusedSenders = new LongAdder();
  private final LongAdder bytes = new LongAdder();
  private final LongAdder logRecords = new LongAdder();

  void answered(Signal signal, Answer answer) {
    int result =
        switch (answer) {
          case Answer.Accepted _ -> 0;
          case Answer.Malformed _ -> 1;
          case Answer.TooLarge _ -> 2;
          case Answer.Overloaded _ -> 3;
          case Answer.Failed _ -> 4;
        };
    requests.incrementAndGet(signal.ordinal() * RESULTS.length + result);
  }

  void refusedSender() {
    refusedSenders.increment();
  }

  void received(int length) {
    bytes.add(length);
  }

  void spans(SpanOutcomes found) {
    for (SpanOutcome outcome : SpanOutcome.values()) {
      if (found.of(outcome) > 0) {
        spans.addAndGet(outcome.ordinal(), found.of(outcome));
      }
    }
  }

  void point(PointOutcome outcome, long count) {
    points.addAndGet(outcome.ordinal(), count);
  }

  void logRecords(long count) {
    logRecords.add(count);
  }

  OtlpStats stats(SpanCounts counts, Heard heard, MemoryBudget budget) {
    var bySignal = new EnumMap<Signal, Map<String, Long>>(Signal.class);
    for (Signal signal : Signal.values()) {
      var results = new TreeMap<String, Long>();
      for (int i = 0; i < RESULTS.length; i++) {
        results.put(RESULTS[i], requests.get(signal.ordinal() * RESULTS.length + i));
      }
      bySignal.put(signal, results);
    }
    var spanCounts = new EnumMap<SpanOutcome, Long>(SpanOutcome.class);
    for (SpanOutcome outcome : SpanOutcome.values()) {
      spanCounts.put(outcome, spans.get(outcome.ordinal()));
    }
    var pointCounts = new EnumMap<PointOutcome, Long>(PointOutcome.class);
    for (PointOutcome outcome : PointOutcome.values()) {
      pointCounts.put(outcome, points.get(outcome.ordinal()));
    }
    return new OtlpStats(
        bySignal,
        refusedSenders.sum(),
        bytes.sum(),
        spanCounts,
        pointCounts,
        logRecords.sum(),
        counts.overflows(),
        counts.series(),
        heard.size(),
        budget.heldBytes(),
        budget.totalBytes());
  }
}
