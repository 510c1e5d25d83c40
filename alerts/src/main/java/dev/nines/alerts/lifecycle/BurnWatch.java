package dev.nines.alerts.lifecycle;

import dev.nines.slo.model.Objective;
import dev.nines.slo.model.Severity;
import dev.nines.slo.verdict.FleetRule;
import dev.nines.slo.verdict.Verdict;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Judges burns, one by one and together.
///
/// When several tenants begin to burn in one tick, their pages wait for the next one: by then it is
/// known whether they are one problem, and if so the fleet's page has been told first and inhibits
/// theirs. A tenant that burns alone never waits. A page that waits is not in the book, so a crash
/// in that tick makes it begin one tick later.
final class BurnWatch {
  private final AlertBook book;
  private final Wording wording;
  private final FleetRule rule;
  private final Maintenance maintenance;
  private Map<Promise, Integer> promised = new HashMap<>();
  private Map<AlertKey, StoredAlert> waiting = new HashMap<>();
  private final Map<AlertKey, Verdict> judged = new HashMap<>();
  private final Map<Promise, Double> outlierBurn = new HashMap<>();

  /// What a fleet shares.
  private record Promise(String service, String slo) {
    static Promise of(AlertKey key) {
      return new Promise(key.service(), key.slo());
    }

    AlertKey fleetKey() {
      return new AlertKey(AlertNames.SERVICE_SLO_BURN_FLEET, service, slo, "", "");
    }
  }

  BurnWatch(AlertBook book, Wording wording, FleetRule rule, Maintenance maintenance) {
    this.book = book;
    this.wording = wording;
    this.rule = rule;
    this.maintenance = maintenance;
  }

  /// Updates the alert of every promise that was judged.
  void judge(Collection<Verdict> verdicts, Instant now) {
    promised = new HashMap<>();
    var fresh = new HashMap<AlertKey, StoredAlert>();
    var waited = waiting;
    waiting = new HashMap<>();
    Set<AlertKey> concerned = concerned(waited);
    Set<String> tenants = concerned.stream().map(AlertKey::tenant).collect(Collectors.toSet());
    count(verdicts);
    for (var verdict : verdicts) {
      boolean begins = Escalation.begins(verdict.tiers());
      if (!begins && !tenants.contains(verdict.tenant().id().value())) {
        continue; // nearly all of them, nearly always: a million keys are not made for one alert
      }
      var key = AlertKey.of(AlertNames.TENANT_SLO_BURN, verdict);
      if (verdict.state() != Verdict.State.FROZEN && (begins || concerned.contains(key))) {
        judge(key, verdict, Optional.ofNullable(waited.remove(key)), now)
            .ifPresent(page -> fresh.put(key, page));
      }
    }
    // not judged in this tick, and a page waits for one tick only
    waited.forEach(
        (key, page) -> {
          if (!maintenance.covers(key, now)) {
            book.fire(key, page.alert(), page.tiers(), now);
          }
        });
    fireOrWait(fresh, now);
  }

  /// What is known of already, and so must be looked at even if no tier fires any more.
  private Set<AlertKey> concerned(Map<AlertKey, StoredAlert> waited) {
    var keys =
        new HashSet<>(
            book.firingKeys(alert -> alert.alert().name().equals(AlertNames.TENANT_SLO_BURN)));
    keys.addAll(waited.keySet());
    keys.addAll(judged.keySet());
    return keys;
  }

  /// How many tenants each promise was made to. By identity first: all verdicts of a promise share
  /// its objective, and there may be ten thousand.
  private void count(Collection<Verdict> verdicts) {
    var byObjective = new IdentityHashMap<Objective, int[]>();
    for (var verdict : verdicts) {
      byObjective.computeIfAbsent(verdict.objective(), _ -> new int[1])[0]++;
    }
    byObjective.forEach(
        (objective, count) ->
            promised.merge(
                new Promise(objective.service(), objective.slo()), count[0], Integer::sum));
  }

  /// Forgets pages that wait for promises which no longer exist.
  void retain(Predicate<AlertKey> promised) {
    waiting.keySet().removeIf(key -> !promised.test(key));
    judged.keySet().removeIf(key -> !promised.test(key));
  }

