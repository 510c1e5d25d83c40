package dev.nines.collector.probe;

import dev.nines.collector.source.Diagnosis;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// Checks a probe's target once, and says what failed and what helps.
///
/// @param target whose probe it is
/// @param looks makes the look
/// @param check how it is asked
/// @param clock for what is left of a certificate
record ProbeDiagnosis(String target, Supplier<Look> looks, Check check, InstantSource clock)
    implements Diagnosis {
  private static final Duration SOON = Duration.ofDays(14);

  @Override
  public String subject() {
    return Probes.KIND + " " + target;
  }

  @Override
  public List<Finding> examine() throws InterruptedException {
    Look look = looks.get();
    CheckResult result = check.run(look);
    var findings = new ArrayList<Finding>();
    findings.add(
        switch (result) {
          case CheckResult.Good() -> Finding.ok("good, in %d ms".formatted(look.took().toMillis()));
          case CheckResult.Bad(var reason, var detail) ->
              Finding.problem("bad (%s): %s".formatted(reason.label(), detail), remedy(reason));
          case CheckResult.Refused(var detail) ->
              Finding.problem("is not asked: " + detail, "Add its range to 'allow_networks'");
        });
    look.certificate().map(shown -> finding(shown.ends())).ifPresent(findings::add);
    return findings;
  }

  private Finding finding(Instant ends) {
    Duration left = Duration.between(clock.instant(), ends);
    String text = "its certificate ends at %s, in %d days".formatted(ends, left.toDays());
    return left.compareTo(SOON) < 0
        ? Finding.advice(text, "Renew it, or see why its renewal did not happen")
        : Finding.ok(text);
  }

  private static String remedy(ProbeFailure reason) {
    return switch (reason) {
      case DNS -> "Correct the host's name, or its record";
      case CONNECT -> "Start the server, or open the way to its port from here";
      case TLS -> "Use the scheme without TLS, or let the server speak TLS 1.2 or 1.3";
      case CERTIFICATE_EXPIRED -> "Renew the certificate, and reload the server";
      case CERTIFICATE_HOST -> "Add the host to the certificate, or set tls_config.server_name";
      case CERTIFICATE_UNTRUSTED ->
          "Let the server send its whole chain, or name its authority in tls_config.ca_file";
      case TIMEOUT, LATENCY -> "See what takes so long, or allow more time";
      case RESET, PROTOCOL -> "Ask the right port and scheme; the server's log says more";
      case STATUS, HEADER, BODY, MESSAGE, ANSWER ->
          "If that is how it should be, change what the probe expects";
      case REDIRECT -> "Ask where it leads to, or set follow_redirects";
      case BLOCKED -> "Add the range of what it leads to to 'allow_networks', if it is yours";
    };
  }
}
