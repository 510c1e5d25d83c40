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
  private final Ledger ledger;
  private final Forwarding forwarding;
  private final InstantSource clock;
  private final PrometheusClient client;
  private final ClusterWatch watch;
  private final Instant begin;
  private Phase phase = Phase.BEGIN;
  private Instant writtenAt = Instant.MIN;
  private volatile boolean pastIsWritten;

  private enum Phase {
    BEGIN,
    PAST,
    ZERO,
    LIVE
  }

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
    this.ledger = ledger;
    this.forwarding = forwarding;
    this.clock = clock;
    this.begin = clock.instant();
    this.client = new PrometheusClient(settings.url().toString(), settings.headersFile());
    this.watch =
        new ClusterWatch(new ClusterApi(client), settings.url().toString(), interval, clock);
    watch.start();
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
        Thread.ofVirtual().name("backfill").start(() -> writePast(totals));
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
  private void writePast(List<EventTotals> promises) {
    Path note = folder.resolve(BACKFILLED);
    try {
      if (settings.backfill().isPositive() && !isNoted(note)) {
        long to = begin.getEpochSecond() / 60;
        long from = to - settings.backfill().toMinutes();
        new Backfill(
                ledger,
                each -> Backfill.orNone(engine.series(each.objective().slo(), each.tenant().id())),
                forwarding::accept)
            .run(promises, from, to, clock.instant());
        log.info("{} of the past were written to {}", settings.backfill(), settings.remoteWrite());
        Files.writeString(note, settings.remoteWrite().toString());
      }
    } catch (IOException | RuntimeException e) {
      log.error("the past could not be written to {}: {}", settings.remoteWrite(), e, e);
    } catch (InterruptedException _) {
      return; // closed
    }
    pastIsWritten = true;
  }

  private boolean isNoted(Path note) throws IOException {
    return Files.exists(note) && Files.readString(note).equals(settings.remoteWrite().toString());
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
