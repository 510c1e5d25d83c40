package dev.nines.collector.otlp.span;

import dev.nines.slo.model.Series;
import dev.nines.slo.model.TenantId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// All series that spans are counted in, each with a number. Only so many for each tenant: what
/// exceeds is counted in an overflow series of the same tenant, service, status and outcome.
///
/// Safe between threads.
final class SpanCatalog {
  private final List<Double> bounds;
  private final int seriesPerTenant;
  private final Predicate<Series> wanted;
  private final Map<Key, Integer> numbers = new HashMap<>();
  private final List<SpanSeries> series = new ArrayList<>();
  private final Map<TenantId, Integer> used = new HashMap<>();
  private final BitSet inUse = new BitSet();
  private long overflows;

  @SuppressWarnings("ArrayRecordComponent") // compared by content below
  private record Key(byte[] bytes) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Key that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(bytes);
    }
  }

  /// @param bounds upper bounds of the buckets in seconds, without the last one
  /// @param seriesPerTenant how many histograms a tenant may have
  /// @param wanted whether something needs a series
  SpanCatalog(List<Double> bounds, int seriesPerTenant, Predicate<Series> wanted) {
    this.bounds = bounds;
    this.seriesPerTenant = seriesPerTenant;
    this.wanted = wanted;
  }

  /// The number of the series with a key.
  synchronized int number(byte[] bytes, int length) {
    byte[] copy = Arrays.copyOf(bytes, length);
    Integer known = numbers.get(new Key(copy));
    return known == null ? add(copy) : known;
  }

  private int add(byte[] key) {
    var tenant = new TenantId(SpanKey.parts(key).getOrDefault(SpanKey.Part.TENANT, ""));
    int mine = used.merge(tenant, 1, Integer::sum);
    if (mine <= seriesPerTenant) {
      return put(key, new SpanSeries(key, false, bounds, wanted));
    }
    overflows++;
    byte[] folded = folded(key);
    Integer number = numbers.get(new Key(folded));
    // The key itself is not kept: that is what there are too many of.
    return number == null ? put(folded, new SpanSeries(folded, true, bounds, wanted)) : number;
  }

  private int put(byte[] key, SpanSeries added) {
    numbers.put(new Key(key), series.size());
    series.add(added);
    return series.size() - 1;
  }

  /// A key without the parts that can have any number of values; it begins with another kind, so
  /// that it never equals a key as it came.
  private static byte[] folded(byte[] key) {
    Map<SpanKey.Part, String> parts = SpanKey.parts(key);
    var folded = new SpanKey();
    folded.begin(key[0]);
    for (SpanKey.Part part : SpanKey.Part.values()) {
      switch (part) {
        case TENANT, SERVICE, STATUS, OUTCOME ->
            folded.add(
                parts.getOrDefault(part, "").getBytes(java.nio.charset.StandardCharsets.UTF_8));
        case METHOD -> folded.add(new byte[] {0});
        case ROUTE, ERROR_TYPE -> folded.addNothing();
      }
    }
    return Arrays.copyOf(folded.bytes(), folded.size());
  }

  /// Notes that a series had spans.
  synchronized void use(int number) {
    inUse.set(number);
  }

  /// A catalog with those series only that had spans since this one began; asks anew which are
  /// wanted.
  synchronized SpanCatalog renewed(Predicate<Series> nowWanted) {
    var renewed = new SpanCatalog(bounds, seriesPerTenant, nowWanted);
    numbers.forEach(
        (key, number) -> {
          if (inUse.get(number) && !series.get(number).isOverflow()) {
            renewed.number(key.bytes, key.bytes.length);
          }
        });
    return renewed;
  }

  synchronized SpanSeries get(int number) {
    return series.get(number);
  }

  synchronized List<SpanSeries> all() {
    return List.copyOf(series);
  }

  synchronized int size() {
    return series.size();
  }

  /// Spans that were the first of a series for which there was no room.
  synchronized long overflows() {
    return overflows;
  }
}
