package dev.nines.alerts.sink;

import java.time.Instant;
import java.util.Optional;

/// What was told and acknowledged. Thread-safe. A record that cannot be written is kept in memory:
/// the price of a restart is then a repeated message, never a lost one.
public interface SinkRecord extends AutoCloseable {
  /// When a notice was told; empty if it was not.
  Optional<Instant> toldAt(String noticeId);

  /// Whether a notice was told.
  default boolean isTold(String noticeId) {
    return toldAt(noticeId).isPresent();
  }

  /// A notice was told.
  void told(String noticeId, Instant at);

  /// Whether somebody is on it.
  boolean isAcknowledged(String alertId);

  /// Somebody is on it.
  ///
  /// @param who as he calls himself
  void acknowledge(String alertId, String who, Instant at);

  /// Forgets what is older.
  void forgetBefore(Instant instant);

  @Override
  void close();
}
