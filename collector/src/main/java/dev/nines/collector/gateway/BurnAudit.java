package dev.nines.collector.gateway;

import dev.nines.alerts.lifecycle.AlertStoreException;
import dev.nines.alerts.lifecycle.MissedBurn;
import dev.nines.alerts.lifecycle.MissedBurns;
import dev.nines.alerts.lifecycle.PastAlert;
import dev.nines.alerts.store.AlertHistory;
import dev.nines.collector.gateway.backtest.SeriesHistory;
import dev.nines.slo.backtest.Backtest;
import dev.nines.slo.exclusion.Exclusions;
import dev.nines.slo.ledger.Ledger;
import dev.nines.slo.ledger.SeriesKey;
import dev.nines.slo.verdict.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks each hour for burns of the last week that nobody was paged for: judges again what the
/// ledger has on record now, minute by minute, and compares it with the alerts that were sent. On a
/// thread of its own, and only of those promises that burned anything and have the least budget
/// left, so that it takes seconds of an hour however many tenants there are.
final class BurnAudit implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(BurnAudit.class);
  private static final Duration FIRST_AFTER = Duration.ofMinutes(2);
  private static final Duration UNTIL_THERE_IS_A_PAST = Duration.ofMinutes(5);
  private static final Duration EACH = Duration.ofHours(1);
  private static final Duration WEEK = Duration.ofDays(7);

  /// What is younger may still be on its way.
  private static final Duration SETTLED = Duration.ofMinutes(10);

  private static final int MOST_PROMISES = 100;

  private final Ledger ledger;
  private final Supplier<List<Verdict>> verdicts;
  private final Supplier<Exclusions> exclusions;
  private final AlertHistory history;
  private final InstantSource clock;
  private final Backtest backtest = new Backtest();
  private final Thread thread =
      Thread.ofPlatform().name("burn-audit").daemon().unstarted(this::run);
  private volatile Optional<MissedBurns> missed = Optional.empty();

  /// @param verdicts those of the last evaluation
  /// @param history what was sent; not closed with this
  BurnAudit(
      Ledger ledger,
      Supplier<List<Verdict>> verdicts,
      Supplier<Exclusions> exclusions,
      AlertHistory history,
      InstantSource clock) {
    this.ledger = ledger;
    this.verdicts = verdicts;
    this.exclusions = exclusions;
    this.history = history;
    this.clock = clock;
  }

  void start() {
    thread.start();
  }

  /// The burns of the last week that were missed; absent until it was looked.
  Optional<MissedBurns> missed() {
    return missed;
  }

  private void run() {
    try {
      Thread.sleep(FIRST_AFTER);
      while (true) {
        look();
        Thread.sleep(missed.isPresent() ? EACH : UNTIL_THERE_IS_A_PAST);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // closed
    }
  }

  /// Looks now.
  void look() {
    try {
      Instant now = clock.instant().truncatedTo(ChronoUnit.MINUTES);
      Instant to = now.minus(SETTLED);
      Instant known = history.begin().truncatedTo(ChronoUnit.MINUTES).plus(SETTLED);
      Instant from = known.isAfter(now.minus(WEEK)) ? known : now.minus(WEEK);
      if (from.isBefore(to)) {
        missed = Optional.of(between(from, to, history.all()));
      }
    } catch (AlertStoreException | RuntimeException e) { // the next hour may do better
      log.warn("Whether burns were missed cannot be said: {}", e.toString());
    }
  }

  private MissedBurns between(Instant from, Instant to, Collection<PastAlert> sent) {
    var burned =
        verdicts.get().stream()
            .filter(each -> each.figures().bad() > 0)
            .filter(each -> Backtest.reasonAgainst(each.objective()).isEmpty())
            .sorted(Comparator.comparingDouble(Verdict::budgetRemainingRatio))
            .toList();
    var looked = burned.subList(0, Math.min(MOST_PROMISES, burned.size()));
    var missing = new ArrayList<MissedBurn>();
    looked.forEach(each -> missing.addAll(of(each, from, to, sent)));
    missing.sort(Comparator.comparing(MissedBurn::from).reversed());
    return new MissedBurns(from, to, looked.size(), burned.size() - looked.size(), missing);
  }

  private List<MissedBurn> of(
      Verdict verdict, Instant from, Instant to, Collection<PastAlert> sent) {
    var objective = verdict.objective();
    var tenant = verdict.tenant();
    var series = ledger.find(new SeriesKey(objective.slo(), objective.generation(), tenant.id()));
    if (series.isEmpty()) {
      return List.of();
    }
    long fromMinute = minute(from.minus(backtest.lookback(objective)));
    long toMinute = minute(to);
    var past =
        SeriesHistory.of(
            ledger,
            series.get(),
            fromMinute,
            toMinute,
            exclusions
                .get()
                .asOf(clock.instant())
                .minutes(tenant.id(), objective.slo(), fromMinute, toMinute));
    var burns = backtest.pages(objective, tenant, past, from, to);
    return MissedBurn.of(objective, tenant.id(), burns, sent);
  }

  private static long minute(Instant instant) {
    return Math.floorDiv(instant.getEpochSecond(), 60L);
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
