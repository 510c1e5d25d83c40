package dev.nines.collector.queue;

import dev.nines.collector.source.SourceException;
import io.lettuce.core.KeyValue;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;

/// What all questions of one reading have in common.
///
/// @param redis the commands, which are not sent before they are flushed
/// @param pipeline waits for answers
/// @param tenantField where jobs' data say whose they are; absent to leave data alone
/// @param now the instant of the reading
record Asking(
    RedisClusterAsyncCommands<String, String> redis,
    Pipeline pipeline,
    Optional<TenantField> tenantField,
    Instant now) {

  <T> T await(Future<T> answer) throws SourceException {
    return pipeline.await(answer);
  }

  /// Whether a queue's jobs have to say whose they are.
  boolean isShared(QueueName queue) {
    return tenantField.isPresent() && queue.tenant().isEmpty();
  }

  /// Fields of a job; its data too, last, where they say whose it is.
  Future<List<KeyValue<String, String>>> job(QueueName queue, String id, String... fields) {
    if (!isShared(queue)) {
      return redis.hmget(queue.key(id), fields);
    }
    String[] more = Arrays.copyOf(fields, fields.length + 1);
    more[fields.length] = "data";
    return redis.hmget(queue.key(id), more);
  }

  /// Whose a job is.
  ///
  /// @param place of the data, if they were asked for
  Optional<String> tenantIn(List<KeyValue<String, String>> fields, int place) {
    return fields.size() <= place
        ? Optional.empty()
        : tenantField.flatMap(field -> field.of(fields.get(place).getValueOrElse(null)));
  }
}
