package dev.nines.alerts.lifecycle;

import dev.nines.slo.verdict.FleetRule;
import dev.nines.slo.verdict.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes alerts of verdicts: one for each promise that burns, from the first tier that fires until
/// the last one clears.
///
/// - A promise that is not among the verdicts of a step, or is frozen, keeps its alert as it is:
///   only a tier that clears ends a burn, or [#retain] when the promise is withdrawn.
/// - Every change is in the store before [#step] returns it. If the store fails, alerts go out all
///   the same, with the annotation `undurable`, and the changes are written as soon as the store
///   works again.
/// - No clock is read: time comes with each step and is expected not to go backwards.
///
/// `step` and `retain` belong to one thread; `active` and `stats` may be called from any.
public final class AlertLifecycle {
  private static final Logger log = LoggerFactory.getLogger(AlertLifecycle.class);
  private static final Comparator<Alert> MOST_SEVERE_FIRST =
      Comparator.comparingInt((Alert alert) -> alert.label("severity").equals("critical") ? 0 : 1)
          // before the alerts that it inhibits
          .thenComparing(alert -> !alert.name().equals(AlertNames.SERVICE_SLO_BURN_FLEET))
          .thenComparing(Alert::startsAt)
          .thenComparing(alert -> alert.labels().toString());

  private static final Duration UNDURABLE_PATIENCE = Duration.ofMinutes(1);

  private final AlertStore store;
  private final AlertSettings settings;
  private final Wording wording;
  private final AlertBook book = new AlertBook();
  private final BurnWatch burns;
  private final Predicate<String> undecided;
  private final Supplier<List<Alert>> told;
  private boolean restored;
  private Optional<Instant> heartbeatSince = Optional.empty();
  private Optional<Instant> undurableSince = Optional.empty();
  private long storeFailures;
  private Optional<String> storeError = Optional.empty();
  private volatile List<Alert> active = List.of();
  private volatile LifecycleStats stats = new LifecycleStats(0, 0, 0, 0, Optional.empty());

  /// What each tick goes through, in this order. What follows (deduplication, sending, retries, the
  /// record of what was told) is each receiver's own, in `dev.nines.alerts.delivery`.
  private final List<Stage> stages =
      List.of(
          this::restore,
          this::burnsWithEvidence, // and those under maintenance stay as they are
          this::fleets,
          this::freezes,
          this::conditions,
          this::pair,
          this::persist,
          this::outgoing);

  private interface Stage {
    void apply(Round round);
  }

  /// One tick on its way through the stages.
  private static final class Round {
    final Collection<Verdict> verdicts;
    final Collection<Condition> conditions;
    final Instant now;
    boolean durable;
    List<Alert> told = List.of();

    Round(
        Collection<Verdict> verdicts,
        Collection<Condition> conditions,
        Instant now,
        boolean durable) {
      this.verdicts = verdicts;
      this.conditions = conditions;
      this.now = now;
      this.durable = durable;
    }
  }

  public AlertLifecycle(AlertStore store, AlertSettings settings) {
    this(store, settings, (_, _) -> PageFacts.NONE, Maintenance.NONE, _ -> false, List::of);
  }

  /// @param facts what pages tell besides the verdict
  /// @param maintenance which promises may not begin to burn now
  /// @param undecided whether nobody can say yet if conditions of an alert's name hold, as after a
  ///   restart: such alerts stay as they are
  /// @param told alerts that fire at the receivers, whoever told them: of the same alert the
  ///   earliest beginning holds
  public AlertLifecycle(
      AlertStore store,
      AlertSettings settings,
      PageFacts.Source facts,
      Maintenance maintenance,
      Predicate<String> undecided,
      Supplier<List<Alert>> told) {
    this.undecided = undecided;
    this.told = told;
    this.store = store;
    this.settings = settings;
    this.wording = new Wording(settings, facts);
    this.burns = new BurnWatch(book, wording, FleetRule.DEFAULT, maintenance);
  }

  /// Takes one tick's verdicts and conditions and says all that must be told now: what fires (most
  /// severe first), a `Watchdog` that expires unless the next step renews it, and what ended
  /// lately.
  ///
  /// @param verdicts the promises judged; one that is left out keeps its alert, and is not counted
  ///   when a fleet is a share of all tenants
  /// @param conditions the gateway's own troubles, all of them but that of the ledger
  /// @param now the instant of the tick
  /// @param durable whether the ledger could force this tick to disk
  public List<Alert> step(
      Collection<Verdict> verdicts,
      Collection<Condition> conditions,
      Instant now,
      boolean durable) {
    var round = new Round(verdicts, conditions, now, durable);
    stages.forEach(stage -> stage.apply(round));
    return round.told;
  }

