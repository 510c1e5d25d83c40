package dev.nines.collector.gateway.cluster;

import dev.nines.alerts.cluster.ClusterWatch;
import dev.nines.alerts.lifecycle.Condition;
import dev.nines.collector.forward.Forwarding;
import dev.nines.collector.gateway.config.GatewayConfig;
import dev.nines.slo.engine.EventTotals;
import dev.nines.slo.engine.SloEngine;
import dev.nines.slo.engine.Tick;
import dev.nines.slo.ledger.Ledger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The engine `prometheus`, beside the embedded one: writes counters to the cluster, and judges
/// ticks by what its rules made of them.
///
/// The ledger is kept all the same: reports are made of it, and promises are judged by it while the
/// cluster is away. [#judge] belongs to the thread of the evaluation.
public final class ClusterEngine implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ClusterEngine.class);
  private static final String BACKFILLED = "cluster-backfilled";

  private final GatewayConfig.Cluster settings;
  private final Path folder;
  private final Duration interval;
  private final SloEngine engine;
  private final Forwarding forwarding;
  private final PrometheusClient client;
  private final ClusterWatch watch;
  private final long backfillFrom;
  private Optional<Backfill> past;
  private Phase phase = Phase.BEGIN;
  private Instant writtenAt = Instant.MIN;
  private volatile boolean pastIsWritten;

  private enum Phase {
    BEGIN,
    PAST,
    ZERO,
    LIVE
  }

  /// To be opened before anything is counted: the last minutes are read as they are now.
  ///
  /// @param folder keeps the note that the past was written
  /// @param forwarding has a destination that takes the counters
  public ClusterEngine(
      GatewayConfig.Cluster settings,
      Path folder,
      Duration interval,
      SloEngine engine,
      Ledger ledger,
      Forwarding forwarding,
      InstantSource clock) {
    this.settings = settings;
    this.folder = folder;
    this.interval = interval;
    this.engine = engine;
    this.forwarding = forwarding;
    Instant begin = clock.instant();
    this.backfillFrom = begin.getEpochSecond() / 60 - settings.backfill().toMinutes();
    this.past = isPastDue() ? Optional.of(past(ledger, begin)) : Optional.empty();
    this.client = new PrometheusClient(settings.url().toString(), settings.headersFile());
    this.watch =
        new ClusterWatch(new ClusterApi(client), settings.url().toString(), interval, clock);
    watch.start();
  }

  private Backfill past(Ledger ledger, Instant begin) {
    return new Backfill(
        ledger,
        OpenMinutes.copy(ledger, backfillFrom, begin),
        begin,
        each -> Backfill.orNone(engine.series(each.objective().slo(), each.tenant().id())),
        forwarding::accept);
  }

  /// Writes what was counted, and gives the same tick with verdicts by the cluster's counts.
  public Tick judge(Tick tick) {
    write(tick.at());
    return tick.withVerdicts(watch.judge(tick.verdicts(), tick.at()));
  }

  private void write(Instant now) {
    List<EventTotals> totals = engine.eventTotals();
    if (totals.isEmpty() || now.isBefore(writtenAt.plus(interval.multipliedBy(9).dividedBy(10)))) {
      return; // no tenants yet, or an evaluation between two intervals
    }
    switch (phase) {
      case BEGIN -> {
        phase = Phase.PAST;
        pastIsWritten = past.isEmpty();
        past.ifPresent(
            each -> Thread.ofVirtual().name("backfill").start(() -> writePast(each, totals)));
        past = Optional.empty();
      }
      case PAST -> phase = pastIsWritten ? Phase.ZERO : Phase.PAST;
      case ZERO -> {
        forwarding.accept(SliCounters.observation(SliCounters.zero(totals), now));
        writtenAt = now;
        phase = Phase.LIVE;
      }
      case LIVE -> {
        forwarding.accept(SliCounters.observation(totals, now));
        writtenAt = now;
      }
    }
  }

  /// Once for each cluster: afterwards it has what was written live, and the queue on disk bridges
  /// the times at which it was away.
  private void writePast(Backfill backfill, List<EventTotals> promises) {
    try {
      backfill.run(promises, backfillFrom);
      log.info("{} of the past were written to {}", settings.backfill(), settings.remoteWrite());
      Files.writeString(note(), settings.remoteWrite().toString());
    } catch (IOException | RuntimeException e) {
      log.error("the past could not be written to {}: {}", settings.remoteWrite(), e, e);
    } catch (InterruptedException _) {
      return; // closed
    }
    pastIsWritten = true;
  }

  private boolean isPastDue() {
    try {
      return settings.backfill().isPositive()
          && !(Files.exists(note())
              && Files.readString(note()).equals(settings.remoteWrite().toString()));
    } catch (IOException e) {
      log.error("the past is not written to {}: {}", settings.remoteWrite(), e, e);
      return false;
    }
  }

  private Path note() {
    return folder.resolve(BACKFILLED);
  }

  /// The alert of a cluster that does not count.
  public List<Condition> troubles() {
    return watch.troubles();
  }

  /// Counters.
  public ClusterWatch.Stats stats() {
    return watch.stats();
  }

  @Override
  public void close() {
    watch.close();
    client.close();
  }
}
