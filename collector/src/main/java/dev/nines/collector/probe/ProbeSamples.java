package dev.nines.collector.probe;

import dev.nines.slo.model.Sample;
import dev.nines.slo.model.SampleKind;
import dev.nines.slo.model.Series;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The series of one probe of one target.
final class ProbeSamples {
  private static final double NANOS_PER_SECOND = 1e9;

  private final Map<String, String> labels;

  ProbeSamples(String probe, Optional<String> tenant) {
    this.labels = new TreeMap<>(Map.of("probe", probe));
    tenant.ifPresent(id -> labels.put("tenant", id));
  }

  List<Sample> good() {
    return List.of(check("good", 1), check("bad", 0));
  }

  List<Sample> bad(ProbeFailure reason) {
    return List.of(
        check("good", 0),
        check("bad", 1),
        sample("failures_total", Map.of("reason", reason.label()), SampleKind.DELTA, 1));
  }

  Sample recovered(boolean recovered) {
    return sample("recovered_checks_total", Map.of(), SampleKind.DELTA, recovered ? 1 : 0);
  }

  /// What was seen besides good or bad.
  List<Sample> seen(Look look) {
    var seen = new ArrayList<Sample>();
    seen.add(gauge("duration_seconds", Map.of(), look.took()));
    look.phases()
        .forEach(
            (phase, took) ->
                seen.add(gauge("phase_seconds", Map.of("phase", phase.label()), took)));
    look.certificate()
        .ifPresent(
            shown ->
                seen.add(
                    sample(
                        "certificate_end_timestamp_seconds",
                        Map.of(),
                        SampleKind.GAUGE,
                        (double) shown.ends().getEpochSecond())));
    look.messages().ifPresent(tally -> addMessages(tally, seen));
    return seen;
  }

  private void addMessages(MessageTally tally, List<Sample> seen) {
    seen.add(message("good", tally.good()));
    seen.add(message("late", tally.late()));
    seen.add(message("lost", tally.lost()));
    tally.first().ifPresent(took -> seen.add(gauge("first_message_seconds", Map.of(), took)));
    tally.slowest().ifPresent(took -> seen.add(gauge("message_latency_seconds", Map.of(), took)));
  }

  private Sample message(String outcome, int count) {
    return sample("messages_total", Map.of("outcome", outcome), SampleKind.DELTA, count);
  }

  private Sample check(String outcome, int count) {
    return sample("checks_total", Map.of("outcome", outcome), SampleKind.DELTA, count);
  }

  private Sample gauge(String name, Map<String, String> more, Duration value) {
    return sample(name, more, SampleKind.GAUGE, value.toNanos() / NANOS_PER_SECOND);
  }

  private Sample sample(String name, Map<String, String> more, SampleKind kind, double value) {
    var all = new TreeMap<>(labels);
    all.putAll(more);
    return new Sample(new Series("nines_probe_" + name, all, kind), value);
  }
}
