package dev.nines.collector.probe;

import dev.nines.collector.source.Reference;
import dev.nines.collector.source.Source;
import dev.nines.collector.source.SourceException;
import dev.nines.slo.model.Observation;
import dev.nines.slo.model.Observation.Reading;
import dev.nines.slo.model.Sample;
import dev.nines.slo.model.SampleKind;
import dev.nines.slo.model.Series;
import dev.nines.slo.model.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A probe of one URL as a source. A target that is down is a whole observation with a bad check in
/// it; only what we could not look at is blind.
///
/// The counters are deltas: a check belongs to the interval in which it was made, and a restart of
/// the gateway needs no baseline.
final class ProbeSource implements Source {
  private static final Logger log = LoggerFactory.getLogger(ProbeSource.class);
  private static final Duration TIME_FOR_REFERENCE = Duration.ofSeconds(5);
  private static final double NANOS_PER_SECOND = 1e9;

  private final ProbeSettings settings;
  private final String target;
  private final HttpCheck check;
  private final Reference reference;
  private final Map<String, String> labels;
  private final Series good;
  private final Series bad;
  private final Series durationSeconds;
  private final Map<ProbeFailure, Series> failures = new EnumMap<>(ProbeFailure.class);
  private String lastSaid = "";

  ProbeSource(
      ProbeSettings settings, Optional<TenantId> tenant, HttpCheck check, Reference reference) {
    this.settings = settings;
    this.target = tenant.map(id -> settings.name() + "/" + id).orElse(settings.name());
    this.check = check;
    this.reference = reference;
    this.labels = new TreeMap<>(Map.of("probe", settings.name()));
    tenant.ifPresent(id -> labels.put("tenant", id.value()));
    this.good = series("nines_probe_checks_total", "outcome", "good", SampleKind.DELTA);
    this.bad = series("nines_probe_checks_total", "outcome", "bad", SampleKind.DELTA);
    this.durationSeconds = new Series("nines_probe_duration_seconds", labels, SampleKind.GAUGE);
  }

  @Override
  public String kind() {
    return "probe";
  }

  @Override
  public String target() {
    return target;
  }

  @Override
  public Duration interval() {
    return settings.interval();
  }

  /// Longer than the check's own: a check that times out is a bad check, and has to be said so.
  @Override
  public Duration timeout() {
    return settings.timeout().plus(TIME_FOR_REFERENCE);
  }

  @Override
  public Observation read(Instant at) throws SourceException, InterruptedException {
    var deadline = new Deadline(settings.timeout());
    CheckResult result = check.run(deadline);
    double seconds = deadline.elapsed().toNanos() / NANOS_PER_SECOND;
    var samples = new ArrayList<Sample>();
    switch (result) {
      case CheckResult.Good() -> {
        say("good");
        samples.addAll(List.of(new Sample(good, 1), new Sample(bad, 0)));
      }
      case CheckResult.Bad(var reason, var detail) -> {
        if (reason.isPossiblyOurs() && !reference.isReachable()) {
          throw SourceException.blind("the reference is unreachable too: " + detail);
        }
        say("bad, " + reason.label() + ": " + detail);
        samples.addAll(List.of(new Sample(good, 0), new Sample(bad, 1)));
        samples.add(new Sample(failures.computeIfAbsent(reason, this::failureSeries), 1));
      }
      case CheckResult.Refused(var detail) -> throw SourceException.blind(detail);
    }
    samples.add(new Sample(durationSeconds, seconds));
    return new Observation(kind(), target, at, new Reading.Complete(samples, List.of()));
  }

  /// Writes a line when the result is another one than before, not at each check.
  private void say(String result) {
    boolean firstAndGood = lastSaid.isEmpty() && result.equals("good");
    String kindOfResult = result.replaceAll("\\d+", "");
    if (!kindOfResult.equals(lastSaid) && !firstAndGood) {
      log.info("Probe {} is {}", target, result);
    }
    lastSaid = kindOfResult;
  }

  private Series failureSeries(ProbeFailure reason) {
    return series("nines_probe_failures_total", "reason", reason.label(), SampleKind.DELTA);
  }

  private Series series(String name, String label, String value, SampleKind kind) {
    var all = new TreeMap<>(labels);
    all.put(label, value);
    return new Series(name, all, kind);
  }
}
