package dev.nines.collector.scrape;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// Counts the samples that were left out because of a limit, by tenant and limit. Safe between
/// threads.
public final class Overflow {
  /// The tenant of samples that belong to none.
  public static final String NO_TENANT = "";

  /// No more tenants than this are told apart: a label can have any value.
  static final int MAX_TENANTS = 100_000;

  private final Map<Key, LongAdder> counts = new ConcurrentHashMap<>();
  private final @Nullable Overflow whole;

  /// Counts nothing yet.
  public Overflow() {
    this(null);
  }

  private Overflow(@Nullable Overflow whole) {
    this.whole = whole;
  }

  /// The part of one target: what is counted there is counted here too.
  Overflow part() {
    return new Overflow(this);
  }

  private record Key(String tenant, Limit limit) {}

  /// How many samples of a tenant exceeded a limit since the start.
  ///
  /// @param tenant the value of the label, [#NO_TENANT] without one
  public record Count(String tenant, Limit limit, long samples) {}

  void add(String tenant, Limit limit) {
    var key = new Key(tenant, limit);
    LongAdder adder = counts.get(key);
    if (adder == null) {
      boolean full = counts.size() >= MAX_TENANTS;
      adder = counts.computeIfAbsent(full ? new Key(NO_TENANT, limit) : key, _ -> new LongAdder());
    }
    adder.increment();
    if (whole != null) {
      whole.add(tenant, limit);
    }
  }

  /// All counts, in no order.
  public List<Count> counts() {
    var all = new ArrayList<Count>();
    counts.forEach((key, adder) -> all.add(new Count(key.tenant(), key.limit(), adder.sum())));
    return all;
  }
}
