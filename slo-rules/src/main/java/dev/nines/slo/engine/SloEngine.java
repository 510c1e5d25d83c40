package dev.nines.slo.engine;

import dev.nines.slo.correction.CorrectionStore;
import dev.nines.slo.exclusion.Exclusions;
import dev.nines.slo.ledger.Commit;
import dev.nines.slo.ledger.Ledger;
import dev.nines.slo.model.Indicator;
import dev.nines.slo.model.Objective;
import dev.nines.slo.model.Observation;
import dev.nines.slo.model.Tenant;
import dev.nines.slo.model.TenantId;
import dev.nines.slo.sli.InexactThreshold;
import dev.nines.slo.sli.Selection;
import dev.nines.slo.verdict.Judge;
import dev.nines.slo.verdict.Verdict;
import dev.nines.slo.window.Measure;
import dev.nines.slo.window.RunningSums;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/// The way of a measurement from observation to verdict, one tick at a time.
///
/// A tick writes everything that arrived since the last one to the ledger in one commit, then
/// evaluates, the open minute included: durable before visible. If the disk fails, evaluation goes
/// on in memory and the tick says so.
///
/// Thread-safety: [#offer] may be called from any thread; [#tick] and [#replace] from one thread at
/// a time, which is the ledger's writing thread.
public final class SloEngine {
  private static final int MAX_WAITING_OBSERVATIONS = 100_000;

  private final Ledger ledger;
  private final Judge judge;
  private final ConcurrentLinkedQueue<Observation> inbox = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicLong refused = new AtomicLong();
  private Set<Measure> measures;
  private final ExclusionWatch exclusions;
  private RunningSums sums;
  private final IdentityHashMap<Objective, ObjectiveWindows> windows = new IdentityHashMap<>();
  private Selection selection;
  private final StandingVerdicts verdicts = new StandingVerdicts();
  private volatile Roster roster;
  private Optional<CorrectionRun> corrections = Optional.empty();
  private volatile List<InexactThreshold> inexact = List.of();

  /// An engine that leaves nothing out.
  public SloEngine(Ledger ledger, Judge judge, List<Objective> objectives) {
    this(ledger, judge, objectives, () -> Exclusions.NONE);
  }

  /// @param ledger an open ledger; its baselines are taken over
  /// @param judge turns figures into verdicts
  /// @param objectives what was promised
  /// @param exclusions all exclusions there are; asked with each tick, so that one that is entered
  ///   for the past or the future holds from the next tick on
  public SloEngine(
      Ledger ledger, Judge judge, List<Objective> objectives, Supplier<Exclusions> exclusions) {
    this.ledger = ledger;
    this.judge = judge;
    this.measures = judge.measures(objectives);
    this.exclusions = new ExclusionWatch(ledger, exclusions);
    this.sums = new RunningSums(ledger, measures, this.exclusions.masks());
    this.selection = compile(objectives);
    this.roster = new Roster(objectives, List.of(), ledger, judge);
  }

  /// Lets corrections be written to the ledger from the next tick on. To be called before the first
  /// tick.
  ///
  /// @throws IOException if the store cannot be written
  public void takeCorrections(CorrectionStore store) throws IOException {
    corrections = Optional.of(new CorrectionRun(ledger, store));
  }

  /// Takes an observation for the next tick. When the engine has fallen so far behind that too many
  /// wait, the observation is refused and counted: its minutes then read as unmeasured, not as
  /// wrong.
  public void offer(Observation observation) {
    if (waiting.get() >= MAX_WAITING_OBSERVATIONS) {
      refused.incrementAndGet();
      return;
    }
    waiting.incrementAndGet();
    inbox.add(observation);
  }

  /// Replaces the objectives, for a reload. Baselines of counters and counts are kept.
  public void replace(List<Objective> objectives) {
    Set<Measure> needed = judge.measures(objectives);
    if (!needed.equals(measures)) {
      measures = needed;
      sums = new RunningSums(ledger, needed, exclusions.masks());
    }
    windows.clear();
    verdicts.forget();
    selection = compile(objectives);
    roster = new Roster(objectives, roster.tenants(), ledger, judge);
  }

