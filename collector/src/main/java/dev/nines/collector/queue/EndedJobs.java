package dev.nines.collector.queue;

import dev.nines.collector.source.SourceException;
import io.lettuce.core.KeyValue;
import io.lettuce.core.ScoredValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;

/// The jobs of one queue that ended since the last reading: how long the newest of them ran.
final class EndedJobs {
  /// So many are asked how long they ran, of each outcome, in each queue and reading.
  private static final int LOOKED_AT = 200;

  private final Asking asking;
  private final QueueName queue;
  private final FinishedJobs.Asked counted;
  private final Map<String, Future<List<ScoredValue<String>>>> newest = new HashMap<>();
  private final Map<String, List<Future<List<KeyValue<String, String>>>>> jobs = new HashMap<>();

  /// @param counted how many ended
  EndedJobs(Asking asking, QueueName queue, FinishedJobs.Asked counted) {
    this.asking = asking;
    this.queue = queue;
    this.counted = counted;
  }

  /// Asks which jobs ended last.
  void askWhich() throws SourceException {
    for (String outcome : FinishedJobs.OUTCOMES) {
      long count = Math.min(LOOKED_AT, asking.await(counted.count(outcome)));
      if (count > 0) {
        newest.put(outcome, asking.redis().zrangeWithScores(queue.key(outcome), -count, -1));
      }
    }
  }

  /// Asks how long these ran.
  void ask() throws SourceException {
    for (var each : newest.entrySet()) {
      var asked = new ArrayList<Future<List<KeyValue<String, String>>>>();
      for (ScoredValue<String> job : asking.await(each.getValue())) {
        if (job.getScore() > counted.after() && job.getScore() <= asking.now().toEpochMilli()) {
          asked.add(asking.job(queue, job.getValue(), "processedOn", "finishedOn"));
        }
      }
      jobs.put(each.getKey(), asked);
    }
  }

  List<EndedJob> read() throws SourceException {
    var ended = new ArrayList<EndedJob>();
    for (var each : jobs.entrySet()) {
      for (Future<List<KeyValue<String, String>>> job : each.getValue()) {
        List<KeyValue<String, String>> fields = asking.await(job);
        Job.ran(fields.get(0).getValueOrElse(null), fields.get(1).getValueOrElse(null))
            .ifPresent(
                ran -> ended.add(new EndedJob(each.getKey(), asking.tenantIn(fields, 2), ran)));
      }
    }
    return ended;
  }

  /// How many ended in all.
  long count() throws SourceException {
    return asking.await(counted.completed()) + asking.await(counted.failed());
  }
}
