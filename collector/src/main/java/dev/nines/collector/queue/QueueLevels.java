package dev.nines.collector.queue;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// What a queue looks like at an instant.
///
/// @param jobs how many jobs are in each state
/// @param paused whether workers take no new jobs
/// @param oldestRunnable how long the oldest job that could run has waited; absent if none could
/// @param overdue delayed jobs whose time has come: workers move them on, so none is alive
/// @param overdueRepeats repeated jobs that missed their time
/// @param stalled jobs that run by nobody: active, but without a worker's lock
/// @param completed jobs that ended well, a running total; absent if it cannot be known
/// @param failed jobs that failed for good, a running total
record QueueLevels(
    Map<State, Long> jobs,
    boolean paused,
    Optional<Duration> oldestRunnable,
    long overdue,
    long overdueRepeats,
    long stalled,
    long completed,
    long failed) {

  /// States of a job.
  enum State {
    WAIT,
    PRIORITIZED,
    ACTIVE,
    DELAYED,
    PAUSED,
    WAITING_CHILDREN,
    COMPLETED,
    FAILED
  }
}