  /// Commits what arrived, moves the windows to `now` and judges every objective of every tenant.
  ///
  /// @param tenants the tenants of this moment; new ones are judged from this tick on
  /// @param now the instant of evaluation; may go backwards when the clock was set
  public Tick tick(Collection<Tenant> tenants, Instant now) {
    roster = roster.with(tenants);
    var batch = new BatchBuilder(roster, now);
    try {
      for (Observation observation : drain()) {
        batch.add(observation, selection);
      }
    } finally {
      batch.release();
    }
    inexact = selection.inexactThresholds();
    Commit commit = ledger.commit(batch.build());
    sums.add(commit);
    ledger.advance(now);
    sums.advance();
    if (exclusions.changed(now)) {
      sums.exclude(exclusions.masks());
      verdicts.forget();
    }
    correct(now);
    roster
        .changedCuts()
        .ifPresent(
            cuts -> {
              sums.cut(cuts);
              verdicts.forget();
            });
    boolean changed = verdicts.concern(roster.tracks());
    sums.prepare();
    roster.objectives().forEach(this::findWindows);
    List<Verdict> judged = verdicts.all(ledger, now, track -> judge(track, now));
    return new Tick(now, judged, changed, commit, batch.quarantined(), batch.violations());
  }

  private void correct(Instant now) {
    long written = ledger.lastSequence();
    corrections.ifPresent(run -> run.tick(roster, sums, now));
    if (ledger.lastSequence() != written) {
      verdicts.forget();
    }
  }

  private void findWindows(Objective objective) {
    if (!(objective.indicator() instanceof Indicator.Composite)) { // its parts have windows
      windows.computeIfAbsent(objective, each -> new ObjectiveWindows(each, sums));
    }
  }

  private Verdict judge(Track track, Instant now) {
    if (!track.isComposite()) {
      return judge.judge(
          track.yardstick(), track.tenant(), counts(track, now), now, track.frozenAt(now));
    }
    List<Judge.Weighted> parts =
        track.parts().stream()
            .map(part -> new Judge.Weighted(counts(part.track(), now), part.weight()))
            .toList();
    return judge.judge(track.yardstick(), track.tenant(), parts, now, track.frozenAt(now));
  }

  private SeriesCounts counts(Track track, Instant now) {
    ObjectiveWindows where = Objects.requireNonNull(windows.get(track.objective()));
    long expectedFrom = RunningSums.firstWholeMinute(track.tenant().onboardedAt());
    return new SeriesCounts(where, track.series(), expectedFrom, now);
  }

  /// The events of each objective and tenant since the start, zero where there were none.
  public List<EventTotals> eventTotals() {
    return roster.tracks().stream()
        .filter(track -> !track.isComposite())
        .map(Track::totals)
        .toList();
  }

  /// The ledger's series of an objective and a tenant, empty if they are not judged.
  public OptionalInt series(String slo, TenantId tenant) {
    return roster.series(slo, tenant);
  }

  /// Latency thresholds that were no edges of the histograms read last: what lies around them
  /// counts as doubtful.
  public List<InexactThreshold> inexactThresholds() {
    return inexact;
  }

  /// Has the next tick judge everything, also what cannot have changed.
  void judgeAllAnew() {
    verdicts.forget();
  }

  /// Observations refused since the start because too many waited.
  public long refusedObservations() {
    return refused.get();
  }

  private List<Observation> drain() {
    var drained = new ArrayList<Observation>();
    for (Observation next = inbox.poll(); next != null; next = inbox.poll()) {
      waiting.decrementAndGet();
      drained.add(next);
    }
    return drained;
  }

  private Selection compile(List<Objective> objectives) {
    var compiled = new Selection(objectives);
    compiled.restore(ledger.baselines());
    return compiled;
  }
}
