package dev.nines.collector.queue;

import dev.nines.collector.source.SourceException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reads all queues in three rounds: every command of a round is sent before the first answer is
/// awaited, so 2,000 queues cost three round trips' time.
final class QueueReader {
  private final Asking asking;
  private final Runnable flush;

  /// @param flush sends the commands so far
  QueueReader(Asking asking, Runnable flush) {
    this.asking = asking;
    this.flush = flush;
  }

  /// One queue's part in a round.
  private interface Round {
    void ask(QueueInquiry queue) throws SourceException;
  }

  /// @param finished counts jobs that ended for queues whose workers do not
  Map<QueueName, QueueLevels> read(List<QueueName> queues, FinishedJobs finished)
      throws SourceException {
    List<QueueInquiry> inquiries =
        queues.stream().map(queue -> new QueueInquiry(asking, queue, finished)).toList();
    flush.run();
    round(inquiries, QueueInquiry::askWhichJobs);
    round(inquiries, QueueInquiry::askJobs);
    var levels = new HashMap<QueueName, QueueLevels>();
    for (QueueInquiry each : inquiries) {
      levels.put(each.queue(), each.levels(finished));
    }
    return levels;
  }

  private void round(List<QueueInquiry> inquiries, Round round) throws SourceException {
    for (QueueInquiry each : inquiries) {
      round.ask(each);
    }
    flush.run();
  }
}
