package dev.nines.collector.otlp.tenant;

import java.util.Arrays;

/// How many spans or data points of one request are whose, by the numbers of [TenantFinder]. For
/// one thread.
public final class TenantShares {
  private long[] items = new long[16];
  private int end;

  public void clear() {
    Arrays.fill(items, 0, end, 0);
    end = 0;
  }

  public void add(int tenant) {
    if (tenant >= items.length) {
      items = Arrays.copyOf(items, Math.max(tenant + 1, items.length * 2));
    }
    items[tenant]++;
    end = Math.max(end, tenant + 1);
  }

  /// Above every number that has a share.
  int end() {
    return end;
  }

  public long of(int tenant) {
    return items[tenant];
  }

  /// How many tenants have a share.
  public int tenants() {
    int count = 0;
    for (int tenant = 0; tenant < end; tenant++) {
      count += items[tenant] > 0 ? 1 : 0;
    }
    return count;
  }
}
