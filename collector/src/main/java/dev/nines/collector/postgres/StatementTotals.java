package dev.nines.collector.postgres;

import dev.nines.collector.database.ByTenant;
import dev.nines.collector.database.SeriesBook;
import dev.nines.collector.database.ServerTenants;
import dev.nines.slo.model.Sample;
import dev.nines.slo.model.SampleKind;
import dev.nines.slo.model.TenantId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The running totals by tenant, and of what belongs to no tenant. A statement is its role's
/// tenant's or, where the role is no single tenant's, its database's.
final class StatementTotals {
  private final ServerTenants tenants;
  private final SeriesBook book;
  private final double thresholdMillis;
  private final Map<TenantId, Total> byTenant = new HashMap<>();
  private final Total unattributed = new Total();
  private double unattributedRatio;

  StatementTotals(ServerTenants tenants, SeriesBook book, double thresholdMillis) {
    this.tenants = tenants;
    this.book = book;
    this.thresholdMillis = thresholdMillis;
  }

  /// Adds the increases between two readings that may be subtracted.
  void add(StatementSnapshot earlier, StatementSnapshot later) {
    long all = 0;
    long nobodys = 0;
    for (Map.Entry<StatementEntry.Key, StatementEntry> entry : later.entries().entrySet()) {
      StatementEntry.Key key = entry.getKey();
      StatementEntry before = earlier.entries().getOrDefault(key, StatementEntry.NONE);
      if (entry.getValue().calls() == before.calls()) {
        continue;
      }
      SlowBounds increase = SlowBounds.between(before, entry.getValue(), thresholdMillis);
      Optional<TenantId> tenant =
          ByTenant.tenantOf(
              tenants, later.roles().get(key.role()), later.databases().get(key.database()));
      tenant
          .map(each -> byTenant.computeIfAbsent(each, _ -> new Total()))
          .orElse(unattributed)
          .add(increase, entry.getValue().total() - before.total());
      all += increase.calls();
      nobodys += tenant.isPresent() ? 0 : increase.calls();
    }
    unattributedRatio = all == 0 ? 0 : (double) nobodys / all;
  }

  List<Sample> samples() {
    var samples = new ArrayList<Sample>();
    for (TenantId tenant : tenants.tenants()) {
      Total total = byTenant.getOrDefault(tenant, new Total());
      samples.add(sample(PostgresSeries.STATEMENTS, tenant, total.counts.calls()));
      samples.add(sample(PostgresSeries.SLOW, tenant, total.counts.slow()));
      samples.add(sample(PostgresSeries.DOUBTFUL, tenant, total.counts.doubtful()));
      samples.add(
          new Sample(
              book.ofTenant(PostgresSeries.SECONDS, tenant, SampleKind.CUMULATIVE),
              total.millis / 1e3));
    }
    samples.add(ofServer(PostgresSeries.UNATTRIBUTED, unattributed.counts.calls()));
    samples.add(ofServer(PostgresSeries.UNATTRIBUTED_SLOW, unattributed.counts.slow()));
    samples.add(
        new Sample(
            book.ofServer(PostgresSeries.UNATTRIBUTED_RATIO, SampleKind.GAUGE), unattributedRatio));
    return samples;
  }

  private Sample sample(String name, TenantId tenant, long value) {
    return new Sample(book.ofTenant(name, tenant, SampleKind.CUMULATIVE), value);
  }

  private Sample ofServer(String name, long value) {
    return new Sample(book.ofServer(name, SampleKind.CUMULATIVE), value);
  }

  private static final class Total {
    private SlowBounds counts = SlowBounds.NONE;
    private double millis;

    void add(SlowBounds increase, double moreMillis) {
      counts = counts.plus(increase);
      millis += Math.max(0, moreMillis);
    }
  }
}
