package dev.nines.collector.queue;

import dev.nines.slo.model.Sample;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Histograms of how long jobs ran, as deltas of each reading. One that was shown once is shown in
/// each reading from then on, with zeros. Belongs to one source.
final class JobDurations {
  private static final String NAME = "job_duration_seconds";
  private static final int MOST_TENANTS = 1_000;

  /// Upper bounds in seconds, without the last one.
  private static final List<Double> BOUNDS =
      List.of(0.1, 0.5, 1.0, 5.0, 10.0, 30.0, 60.0, 300.0, 600.0, 1800.0);

  private record Whose(String outcome, String tenant) {}

  private static final class Histogram {
    final long[] upTo = new long[BOUNDS.size()];
    long count;
    double sum;

    void add(double seconds) {
      for (int i = 0; i < upTo.length; i++) {
        upTo[i] += seconds <= BOUNDS.get(i) ? 1 : 0;
      }
      count++;
      sum += seconds;
    }
  }

  private final QueueBook book;
  private final Map<QueueName, Map<Whose, Histogram>> shown = new HashMap<>();

  JobDurations(QueueBook book) {
    this.book = book;
  }

  /// @param ended since the last reading
  List<Sample> samples(QueueName queue, List<EndedJob> ended) {
    Map<Whose, Histogram> histograms = shown.getOrDefault(queue, Map.of());
    if (!ended.isEmpty()) {
      histograms = shown.computeIfAbsent(queue, _ -> new LinkedHashMap<>());
    }
    for (EndedJob job : ended) {
      var whose = new Whose(job.outcome(), job.tenant().orElse(""));
      if (histograms.size() >= MOST_TENANTS && !histograms.containsKey(whose)) {
        whose = new Whose(job.outcome(), "");
      }
      histograms.computeIfAbsent(whose, _ -> new Histogram()).add(job.ran().toMillis() / 1e3);
    }
    var samples = new ArrayList<Sample>();
    histograms.forEach((whose, histogram) -> addSamples(samples, queue, whose, histogram));
    if (!histograms.isEmpty()) {
      histograms.replaceAll((_, _) -> new Histogram());
    }
    return samples;
  }

  private void addSamples(List<Sample> into, QueueName queue, Whose whose, Histogram histogram) {
    for (int i = 0; i < BOUNDS.size(); i++) {
      into.add(
          sample(queue, NAME + "_bucket", whose, edge(BOUNDS.get(i)), (double) histogram.upTo[i]));
    }
    into.add(sample(queue, NAME + "_bucket", whose, "+Inf", (double) histogram.count));
    into.add(sample(queue, NAME + "_sum", whose, "", histogram.sum));
    into.add(sample(queue, NAME + "_count", whose, "", (double) histogram.count));
  }

  private Sample sample(QueueName queue, String name, Whose whose, String edge, double value) {
    return new Sample(book.ofEnded(queue, name, whose.outcome(), whose.tenant(), edge), value);
  }

  private static String edge(double bound) {
    return bound == Math.rint(bound) ? Long.toString((long) bound) : Double.toString(bound);
  }
}
