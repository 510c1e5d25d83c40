package dev.nines.collector.database;

import dev.nines.collector.source.Source;
import dev.nines.collector.source.SourceException;
import dev.nines.slo.model.Observation.Reading;
import dev.nines.slo.model.Sample;
import dev.nines.slo.model.SampleKind;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.assertj.core.api.Assertions;

/// Reads sources as the scheduler would, and looks into what they say. Keys of values are `name`,
/// or `name/tenant` for a tenant's.
public final class Readings {
  private Readings() {}

  /// What the scheduler would make of a reading now.
  public static Reading read(Source source) throws Exception {
    return read(source, Instant.now());
  }

  /// What the scheduler would make of a reading at an instant.
  public static Reading read(Source source, Instant at) throws Exception {
    try {
      return source.read(at).reading();
    } catch (SourceException e) {
      return switch (e.meaning()) {
        case UNREACHABLE -> new Reading.Unreachable(e.reason());
        case BLIND -> new Reading.Blind(e.reason());
        case PARTIAL -> new Reading.Partial(e.reason());
      };
    }
  }

  /// Reads and expects a whole reading.
  public static Reading.Complete readWhole(Source source) throws Exception {
    Reading reading = read(source);
    Assertions.assertThat(reading).isInstanceOf(Reading.Complete.class);
    return (Reading.Complete) reading;
  }

  /// Reads and expects a partial reading; its reason.
  public static String readPartial(Source source) throws Exception {
    Reading reading = read(source);
    Assertions.assertThat(reading).isInstanceOf(Reading.Partial.class);
    return ((Reading.Partial) reading).reason();
  }

  /// All values of a reading.
  public static Map<String, Double> values(Reading.Complete reading) {
    var values = new HashMap<String, Double>();
    reading.samples().forEach(s -> values.put(key(s), s.value()));
    return values;
  }

  /// What a reading counted, as the gateway would: the increase of cumulative series over an
  /// earlier reading, the values of deltas.
  public static Map<String, Double> increase(Reading.Complete earlier, Reading.Complete later) {
    Map<String, Double> before = values(earlier);
    var increase = new HashMap<String, Double>();
    for (Sample sample : later.samples()) {
      double base =
          sample.series().kind() == SampleKind.CUMULATIVE
              ? before.getOrDefault(key(sample), 0.0)
              : 0;
      increase.merge(key(sample), sample.value() - base, Double::sum);
    }
    return increase;
  }

  private static String key(Sample sample) {
    return sample
        .series()
        .label("tenant")
        .map(t -> sample.series().name() + "/" + t)
        .orElse(sample.series().name());
  }
}
