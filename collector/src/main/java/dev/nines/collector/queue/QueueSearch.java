package dev.nines.collector.queue;

import dev.nines.collector.source.SourceException;
import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Looks for queues by `SCAN`, over several readings where the server has so many keys that one
/// would be used up by it. For one thread at a time.
final class QueueSearch {
  private static final int KEYS_A_STEP = 1000;

  private final QueueTarget target;
  private final LongSupplier nanos;
  private final ScanArgs matching;
  private final TreeSet<String> found = new TreeSet<>();
  private @Nullable KeyScanCursor<String> cursor;

  QueueSearch(QueueTarget target, LongSupplier nanos) {
    this.target = target;
    this.nanos = nanos;
    this.matching = ScanArgs.Builder.matches(pattern(target)).limit(KEYS_A_STEP);
  }

  /// One pass over the keys for all prefixes.
  private static String pattern(QueueTarget target) {
    List<String> patterns = QueueName.scanPatterns(target.prefixes());
    return patterns.size() == 1 ? patterns.getFirst() : QueueName.ANY_META;
  }

  /// Whether a search has begun and not ended.
  boolean isUnderWay() {
    return cursor != null;
  }

  /// Begins to search, or goes on where the last call stopped.
  ///
  /// @param limit how long; at least one step is made
  /// @return the queues, once all keys were seen
  Optional<List<QueueName>> search(
      RedisClusterAsyncCommands<String, String> redis, Pipeline pipeline, Duration limit)
      throws SourceException {
    long begun = nanos.getAsLong();
    KeyScanCursor<String> at = cursor;
    do {
      at =
          pipeline.await(at == null ? redis.scan(matching) : redis.scan((ScanCursor) at, matching));
      found.addAll(at.getKeys());
    } while (!at.isFinished() && nanos.getAsLong() - begun < limit.toNanos());
    if (!at.isFinished()) {
      cursor = at;
      return Optional.empty();
    }
    List<QueueName> queues = soFar();
    forget();
    return Optional.of(queues);
  }

  /// The queues that a search under way has found.
  List<QueueName> soFar() {
    return QueueName.parse(found, target.prefixes(), target.tenantPattern());
  }

  /// Begins anew with the next call: a cursor is of one connection.
  void forget() {
    found.clear();
    cursor = null;
  }
}
