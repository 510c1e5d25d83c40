package dev.nines.collector.queue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a queue looks like at an instant.
///
/// @param jobs how many jobs are in each state
/// @param paused whether workers take no new jobs
/// @param oldestRunnable how long the oldest job that could run has waited; absent if none could
/// @param waits how long each tenant's oldest job that could run has waited, where jobs' data say
///   whose they are
/// @param whole whether all waiting jobs were looked at for that
/// @param ended jobs that ended since the last reading, the newest of them
/// @param endedUnseen how many more ended
/// @param overdue delayed jobs whose time has come: workers move them on, so none is alive
/// @param overdueRepeats repeated jobs that missed their time
/// @param stalled jobs that run by nobody: active, but without a worker's lock
/// @param completed jobs that ended well, a running total; absent if it cannot be known
/// @param failed jobs that failed for good, a running total
record QueueLevels(
    Map<State, Long> jobs,
    boolean paused,
    Optional<Duration> oldestRunnable,
    Map<String, Duration> waits,
    boolean whole,
    List<EndedJob> ended,
    long endedUnseen,
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
