package dev.nines.alerts.cluster;

import dev.nines.alerts.lifecycle.Condition;
import dev.nines.slo.verdict.Verdict;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads a cluster's counts at its own pace, so that a slow cluster delays no evaluation, and
/// judges with the last ones.
///
/// When the cluster does not answer, or its rules have not counted for [#FRESH_FOR], promises are
/// judged by the ledger and the source counts as down: no page is lost with the cluster. Safe
/// between threads.
public final class ClusterWatch implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ClusterWatch.class);

  /// Rules count the shortest window every half a minute; four of these may be missed.
  private static final Duration FRESH_FOR = Duration.ofMinutes(2);

  private static final Duration DOWN_FOR = Duration.ofMinutes(2);

  private final RecordedSeries series;
  private final String address;
  private final Duration interval;
  private final InstantSource clock;
  private final ClusterJudgement judgement = new ClusterJudgement();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread thread = Thread.ofVirtual().name("cluster").unstarted(this::loop);
  private final Instant begin;
  private volatile List<Verdict> asked = List.of();
  private volatile Optional<ClusterCounts> counts = Optional.empty();
  private volatile Optional<String> trouble = Optional.of("it was not asked yet");
  private final AtomicLong failures = new AtomicLong();
  private volatile int judgedByCluster;
  private volatile int judgedByLedger;

  /// What was done.
  ///
  /// @param judgedByCluster promises that the last evaluation judged by the cluster's counts
  /// @param judgedByLedger and those that it judged by the ledger
  /// @param failures readings that failed since the start
  /// @param recordedAt when the cluster's rules counted last
  public record Stats(
      int judgedByCluster, int judgedByLedger, long failures, Optional<Instant> recordedAt) {}

  /// @param address of the cluster, for people
  /// @param interval from one reading to the next
  public ClusterWatch(
      RecordedSeries series, String address, Duration interval, InstantSource clock) {
    this.series = series;
    this.address = address;
    this.interval = interval;
    this.clock = clock;
    this.begin = clock.instant();
  }

  /// Begins to read.
  public void start() {
    thread.start();
  }

  private void loop() {
    try {
      do {
        read();
      } while (!stopped.await(interval.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException _) {
      // closed
    }
  }

  /// Reads once.
  void read() {
    var windows = judgement.windows(asked);
    if (windows.isEmpty()) {
      return;
    }
    try {
      counts = Optional.of(ClusterCounts.read(series, windows, clock.instant()));
      trouble = Optional.empty();
    } catch (IOException | RuntimeException e) {
      failures.incrementAndGet();
      if (trouble.isEmpty()) {
        log.warn("{} does not say what its rules counted, the ledger judges: {}", address, e, e);
      }
      trouble = Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /// The verdicts of a tick, by the cluster's counts where it has fresh ones.
  public List<Verdict> judge(List<Verdict> embedded, Instant now) {
    asked = embedded;
    Optional<ClusterCounts> fresh = counts.filter(each -> isFresh(each, now));
    var judged = new ArrayList<Verdict>(embedded.size());
    int byCluster = 0;
    for (var verdict : embedded) {
      var other = fresh.flatMap(each -> judgement.judge(verdict, each));
      byCluster += other.isPresent() ? 1 : 0;
      judged.add(other.orElse(verdict));
    }
    judgedByCluster = byCluster;
    judgedByLedger = judged.size() - byCluster;
    return judged;
  }

  private static boolean isFresh(ClusterCounts counts, Instant now) {
    return counts.recordedAt().plus(FRESH_FOR).isAfter(now);
  }

  /// The alert of a cluster that has not counted for a while.
  public List<Condition> troubles() {
    var now = clock.instant();
    var since = counts.map(ClusterCounts::recordedAt).orElse(begin);
    if (!since.plus(DOWN_FOR).isBefore(now)) {
      return List.of();
    }
    var reason =
        trouble.orElse("its rules have not counted anything since " + since)
            + "; promises are judged by the gateway's own ledger meanwhile";
    return List.of(Condition.sourceDown("prometheus", address, reason, since));
  }

  /// Counters.
  public Stats stats() {
    return new Stats(
        judgedByCluster, judgedByLedger, failures.get(), counts.map(ClusterCounts::recordedAt));
  }

  @Override
  public void close() {
    stopped.countDown();
    thread.interrupt();
  }
}
