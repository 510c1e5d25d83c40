package dev.nines.collector.probe;

import dev.nines.collector.source.Reference;
import dev.nines.collector.source.Source;
import dev.nines.collector.source.SourceException;
import dev.nines.slo.model.Observation;
import dev.nines.slo.model.Observation.Reading;
import dev.nines.slo.model.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A probe of one target as a source. A target that is down is a whole observation with a bad check
/// in it; only what we could not look at is blind.
///
/// The counters are deltas: a check belongs to the interval in which it was made, and a restart of
/// the gateway needs no baseline.
final class ProbeSource implements Source {
  private static final Logger log = LoggerFactory.getLogger(ProbeSource.class);
  private static final Duration TIME_FOR_REFERENCE = Duration.ofSeconds(9);

  private final ProbeSettings settings;
  private final String target;
  private final String host;
  private final Check check;
  private final Bystanders bystanders;
  private final ProbeSamples samples;
  private String lastSaid = "";

  /// What stands around every probe.
  ///
  /// @param reference asked before a target is blamed
  /// @param witnesses asked when the reference cannot be reached
  /// @param certificates told what certificates were shown
  record Bystanders(Reference reference, Witnesses witnesses, CertificateWatch certificates) {}

  /// @param target stable over restarts
  /// @param host whom the probe asks, for its witnesses
  /// @param tenant whose it is
  ProbeSource(
      ProbeSettings settings,
      String target,
      String host,
      Optional<String> tenant,
      Check check,
      Bystanders bystanders) {
    this.settings = settings;
    this.target = target;
    this.host = host;
    this.check = check;
    this.bystanders = bystanders;
    this.samples = new ProbeSamples(settings.name(), tenant);
  }

  @Override
  public String kind() {
    return Probes.KIND;
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
    return settings
        .timeout()
        .plus(ProbeSettings.BEFORE_RETRY)
        .multipliedBy(settings.retries() + 1L)
        .plus(TIME_FOR_REFERENCE);
  }

  @Override
  public Observation read(Instant at) throws SourceException, InterruptedException {
    var look = new Look(settings.timeout());
    CheckResult result = check.run(look);
    look.certificate()
        .ifPresent(shown -> bystanders.certificates().shown(settings, target, shown, at));
    var read = new ArrayList<Sample>();
    switch (result) {
      case CheckResult.Good() -> {
        say("good");
        read.addAll(samples.good());
      }
      case CheckResult.Bad(var reason, var detail) -> {
        if (reason.isPossiblyOurs() && !areOnline(reason)) {
          throw SourceException.blind("the reference is unreachable too: " + detail);
        }
        say("bad, " + reason.label() + ": " + detail);
        read.addAll(samples.bad(reason));
        if (settings.retries() > 0) {
          read.add(samples.recovered(isGoodAgain()));
        }
      }
      case CheckResult.Refused(var detail) -> throw SourceException.blind(detail);
    }
    read.addAll(samples.seen(look));
    return new Observation(kind(), target, at, new Reading.Complete(read, List.of()));
  }

  /// A name that was not found is not judged by witnesses: they are known by their addresses, so
  /// they say nothing of our resolver.
  private boolean areOnline(ProbeFailure reason) {
    return bystanders.reference().isReachable()
        || (reason != ProbeFailure.DNS && bystanders.witnesses().testifyThatWeAreOnline(host));
  }

  /// Whether a further try is good. It does not make the check good: who asked in between was not
  /// answered either.
  private boolean isGoodAgain() throws InterruptedException {
    for (int tries = 0; tries < settings.retries(); tries++) {
      Thread.sleep(ProbeSettings.BEFORE_RETRY);
      if (check.run(new Look(settings.timeout())) instanceof CheckResult.Good) {
        return true;
      }
    }
    return false;
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
}
