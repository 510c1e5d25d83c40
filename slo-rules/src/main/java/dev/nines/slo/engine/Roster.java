package dev.nines.slo.engine;

import dev.nines.slo.ledger.Ledger;
import dev.nines.slo.ledger.SeriesKey;
import dev.nines.slo.model.Indicator;
import dev.nines.slo.model.Objective;
import dev.nines.slo.model.Tenant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which objective is judged for which tenant: all of them for each, composites after the rest.
final class Roster {
  private final List<Objective> objectives;
  private final List<Tenant> tenants;
  private final List<Track> tracks;

  /// By identity: counts come with the very objective that was compiled.
  private final IdentityHashMap<Objective, Map<String, Track>> byObjectiveAndGroup =
      new IdentityHashMap<>();

  Roster(List<Objective> objectives, Collection<Tenant> tenants, Ledger ledger) {
    this(objectives, tenants, ledger, new IdentityHashMap<>());
  }

  private Roster(
      List<Objective> objectives,
      Collection<Tenant> tenants,
      Ledger ledger,
      IdentityHashMap<Objective, Map<String, Track>> earlier) {
    this.objectives = List.copyOf(objectives);
    this.tenants = List.copyOf(tenants);
    this.tracks = new ArrayList<>(objectives.size() * tenants.size());
    for (Objective objective : objectives) {
      if (!(objective.indicator() instanceof Indicator.Composite)) {
        add(objective, ledger, earlier.getOrDefault(objective, Map.of()));
      }
    }
    for (Objective objective : objectives) {
      if (objective.indicator() instanceof Indicator.Composite composite) {
        this.tenants.forEach(tenant -> addComposite(objective, composite, tenant));
      }
    }
  }

  private void add(Objective objective, Ledger ledger, Map<String, Track> known) {
    var byGroup = new HashMap<String, Track>();
    for (Tenant tenant : tenants) {
      Track track = track(objective, tenant, ledger, known.get(tenant.id().value()));
      byGroup.put(tenant.id().value(), track);
      tracks.add(track);
    }
    byObjectiveAndGroup.put(objective, byGroup);
  }

  private void addComposite(Objective objective, Indicator.Composite composite, Tenant tenant) {
    var parts = new ArrayList<Track.Part>();
    for (Indicator.Component component : composite.components()) {
      byObjectiveAndGroup.entrySet().stream()
          .filter(each -> each.getKey().slo().equals(component.slo()))
          .map(each -> each.getValue().get(tenant.id().value()))
          .forEach(track -> parts.add(new Track.Part(track, component.weight().doubleValue())));
    }
    if (!parts.isEmpty()) {
      tracks.add(new Track(objective, tenant, parts));
    }
  }

  private static Track track(
      Objective objective, Tenant tenant, Ledger ledger, @Nullable Track known) {
    if (known != null) {
      return known.tenant().equals(tenant) ? known : known.withTenant(tenant);
    }
    var key = new SeriesKey(objective.slo(), objective.generation(), tenant.id());
    return new Track(objective, tenant, ledger.seriesId(key));
  }

  /// This roster, or a new one if the tenants changed.
  Roster with(Collection<Tenant> current, Ledger ledger) {
    List<Tenant> wanted = List.copyOf(current);
    return wanted.equals(tenants)
        ? this
        : new Roster(objectives, wanted, ledger, byObjectiveAndGroup);
  }

  List<Tenant> tenants() {
    return tenants;
  }

  List<Track> tracks() {
    return tracks;
  }

  @Nullable Track find(Objective objective, String group) {
    return byObjectiveAndGroup.getOrDefault(objective, Map.of()).get(group);
  }
}
