package dev.nines.collector.otlp;

import dev.nines.collector.otlp.metric.PointOutcome;
import dev.nines.collector.otlp.span.Heard;
import dev.nines.collector.otlp.span.SpanCounts;
import dev.nines.collector.otlp.span.SpanOutcome;
import dev.nines.collector.otlp.span.SpanOutcomes;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/// Counts what the receiver does. Safe between threads.
final class Counters {
  private static final List<String> RESULTS =
      List.of("accepted", "malformed", "too_large", "refused", "failed");

  private final Map<Signal, Map<String, LongAdder>> requests = new EnumMap<>(Signal.class);
  private final Map<SpanOutcome, LongAdder> spans = new EnumMap<>(SpanOutcome.class);
  private final Map<PointOutcome, LongAdder> points = new EnumMap<>(PointOutcome.class);
  private final LongAdder refusedSenders = new LongAdder();
  private final LongAdder bytes = new LongAdder();
  private final LongAdder logRecords = new LongAdder();

  Counters() {
    for (Signal signal : Signal.values()) {
      var results = new TreeMap<String, LongAdder>();
      RESULTS.forEach(result -> results.put(result, new LongAdder()));
      requests.put(signal, results);
    }
    Arrays.stream(SpanOutcome.values()).forEach(each -> spans.put(each, new LongAdder()));
    Arrays.stream(PointOutcome.values()).forEach(each -> points.put(each, new LongAdder()));
  }

  void answered(Signal signal, Answer answer) {
    String result =
        switch (answer) {
          case Answer.Accepted _ -> "accepted";
          case Answer.Malformed _ -> "malformed";
          case Answer.TooLarge _ -> "too_large";
          case Answer.Overloaded _ -> "refused";
          case Answer.Failed _ -> "failed";
        };
    requests.getOrDefault(signal, Map.of()).getOrDefault(result, new LongAdder()).increment();
  }

  void refusedSender() {
    refusedSenders.increment();
  }

  void received(int length) {
    bytes.add(length);
  }

  void spans(SpanOutcomes found) {
    spans.forEach((outcome, counter) -> counter.add(found.of(outcome)));
  }

  void point(PointOutcome outcome, long count) {
    points.getOrDefault(outcome, new LongAdder()).add(count);
  }

  void logRecords(long count) {
    logRecords.add(count);
  }

  OtlpStats stats(SpanCounts counts, Heard heard, MemoryBudget budget) {
    var bySignal = new EnumMap<Signal, Map<String, Long>>(Signal.class);
    requests.forEach((signal, results) -> bySignal.put(signal, sums(results)));
    return new OtlpStats(
        bySignal,
        refusedSenders.sum(),
        bytes.sum(),
        sums(spans),
        sums(points),
        logRecords.sum(),
        counts.overflows(),
        counts.series(),
        heard.size(),
        budget.heldBytes(),
        budget.totalBytes());
  }

  private static <T> Map<T, Long> sums(Map<T, LongAdder> counters) {
    return counters.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, each -> each.getValue().sum()));
  }
}
