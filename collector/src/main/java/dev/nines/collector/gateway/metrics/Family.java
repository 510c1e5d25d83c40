package dev.nines.collector.gateway.metrics;

import io.prometheus.client.Collector;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/// A metric family before it has samples.
///
/// @param name without the `_total` of a counter
/// @param help one sentence
/// @param type a counter or a gauge
public record Family(String name, String help, Collector.Type type) {

  /// What may rise and fall.
  public static Family gauge(String name, String help) {
    return new Family(name, help, Collector.Type.GAUGE);
  }

  /// What only rises, from 0 at the start of the process; its sample is called `<name>_total`.
  public static Family counter(String name, String help) {
    return new Family(name, help, Collector.Type.COUNTER);
  }

  /// One sample without labels.
  public MetricFamilySamples single(long value) {
    return single((double) value);
  }

  /// One sample without labels.
  public MetricFamilySamples single(double value) {
    return with(List.of(new Sample(sampleName(), List.of(), List.of(), value)));
  }

  /// One sample for each thing, its labels' values in the order of their names.
  public <T> MetricFamilySamples each(
      Collection<T> things,
      List<String> labels,
      Function<T, List<String>> labelValues,
      ToDoubleFunction<T> value) {
    return with(
        things.stream()
            .map(
                each ->
                    new Sample(
                        sampleName(), labels, labelValues.apply(each), value.applyAsDouble(each)))
            .toList());
  }

  /// A sample of this family.
  public Sample sample(List<String> labels, List<String> labelValues, double value) {
    return new Sample(sampleName(), labels, labelValues, value);
  }

  /// The family with these samples.
  public MetricFamilySamples with(List<Sample> samples) {
    return new MetricFamilySamples(name, type, help, samples);
  }

  private String sampleName() {
    return type == Collector.Type.COUNTER ? name + "_total" : name;
  }
}
