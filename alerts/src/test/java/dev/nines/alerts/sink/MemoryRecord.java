package dev.nines.alerts.sink;

import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A record in memory.
final class MemoryRecord implements SinkRecord {
  private final Set<String> told = ConcurrentHashMap.newKeySet();
  private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();

  @Override
  public boolean isTold(String noticeId) {
    return told.contains(noticeId);
  }

  @Override
  public void told(String noticeId, Instant at) {
    told.add(noticeId);
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
