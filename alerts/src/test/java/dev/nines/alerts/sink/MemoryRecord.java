package dev.nines.alerts.sink;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A record in memory.
final class MemoryRecord implements SinkRecord {
  private final Map<String, Instant> told = new ConcurrentHashMap<>();
  private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();

  @Override
  public Optional<Instant> toldAt(String noticeId) {
    return Optional.ofNullable(told.get(noticeId));
  }

  @Override
  public void told(String noticeId, Instant at) {
    told.put(noticeId, at);
  }

  @Override
  public boolean isAcknowledged(String alertId) {
    return acknowledged.contains(alertId);
  }

  @Override
  public void acknowledge(String alertId, String who, Instant at) {
    acknowledged.add(alertId);
  }

  @Override
  public void forgetBefore(Instant instant) {}

  @Override
  public void close() {}
}
