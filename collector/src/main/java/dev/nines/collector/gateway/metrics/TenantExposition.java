package dev.nines.collector.gateway.metrics;

import dev.nines.collector.gateway.http.MetricsRoutes.Shard;
import io.prometheus.client.Collector.MetricFamilySamples;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;

/// `/metrics/tenants`: the families of all its parts, one after the other.
///
/// At most [#MAX_SAMPLES] samples are shown; `nines_exposition_truncated` says whether some were
/// left out. Safe between threads.
public final class TenantExposition {
  /// What one answer holds at most; beyond it, ask for shards.
  static final int MAX_SAMPLES = 2_000_000;

  private final List<TenantSeries> parts;
  private final int maxSamples;

  /// @param parts shown in this order
  public TenantExposition(List<? extends TenantSeries> parts) {
    this(parts, MAX_SAMPLES);
  }

  TenantExposition(List<? extends TenantSeries> parts, int maxSamples) {
    this.parts = List.copyOf(parts);
    this.maxSamples = maxSamples;
  }

  /// All families of the tenants in a shard.
  public Enumeration<MetricFamilySamples> families(Shard shard) {
    var budget = new SampleBudget(maxSamples);
    var families = new ArrayList<Supplier<MetricFamilySamples>>();
    for (TenantSeries part : parts) {
      part.families(shard).forEach(family -> families.add(() -> budget.limited(family.get())));
    }
    families.add(budget::truncated);
    return enumerate(families.iterator());
  }

  @SuppressWarnings("JdkObsolete") // the simpleclient's writer takes an Enumeration
  private static Enumeration<MetricFamilySamples> enumerate(
      Iterator<Supplier<MetricFamilySamples>> families) {
    return new Enumeration<>() {
      @Override
      public boolean hasMoreElements() {
        return families.hasNext();
      }

      @Override
      public MetricFamilySamples nextElement() {
        return families.next().get();
      }
    };
  }

  /// How many more samples an answer may hold.
  private static final class SampleBudget {
    private int left;
    private boolean truncated;

    SampleBudget(int samples) {
      this.left = samples;
    }

    MetricFamilySamples limited(MetricFamilySamples family) {
      if (family.samples.size() <= left) {
        left -= family.samples.size();
        return family;
      }
      truncated = true;
      var shown = family.samples.subList(0, left);
      left = 0;
      return new MetricFamilySamples(family.name, family.type, family.help, shown);
    }

    MetricFamilySamples truncated() {
      return Family.gauge(
              "nines_exposition_truncated",
              "Whether samples were left out because there are too many; then ask for shards.")
          .single(truncated ? 1 : 0);
    }
  }
}