  /// Ends the alerts of promises that no longer exist, because the tenant left or the objective was
  /// removed. To be called when the tenants or objectives are known to have changed, never because
  /// they could not be read. Told with the next step.
  public void retain(Predicate<AlertKey> promised, Instant now) {
    restore();
    burns.retain(promised);
    book.resolveIf(key -> key.isAboutPromise() && !promised.test(key), now);
  }

  /// What fires, as of the last step, most severe first.
  public List<Alert> active() {
    return active;
  }

  /// Counters, as of the last step.
  public LifecycleStats stats() {
    return stats;
  }

  private void burnsWithEvidence(Round round) {
    burns.judge(round.verdicts, round.now);
  }

  private void fleets(Round round) {
    burns.judgeFleets(round.now);
  }

  private void freezes(Round round) {
    var before =
        Set.copyOf(book.firingKeys(alert -> alert.alert().name().equals(AlertNames.SLO_FROZEN)));
    for (var verdict : round.verdicts) {
      boolean frozen = verdict.state() == Verdict.State.FROZEN;
      if (!frozen && before.isEmpty()) {
        continue;
      }
      var key = AlertKey.of(AlertNames.SLO_FROZEN, verdict);
      if (frozen) {
        book.fire(key, wording.frozen(verdict, round.now), new TreeSet<>(), round.now);
      } else if (before.contains(key)) {
        book.resolve(key, round.now);
      }
    }
  }

  private void conditions(Round round) {
    var present =
        withOwn(round.conditions, round.now, round.durable).stream()
            .map(condition -> wording.condition(condition, round.now))
            .collect(Collectors.toMap(AlertKey::of, alert -> alert, (first, _) -> first));
    book.resolveIf(
        key -> key.isCondition() && !present.containsKey(key) && !undecided.test(key.alertname()),
        round.now);
    present.forEach((key, alert) -> book.fire(key, alert, new TreeSet<>(), round.now));
  }

  /// A single failed commit is not worth a page: the ledger tries again with the next tick.
  private Collection<Condition> withOwn(
      Collection<Condition> conditions, Instant now, boolean durable) {
    undurableSince = durable ? Optional.empty() : undurableSince.or(() -> Optional.of(now));
    var all = new ArrayList<>(conditions);
    undurableSince
        .filter(since -> !since.plus(UNDURABLE_PATIENCE).isAfter(now))
        .ifPresent(since -> all.add(Condition.ledgerUndurable(since)));
    return all;
  }

  private void pair(Round round) {
    book.agree(told.get(), round.now);
  }

  private void restore(Round round) {
    restore();
  }

  private void restore() {
    if (restored) {
      return;
    }
    try {
      book.restore(store.load());
      restored = true;
    } catch (AlertStoreException e) {
      storeFailed(e);
    }
  }

  /// Before anything is told. What could not be written is told all the same, and marked.
  private void persist(Round round) {
    book.forgetResolvedBefore(round.now, settings.keepResolved());
    try {
      book.save(store);
    } catch (AlertStoreException e) {
      storeFailed(e);
      round.durable = false;
      return;
    }
    if (restored) {
      storeError = Optional.empty();
    }
    round.durable &= restored;
  }

  private void storeFailed(AlertStoreException e) {
    storeFailures++;
    if (storeError.isEmpty()) {
      log.error("The alert store fails; alerts go out without it: {}", e.getMessage(), e);
    }
    storeError = Optional.of(String.valueOf(e.getMessage()));
  }

  private void outgoing(Round round) {
    var firing = book.firing().stream().sorted(MOST_SEVERE_FIRST).toList();
    active = firing;
    stats =
        new LifecycleStats(
            firing.size(), book.firedCount(), book.resolvedCount(), storeFailures, storeError);
    var outgoing = new ArrayList<Alert>();
    for (var alert : firing) {
      outgoing.add(round.durable ? alert : alert.saying(marked(alert.annotations())));
    }
    outgoing.add(heartbeat(round.now));
    outgoing.addAll(book.resolved());
    round.told = outgoing;
  }

  private static SortedMap<String, String> marked(SortedMap<String, String> annotations) {
    var marked = new TreeMap<>(annotations);
    marked.put("undurable", "The gateway cannot write to its disk: a restart would forget this.");
    return marked;
  }

  private Alert heartbeat(Instant now) {
    var since = heartbeatSince.orElse(now);
    heartbeatSince = Optional.of(since);
    return wording.watchdog(since, now.plus(settings.heartbeat()));
  }
}
