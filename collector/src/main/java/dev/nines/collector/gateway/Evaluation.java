package dev.nines.collector.gateway;

import dev.nines.alerts.lifecycle.Alert;
import dev.nines.alerts.lifecycle.AlertLifecycle;
import dev.nines.alerts.lifecycle.Condition;
import dev.nines.collector.gateway.telemetry.Telemetry;
import dev.nines.slo.engine.SloEngine;
import dev.nines.slo.engine.Tick;
import dev.nines.slo.ledger.Commit;
import dev.nines.slo.model.Tenant;
import dev.nines.slo.verdict.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Evaluates: whenever a round of readings is through, and at the latest each interval. Rounds that
/// follow each other closely, as those of a thousand targets spread over the interval do, share an
/// evaluation: between two there is a pause of a third of the interval, at most [#LONGEST_PAUSE],
/// so a page waits that much longer at worst. One thread of its own does all that writes to the
/// ledger, so neither the engine nor the alerts' lifecycle needs locks.
///
/// A tick that fails is logged, counted and reported; the next one comes all the same.
final class Evaluation implements Reloadable, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Evaluation.class);

  private static final int PAUSES_PER_INTERVAL = 3;
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final SloEngine engine;
  private final Supplier<Collection<Tenant>> tenants;
  private final Supplier<List<Condition>> troubles;
  private final UnaryOperator<Tick> judged;
  private final AlertLifecycle lifecycle;
  private final Consumer<List<Alert>> delivery;
  private final InstantSource clock;
  private final Telemetry telemetry;
  private final LinkedBlockingQueue<Runnable> work = new LinkedBlockingQueue<>();
  private final Thread thread = Thread.ofPlatform().name("evaluation").unstarted(this::loop);
  private volatile Duration interval;
  private volatile Latest latest = Latest.NONE;
  private volatile boolean closed;
  private long lastTickNanos;
  private boolean promisesChanged;
  private volatile Stats stats = new Stats(0, 0, 0, 0, 0);

  /// Nothing to do but to evaluate.
  private record Round() implements Runnable {
    @Override
    public void run() {
      // the tick comes after it
    }
  }

  /// Counters of the evaluation since the start; every tick is in `ticks` or in `failedTicks`.
  ///
  /// @param ticks evaluations that ended
  /// @param failedTicks evaluations that broke off
  /// @param quarantined counts whose tenant nobody knows; they went nowhere
  /// @param violations readings that contradicted themselves; they went nowhere
  /// @param lastTickSeconds how long the last evaluation took
  record Stats(
      long ticks, long failedTicks, long quarantined, long violations, double lastTickSeconds) {}

  /// What the last tick found.
  ///
  /// @param at when it was; absent before the first one
  /// @param verdicts one for each objective of each tenant
  /// @param alerts what is told now: firing ones and those that ended lately
  /// @param durability of the tick's entries
  record Latest(
      Optional<Instant> at,
      List<Verdict> verdicts,
      List<Alert> alerts,
      Optional<Commit.Durability> durability) {
    static final Latest NONE = new Latest(Optional.empty(), List.of(), List.of(), Optional.empty());
  }

  /// @param judged gives a tick other verdicts, if another engine judges
  Evaluation(
      SloEngine engine,
      Supplier<Collection<Tenant>> tenants,
      UnaryOperator<Tick> judged,
      Supplier<List<Condition>> troubles,
      AlertLifecycle lifecycle,
      Consumer<List<Alert>> delivery,
      InstantSource clock,
      Duration interval,
      Telemetry telemetry) {
    this.engine = engine;
    this.tenants = tenants;
    this.judged = judged;
    this.troubles = troubles;
    this.lifecycle = lifecycle;
    this.delivery = delivery;
    this.clock = clock;
    this.interval = interval;
    this.telemetry = telemetry;
  }

  /// Begins with what the ledger remembers, before the first round is through.
  void start() {
    work.add(new Round());
    thread.start();
  }

  /// Asks for a tick now; returns at once. Several requests that wait are one.
  void roundCompleted() {
    if (work.isEmpty()) {
      work.add(new Round());
    }
  }

  /// Takes over changed objectives and pace, between two ticks.
  @Override
  public void takeOver(Startup next) {
    CompletableFuture.runAsync(
            () -> {
              engine.replace(next.objectives());
              interval = next.config().evaluationInterval();
            },
            work::add)
        .join();
  }

  private void loop() {
    while (!closed) {
      try {
        Runnable next = next();
        if (next != null) {
          next.run();
        }
        if (!closed) {
          lastTickNanos = System.nanoTime();
          telemetry.inSpan("evaluation", Map.of(), this::tick);
        }
      } catch (InterruptedException e) {
        return;
      } catch (Exception | Error e) {
        stats =
            new Stats(
                stats.ticks(),
                stats.failedTicks() + 1,
                stats.quarantined(),
                stats.violations(),
                stats.lastTickSeconds());
        log.error("an evaluation failed; the next one comes in {}", interval, e);
        telemetry.report(e);
      }
    }
  }

  /// What to do next: a round once the pause is over, anything else at once, null when the interval
  /// is over.
  private @Nullable Runnable next() throws InterruptedException {
    @Nullable Runnable next = work.poll(interval.toNanos(), TimeUnit.NANOSECONDS);
    while (next instanceof Round && pauseLeftNanos() > 0) {
      next = work.poll(pauseLeftNanos(), TimeUnit.NANOSECONDS);
      if (next == null) {
        return new Round();
      }
    }
    return next;
  }

  private long pauseLeftNanos() {
    long pause = Math.min(interval.toNanos() / PAUSES_PER_INTERVAL, LONGEST_PAUSE.toNanos());
    return ticked() ? pause - (System.nanoTime() - lastTickNanos) : 0;
  }

  private boolean ticked() {
    return stats.ticks() + stats.failedTicks() > 0;
  }

  private Tick tick() {
    long started = System.nanoTime();
    Tick tick = judged.apply(engine.tick(tenants.get(), clock.instant()));
    withdrawOldPromises(tick);
    boolean durable = tick.commit().durable();
    List<Alert> alerts = lifecycle.step(tick.verdicts(), troubles.get(), tick.at(), durable);
    delivery.accept(alerts);
    latest =
        new Latest(
            Optional.of(tick.at()),
            tick.verdicts(),
            alerts,
            Optional.of(tick.commit().durability()));
    tick.violations().forEach(each -> log.warn("{}: {}", each.objective().slo(), each.problem()));
    stats =
        new Stats(
            stats.ticks() + 1,
            stats.failedTicks(),
            stats.quarantined() + tick.quarantined(),
            stats.violations() + tick.violations().size(),
            (System.nanoTime() - started) / 1e9);
    return tick;
  }

  /// Ends the alerts of promises that are gone: the tenant left, or the objective was removed.
  private void withdrawOldPromises(Tick tick) {
    promisesChanged |= tick.promisesChanged();
    if (promisesChanged && !tick.verdicts().isEmpty()) { // before tenants are read nothing ends
      Set<Promise> now = tick.verdicts().stream().map(Promise::of).collect(Collectors.toSet());
      lifecycle.retain(
          key -> now.contains(new Promise(key.service(), key.slo(), key.tenant())), tick.at());
      promisesChanged = false;
    }
  }

  private record Promise(String service, String slo, String tenant) {
    static Promise of(Verdict verdict) {
      return new Promise(
          verdict.objective().service(), verdict.objective().slo(), verdict.tenant().id().value());
    }
  }

  /// What the last tick found.
  Latest latest() {
    return latest;
  }

  /// Counters since the start.
  Stats stats() {
    return stats;
  }

  /// Ends after a last tick, so that what was read is in the ledger.
  @Override
  public void close() {
    var done = CompletableFuture.runAsync(this::lastTick, work::add);
    try {
      done.get(10, TimeUnit.SECONDS);
      thread.join(Duration.ofSeconds(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      log.warn("the last evaluation did not end in time", e);
      thread.interrupt();
    }
  }

  private void lastTick() {
    closed = true;
    tick();
  }
}
