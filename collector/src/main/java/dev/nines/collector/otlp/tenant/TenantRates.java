package dev.nines.collector.otlp.tenant;

import dev.nines.slo.model.TenantId;
import java.time.Duration;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// Holds each tenant to a rate of spans and data points, so that none takes the time of all others.
///
/// Each has an allowance that fills up at the rate, up to ten seconds' worth. A request is let in
/// as long as there is any of it left, and may overdraw it: batches are never too large to get in.
/// Safe between threads.
public final class TenantRates {
  /// After a pause a tenant may catch up by so much at once.
  public static final int BURST_SECONDS = 10;

  private static final BitSet NOBODY = new BitSet();
  private static final double MILLIS_PER_SECOND = 1000;
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  private final long perSecond;
  private final Map<TenantId, Allowance> allowances = new HashMap<>();

  private static final class Allowance {
    private double left;
    private long at;
    private long refused;
  }

  /// @param perSecond spans and data points of one tenant, above 0
  public TenantRates(long perSecond) {
    this.perSecond = perSecond;
  }

  /// Takes what a request has off the allowances of its tenants.
  ///
  /// @param shares of the request
  /// @param tenants what the numbers of the shares mean
  /// @return the numbers of those who have none left; nothing was taken of these
  public synchronized BitSet take(TenantShares shares, TenantFinder tenants, long nowMillis) {
    BitSet over = NOBODY;
    for (int tenant = 0; tenant < shares.end(); tenant++) {
      long items = shares.of(tenant);
      if (items > 0 && !take(allowance(tenants.id(tenant), nowMillis), items)) {
        over = over.isEmpty() ? new BitSet() : over;
        over.set(tenant);
      }
    }
    return over;
  }

  private Allowance allowance(TenantId tenant, long nowMillis) {
    Allowance mine = allowances.computeIfAbsent(tenant, _ -> full(nowMillis));
    double seconds = Math.max(0, nowMillis - mine.at) / MILLIS_PER_SECOND;
    mine.left = Math.min((double) perSecond * BURST_SECONDS, mine.left + seconds * perSecond);
    mine.at = nowMillis;
    return mine;
  }

  private Allowance full(long nowMillis) {
    var full = new Allowance();
    full.left = (double) perSecond * BURST_SECONDS;
    full.at = nowMillis;
    return full;
  }

  private static boolean take(Allowance mine, long items) {
    if (mine.left <= 0) {
      mine.refused += items;
      return false;
    }
    mine.left -= items;
    return true;
  }

  /// When the first of some tenants may send again.
  public synchronized Duration pause(BitSet over, TenantFinder tenants) {
    double seconds =
        over.stream()
            .mapToObj(tenants::id)
            .mapToDouble(id -> -allowances.getOrDefault(id, new Allowance()).left / perSecond)
            .min()
            .orElse(0);
    long whole = (long) Math.ceil(seconds);
    return Duration.ofSeconds(Math.clamp(whole, 1, LONGEST_PAUSE.toSeconds()));
  }

  /// Spans and data points over the rate since the start, by tenant; only those who had any.
  public synchronized Map<TenantId, Long> refused() {
    return allowances.entrySet().stream()
        .filter(each -> each.getValue().refused > 0)
        .collect(Collectors.toMap(Map.Entry::getKey, each -> each.getValue().refused));
  }
}
