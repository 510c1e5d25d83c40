package dev.nines.slo.exclusion;

import dev.nines.slo.ledger.SeriesKey;
import dev.nines.slo.model.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// All exclusions there are, the withdrawn ones included. Immutable.
///
/// @param all in the order of their entry
public record Exclusions(List<Exclusion> all) {
  /// Nothing is excluded.
  public static final Exclusions NONE = new Exclusions(List.of());

  public Exclusions {
    all = List.copyOf(all);
  }

  /// Those that were known at an instant and not withdrawn by then.
  public Exclusions asOf(Instant instant) {
    return new Exclusions(all.stream().filter(each -> each.isKnownAt(instant)).toList());
  }

  /// These and others.
  public Exclusions plus(Exclusions others) {
    var both = new ArrayList<>(all);
    both.addAll(others.all);
    return new Exclusions(both);
  }

  /// The one of an id.
  public Optional<Exclusion> find(String id) {
    return all.stream().filter(each -> each.id().equals(id)).findFirst();
  }

  /// Those that concern an SLO of a tenant and touch `[from, to)`.
  public List<Exclusion> concerning(TenantId tenant, String slo, Instant from, Instant to) {
    return all.stream()
        .filter(each -> each.concerns(tenant, slo) && !each.within(from, to).isEmpty())
        .toList();
  }

  /// Whether an SLO of a tenant is excluded at an instant.
  public boolean covers(TenantId tenant, String slo, Instant instant) {
    return !concerning(tenant, slo, instant, instant.plusNanos(1)).isEmpty();
  }

  /// The excluded minutes of an SLO of a tenant in `[fromMinute, toMinute)`: the union, however
  /// many exclude a minute.
  public MinuteRanges minutes(TenantId tenant, String slo, long fromMinute, long toMinute) {
    return union(
        all.stream()
            .filter(each -> each.concerns(tenant, slo))
            .map(each -> each.minutes(fromMinute, toMinute))
            .toList());
  }

  private static MinuteRanges union(List<MinuteRanges> several) {
    return MinuteRanges.union(several.stream().flatMap(each -> each.ranges().stream()).toList());
  }

  /// The excluded minutes in `[fromMinute, toMinute)` of any series. Series that the same
  /// exclusions concern share theirs, so a million of them cost little.
  public Function<SeriesKey, MinuteRanges> bySeries(long fromMinute, long toMinute) {
    List<MinuteRanges> each =
        all.stream().map(exclusion -> exclusion.minutes(fromMinute, toMinute)).toList();
    Map<BitSet, MinuteRanges> shared = new HashMap<>();
    return key -> {
      var concerning = new BitSet();
      for (int i = 0; i < all.size(); i++) {
        concerning.set(i, all.get(i).concerns(key.tenant(), key.slo()));
      }
      return shared.computeIfAbsent(
          concerning, which -> union(which.stream().mapToObj(each::get).toList()));
    };
  }

  /// Tells exclusions that leave out something else apart, also across a restart.
  public long fingerprint() {
    return all.isEmpty() ? 0 : all.toString().hashCode();
  }
}
