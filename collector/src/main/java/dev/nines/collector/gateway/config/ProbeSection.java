package dev.nines.collector.gateway.config;

import dev.nines.collector.gateway.config.GatewayConfig.Probe;
import dev.nines.slo.yaml.Field;
import dev.nines.slo.yaml.Fields;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// One item of `probes`.
final class ProbeSection {
  private final Values values;

  ProbeSection(Values values) {
    this.values = values;
  }

  Probe read(Fields fields) {
    Duration interval = Pace.interval(values, fields, "interval");
    var expect = fields.optional("expect").flatMap(Field::fields);
    var probe =
        new Probe(
            values.requiredText(fields, "name"),
            values.requiredText(fields, "url"),
            interval,
            values.duration(
                fields, "timeout", probeTimeout(interval), Duration.ofMillis(10), interval),
            expect.map(this::statuses).orElse(Set.of(200)),
            expect.map(each -> values.texts(each, "json")).orElse(List.of()),
            expect.flatMap(
                each -> values.duration(each, "latency_below", Duration.ofMillis(1), Pace.TIMEOUT)),
            values.texts(fields, "allow_networks"));
    expect.ifPresent(Fields::finish);
    fields.finish();
    return probe;
  }

  /// A check must be over before the next one begins.
  private static Duration probeTimeout(Duration interval) {
    Duration half = interval.dividedBy(2);
    return half.compareTo(Pace.TIMEOUT) < 0 ? half : Pace.TIMEOUT;
  }

  private Set<Integer> statuses(Fields expect) {
    var statuses = new TreeSet<Integer>();
    expect
        .optional("status")
        .ifPresent(
            list ->
                list.items()
                    .forEach(
                        item ->
                            item.number()
                                .filter(
                                    number -> {
                                      boolean fits =
                                          number.scale() <= 0
                                              && number.intValue() >= 100
                                              && number.intValue() <= 599;
                                      if (!fits) {
                                        item.error(
                                            "is not an HTTP status", "Write one like 200 or 204");
                                      }
                                      return fits;
                                    })
                                .ifPresent(number -> statuses.add(number.intValue()))));
    return statuses.isEmpty() ? Set.of(200) : statuses;
  }
}
