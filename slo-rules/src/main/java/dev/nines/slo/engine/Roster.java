package dev.nines.slo.engine;

import dev.nines.slo.ledger.Ledger;
import dev.nines.slo.ledger.SeriesKey;
import dev.nines.slo.model.Indicator;
import dev.nines.slo.model.Objective;
import dev.nines.slo.model.TargetHistory;
import dev.nines.slo.model.Tenant;
import dev.nines.slo.model.TenantId;
import dev.nines.slo.verdict.Judge;
import dev.nines.slo.verdict.Yardstick;
import dev.nines.slo.window.Cuts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Which objective is judged for which tenant: all of them for each, composites after the rest.
///
/// An objective that is grouped by another label than the tenant's is judged for each group that
/// was counted, beginning with its first count.
final class Roster {
  /// How many groups an objective may have; what counts for further ones goes nowhere.
  static final int MAX_GROUPS = 10_000;

  private final List<Objective> objectives;
  private final List<Tenant> tenants;
  private final Ledger ledger;
  private final Yardsticks yardsticks;
  private volatile List<Track> tracks;
  private boolean cutsTold;

  /// By identity: counts come with the very objective that was compiled.
  private final IdentityHashMap<Objective, Map<String, Track>> byObjectiveAndGroup =
      new IdentityHashMap<>();

  Roster(List<Objective> objectives, Collection<Tenant> tenants, Ledger ledger, Judge judge) {
    this(objectives, tenants, ledger, new Yardsticks(judge), new IdentityHashMap<>());
  }

  private Roster(
      List<Objective> objectives,
      Collection<Tenant> tenants,
      Ledger ledger,
      Yardsticks yardsticks,
      IdentityHashMap<Objective, Map<String, Track>> earlier) {
    this.objectives = List.copyOf(objectives);
    this.tenants = List.copyOf(tenants);
    this.ledger = ledger;
    this.yardsticks = yardsticks;
    var all = new ArrayList<Track>(objectives.size() * tenants.size());
    for (Objective objective : objectives) {
      if (objective.indicator() instanceof Indicator.Composite) {
        continue;
      }
      if (objective.isByTenant()) {
        add(objective, earlier.getOrDefault(objective, Map.of()), all);
      } else {
        var known = Optional.ofNullable(earlier.get(objective)).orElseGet(() -> counted(objective));
        byObjectiveAndGroup.put(objective, known);
        all.addAll(known.values());
      }
    }
    for (Objective objective : objectives) {
      if (objective.indicator() instanceof Indicator.Composite composite) {
        this.tenants.forEach(tenant -> addComposite(objective, composite, tenant, all));
      }
    }
    tracks = all;
  }

  /// The groups that the ledger has counts of.
  private Map<String, Track> counted(Objective objective) {
    var byGroup = new HashMap<String, Track>();
    Instant since = Instant.ofEpochMilli(ledger.clockMillis());
    String generation = objective.generation();
    for (SeriesKey key : ledger.catalog()) {
      if (key.slo().equals(objective.slo()) && key.generation().equals(generation)) {
        String group = key.tenant().value();
        Tenant tenant = GroupTenant.of(group, since);
        byGroup.put(
            group.equals(GroupTenant.EVERYBODY) ? "" : group,
            track(objective, generation, tenant, null));
      }
    }
    return byGroup;
  }

  /// The track of a group, which begins with this count if it was not known; absent if nobody is
  /// judged for it.
  ///
  /// @param at when it was counted
  @Nullable Track findOrBegin(Objective objective, String group, Instant at) {
    Track known = find(objective, group);
    Map<String, Track> byGroup = byObjectiveAndGroup.get(objective);
    if (known != null
        || byGroup == null
        || objective.isByTenant()
        || byGroup.size() >= MAX_GROUPS) {
      return known;
    }
    Tenant tenant = GroupTenant.of(group, at);
    Track begun = track(objective, objective.generation(), tenant, null);
    byGroup.put(group, begun);
    var more = new ArrayList<>(tracks);
    more.add(begun);
    tracks = more;
    cutsTold = false;
    return begun;
  }

  private void add(Objective objective, Map<String, Track> known, List<Track> all) {
    var byGroup = new HashMap<String, Track>();
    String generation = objective.generation();
    for (Tenant tenant : tenants) {
      Track track = track(objective, generation, tenant, known.get(tenant.id().value()));
      byGroup.put(tenant.id().value(), track);
      all.add(track);
    }
    byObjectiveAndGroup.put(objective, byGroup);
  }

  private void addComposite(
      Objective objective, Indicator.Composite composite, Tenant tenant, List<Track> all) {
    var parts = new ArrayList<Track.Part>();
    for (Indicator.Component component : composite.components()) {
      byObjectiveAndGroup.entrySet().stream()
          .filter(each -> each.getKey().slo().equals(component.slo()))
          .map(each -> each.getValue().get(tenant.id().value()))
          .filter(Objects::nonNull)
          .forEach(track -> parts.add(new Track.Part(track, component.weight().doubleValue())));
    }
    if (!parts.isEmpty()) {
      all.add(new Track(yardsticks.of(objective, tenant), tenant, parts));
    }
  }

  private Track track(
      Objective objective, String generation, Tenant tenant, @Nullable Track known) {
    if (known != null && known.tenant().equals(tenant)) {
      return known;
    }
    Yardstick yardstick = yardsticks.of(objective, tenant);
    if (known != null) {
      return known.withTenant(tenant, yardstick);
    }
    var key = new SeriesKey(objective.slo(), generation, tenant.id());
    return new Track(yardstick, tenant, ledger.seriesId(key));
  }

  /// This roster, or a new one if the tenants changed.
  Roster with(Collection<Tenant> current) {
    List<Tenant> wanted = List.copyOf(current);
    return wanted.equals(tenants)
        ? this
        : new Roster(objectives, wanted, ledger, yardsticks, byObjectiveAndGroup);
  }

  List<Objective> objectives() {
    return objectives;
  }

  List<Tenant> tenants() {
    return tenants;
  }

  List<Track> tracks() {
    return tracks;
  }

  /// Where the targets of each series change, if there are others since the last call.
  Optional<Cuts> changedCuts() {
    boolean told = cutsTold;
    cutsTold = true;
    return told ? Optional.empty() : Optional.of(cuts());
  }

  private Cuts cuts() {
    var minutes = new HashMap<Integer, SortedSet<Long>>();
    for (Track track : tracks) {
      if (!track.objective().targets().changes().isEmpty()) {
        List<TargetHistory.Change> changes = track.objective().targetsFor(track.tenant()).changes();
        track
            .allSeries()
            .forEach(
                series ->
                    changes.forEach(
                        change ->
                            minutes
                                .computeIfAbsent(series, _ -> new TreeSet<>())
                                .add(change.minute())));
      }
    }
    var bySeries = new HashMap<Integer, long[]>();
    minutes.forEach(
        (series, cuts) -> bySeries.put(series, cuts.stream().mapToLong(Long::longValue).toArray()));
    return Cuts.of(bySeries);
  }

  /// The ledger's series of an objective and a tenant, empty if they are not judged.
  OptionalInt series(String slo, TenantId tenant) {
    return tracks.stream()
        .filter(track -> !track.isComposite())
        .filter(track -> track.objective().slo().equals(slo) && track.tenant().id().equals(tenant))
        .mapToInt(Track::series)
        .findFirst();
  }

  @Nullable Track find(Objective objective, String group) {
    return byObjectiveAndGroup.getOrDefault(objective, Map.of()).get(group);
  }
}