  /// Updates the alert of one promise.
  ///
  /// @param waited its page, if it waited for this tick
  /// @return a page that begins in this tick and is not fired yet
  private Optional<StoredAlert> judge(
      AlertKey key, Verdict verdict, Optional<StoredAlert> waited, Instant now) {
    var fired = book.firing(key);
    var before = waited.or(() -> fired);
    var next = Escalation.next(before, verdict.tiers());
    if (next.isEmpty()) {
      judged.remove(key);
      book.resolve(key, now);
      return Optional.empty();
    }
    var escalation = next.get();
    judged.put(key, verdict);
    var startsAt = before.map(alert -> alert.alert().startsAt()).orElse(now);
    var alert = wording.burn(verdict, escalation, startsAt, isOutlier(key, fired, verdict));
    boolean paged = fired.isPresent() && isPage(fired.get());
    if (!paged && maintenance.covers(key, now)) {
      return Optional.empty(); // neither begins nor gets worse; judged anew in the next tick
    }
    if (escalation.pages() && !paged && waited.isEmpty()) {
      return Optional.of(new StoredAlert(alert, escalation.tiers()));
    }
    book.fire(key, alert, escalation.tiers(), now);
    return Optional.empty();
  }

  /// Once an outlier, always one: losing the label would be a new page.
  private boolean isOutlier(AlertKey key, Optional<StoredAlert> fired, Verdict verdict) {
    if (fired.isPresent() && !fired.get().alert().label("outlier").isEmpty()) {
      return true;
    }
    var promise = Promise.of(key);
    return fleetFires(promise)
        && burnNow(verdict) >= outlierBurn.getOrDefault(promise, Double.POSITIVE_INFINITY);
  }

  private static boolean isPage(StoredAlert alert) {
    return alert.alert().label("severity").equals(Severity.CRITICAL.label());
  }

  private boolean fleetFires(Promise promise) {
    return book.firing(promise.fleetKey()).isPresent();
  }

  private void fireOrWait(Map<AlertKey, StoredAlert> fresh, Instant now) {
    if (fresh.isEmpty()) {
      return;
    }
    var burning = new HashMap<Promise, Integer>();
    pages().forEach(key -> burning.merge(Promise.of(key), 1, Integer::sum));
    fresh.keySet().forEach(key -> burning.merge(Promise.of(key), 1, Integer::sum));
    fresh.forEach(
        (key, page) -> {
          var promise = Promise.of(key);
          boolean alone = burning.getOrDefault(promise, 0) < 2;
          if (alone || fleetFires(promise)) {
            book.fire(key, page.alert(), page.tiers(), now);
          } else {
            waiting.put(key, page);
          }
        });
  }

  /// Promises that page.
  private List<AlertKey> pages() {
    return book.firingKeys(
        alert -> alert.alert().name().equals(AlertNames.TENANT_SLO_BURN) && isPage(alert));
  }

  /// Finds out which burns are one problem, those that wait included.
  void judgeFleets(Instant now) {
    var burning = new HashMap<Promise, Set<AlertKey>>();
    pages().forEach(key -> add(burning, key));
    waiting.keySet().forEach(key -> add(burning, key));
    burning.forEach(
        (promise, keys) ->
            judgeFleet(
                promise, keys, Math.max(keys.size(), promised.getOrDefault(promise, 0)), now));
    book.resolveIf(
        key ->
            key.alertname().equals(AlertNames.SERVICE_SLO_BURN_FLEET)
                && !burning.containsKey(Promise.of(key)),
        now);
  }

  private static void add(Map<Promise, Set<AlertKey>> burning, AlertKey key) {
    burning.computeIfAbsent(Promise.of(key), _ -> new HashSet<>()).add(key);
  }

  private void judgeFleet(Promise promise, Set<AlertKey> keys, int promised, Instant now) {
    boolean fires =
        fleetFires(promise)
            ? rule.goesOn(keys.size(), promised)
            : rule.begins(keys.size(), promised);
    if (!fires) {
      outlierBurn.remove(promise);
      book.resolve(promise.fleetKey(), now);
      return;
    }
    var verdicts = keys.stream().map(judged::get).filter(Objects::nonNull).toList();
    outlierBurn.put(promise, medianBurn(verdicts) * FleetRule.OUTLIER_FACTOR);
    var fleet =
        new Fleet(
            promise.service(),
            promise.slo(),
            verdicts.stream().max(Comparator.comparingDouble(BurnWatch::burnNow)),
            verdicts.stream().map(Verdict::tenant).toList(),
            keys.size(),
            promised);
    var startsAt =
        book.firing(promise.fleetKey()).map(alert -> alert.alert().startsAt()).orElse(now);
    book.fire(promise.fleetKey(), wording.fleet(fleet, startsAt), new TreeSet<>(), now);
  }

  /// The middle of how fast the members burn now.
  private static double medianBurn(List<Verdict> members) {
    var burns = members.stream().map(BurnWatch::burnNow).sorted().toList();
    return burns.isEmpty() ? Double.POSITIVE_INFINITY : burns.get(burns.size() / 2);
  }

  /// How fast a promise burns over the shortest window.
  static double burnNow(Verdict verdict) {
    return verdict.tiers().getFirst().shortBurn().low();
  }
}
