package dev.nines.alerts.delivery;

/// Told that somebody is on an alert, because he silenced it in Alertmanager after it had begun.
/// Called on a thread of the delivery's own, once for each silence; may wait for a disk.
@FunctionalInterface
public interface Acknowledgement {
  /// Nobody wants to know.
  Acknowledgement IGNORED = (_, _) -> {};

  /// @param alertId the alert's id
  /// @param who as the silence names him
  void acknowledged(String alertId, String who);
}
