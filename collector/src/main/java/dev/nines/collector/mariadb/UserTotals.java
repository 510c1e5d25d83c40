package dev.nines.collector.mariadb;

import dev.nines.collector.database.SeriesBook;
import dev.nines.collector.database.ServerTenants;
import dev.nines.slo.model.Sample;
import dev.nines.slo.model.SampleKind;
import dev.nines.slo.model.TenantId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The running totals by tenant, and of what belongs to no tenant. The gateway's own statements are
/// left out.
final class UserTotals {
  private final ServerTenants tenants;
  private final String ownUser;
  private final SeriesBook book;
  private final Map<TenantId, StatementCount> byTenant = new HashMap<>();
  private Set<TenantId> seen = Set.of();
  private Map<String, Long> lastLockWaits = Map.of();
  private boolean lockWaitsKnown;
  private long unattributed;
  private long unattributedSlow;
  private double unattributedRatio;

  UserTotals(ServerTenants tenants, String ownUser, SeriesBook book) {
    this.tenants = tenants;
    this.ownUser = ownUser;
    this.book = book;
  }

  /// Adds what happened between two readings that may be subtracted.
  ///
  /// @param byUser what each user's applications sent
  /// @param slowOfNobody slow statements that ran under no user
  void add(Map<String, Increase> byUser, long slowOfNobody) {
    var increases = new HashMap<TenantId, Increase>();
    Increase nobody = Increase.NONE;
    long all = 0;
    for (Map.Entry<String, Increase> entry : byUser.entrySet()) {
      if (entry.getKey().equals(ownUser)) {
        continue;
      }
      Increase increase = entry.getValue();
      all += increase.statements();
      Optional<TenantId> tenant = tenants.byUser(entry.getKey());
      if (tenant.isPresent()) {
        increases.merge(tenant.get(), increase, Increase::plus);
      } else {
        nobody = nobody.plus(increase);
      }
    }
    increases.forEach(
        (tenant, increase) ->
            countOf(tenant).add(increase.statements(), increase.slow(), increase.doubtful()));
    seen = increases.keySet();
    unattributed += nobody.statements();
    unattributedSlow += nobody.slow() + slowOfNobody;
    unattributedRatio = all == 0 ? 0 : (double) nobody.statements() / all;
  }

  /// Takes the waits for metadata locks, counted since the server's start or the last truncation.
  void lockWaits(Map<String, Long> waits) {
    if (lockWaitsKnown) {
      waits.forEach(this::addLockWaits);
    }
    lastLockWaits = waits;
    lockWaitsKnown = true;
  }

  /// The next waits are those of another server: only what follows them counts.
  void forgetLockWaits() {
    lockWaitsKnown = false;
  }

  /// Nothing is carried over from before.
  void restart() {
    byTenant.values().forEach(StatementCount::restart);
  }

  List<Sample> samples() {
    Set<TenantId> shown = new LinkedHashSet<>(tenants.tenants());
    shown.addAll(seen);
    var samples = new ArrayList<Sample>(shown.size() * 4 + 3);
    for (TenantId tenant : shown) {
      StatementCount count = countOf(tenant);
      samples.add(sample(MariaDbSeries.STATEMENTS, tenant, count.total()));
      samples.add(sample(MariaDbSeries.SLOW, tenant, count.slow()));
      samples.add(sample(MariaDbSeries.SLOW_UNPAIRED, tenant, count.unpaired()));
      samples.add(sample(MariaDbSeries.LOCK_WAITS, tenant, count.doubtful()));
    }
    samples.add(
        new Sample(book.ofServer(MariaDbSeries.UNATTRIBUTED, SampleKind.CUMULATIVE), unattributed));
    samples.add(
        new Sample(
            book.ofServer(MariaDbSeries.UNATTRIBUTED_SLOW, SampleKind.CUMULATIVE),
            unattributedSlow));
    samples.add(
        new Sample(
            book.ofServer(MariaDbSeries.UNATTRIBUTED_RATIO, SampleKind.GAUGE), unattributedRatio));
    samples.add(MariaDbSeries.attribution(book, Attribution.USER));
    return samples;
  }

  private Sample sample(String name, TenantId tenant, long value) {
    return new Sample(book.ofTenant(name, tenant, SampleKind.CUMULATIVE), value);
  }

  private StatementCount countOf(TenantId tenant) {
    return byTenant.computeIfAbsent(tenant, _ -> new StatementCount());
  }

  private void addLockWaits(String user, long waits) {
    long before = lastLockWaits.getOrDefault(user, 0L);
    long increase = waits >= before ? waits - before : waits;
    tenants.byUser(user).ifPresent(tenant -> countOf(tenant).addDoubts(increase));
  }
}
