package dev.nines.collector.queue;

import dev.nines.collector.source.SourceException;
import io.lettuce.core.KeyValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/// The jobs of one queue that could run: how long the oldest has waited, of each tenant where jobs
/// say whose they are. Both ends of a list are looked at, because LIFO jobs stand at the other one.
final class WaitingJobs {
  /// So many waiting jobs are asked for their tenant, the oldest ones.
  static final int LOOKED_AT = 100;

  /// Without tenants, one at the end of the list suffices, and one more for a marker.
  private static final int AT_THE_END = 2;

  /// Up to version 4 of BullMQ a marker stood among the waiting jobs.
  private static final String OLD_MARKER = "0:";

  private final Asking asking;
  private final QueueName queue;
  private final List<Future<List<String>>> ids = new ArrayList<>();
  private final List<Future<List<KeyValue<String, String>>>> jobs = new ArrayList<>();
  private long markers;
  private Optional<Duration> oldest = Optional.empty();
  private final Map<String, Duration> byTenant = new HashMap<>();

  WaitingJobs(Asking asking, QueueName queue) {
    this.asking = asking;
    this.queue = queue;
  }

  /// Asks which jobs stand at the ends.
  void askWhich(long waiting, long prioritized) {
    int atTheEnd = asking.isShared(queue) ? LOOKED_AT : AT_THE_END;
    if (waiting > 0) {
      ids.add(asking.redis().lrange(queue.key("wait"), -atTheEnd, -1));
    }
    if (waiting > atTheEnd) {
      ids.add(asking.redis().lrange(queue.key("wait"), 0, 0));
    }
    int first = asking.isShared(queue) ? LOOKED_AT : 1;
    if (prioritized > 0) {
      ids.add(asking.redis().zrange(queue.key("prioritized"), 0, first - 1L));
    }
    if (prioritized > first) {
      ids.add(asking.redis().zrange(queue.key("prioritized"), -1, -1));
    }
  }

  /// Asks when these jobs began to wait.
  ///
  /// @param paused whether none of them could run
  void ask(boolean paused) throws SourceException {
    for (Future<List<String>> some : ids) {
      for (String id : asking.await(some)) {
        if (id.startsWith(OLD_MARKER)) {
          markers++;
        } else if (!paused) {
          jobs.add(asking.job(queue, id, "timestamp", "opts", "processedOn"));
        }
      }
    }
  }

  void read() throws SourceException {
    for (Future<List<KeyValue<String, String>>> job : jobs) {
      List<KeyValue<String, String>> fields = asking.await(job);
      Optional<Duration> waited =
          Job.waited(text(fields, 0), text(fields, 1), text(fields, 2), asking.now());
      if (waited.isEmpty()) {
        continue;
      }
      oldest = Optional.of(longer(oldest.orElse(Duration.ZERO), waited.get()));
      asking
          .tenantIn(fields, 3)
          .ifPresent(tenant -> byTenant.merge(tenant, waited.get(), WaitingJobs::longer));
    }
  }

  /// Entries of the list that are no jobs.
  long markers() {
    return markers;
  }

  /// Absent if no job could run.
  Optional<Duration> oldest() {
    return oldest;
  }

  Map<String, Duration> byTenant() {
    return byTenant;
  }

  private static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) > 0 ? a : b;
  }

  private static @Nullable String text(List<KeyValue<String, String>> fields, int place) {
    return fields.get(place).getValueOrElse(null);
  }
}
