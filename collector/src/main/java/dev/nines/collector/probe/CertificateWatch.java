package dev.nines.collector.probe;

import dev.nines.alerts.lifecycle.AlertNames;
import dev.nines.alerts.lifecycle.Condition;
import dev.nines.collector.probe.Look.Certificate;
import dev.nines.collector.source.ConditionBoard;
import dev.nines.slo.model.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Alerts before a certificate ends: once for each certificate, however many tenants are behind it.
/// Safe between threads.
final class CertificateWatch {
  private static final String OWNER = "probe:certificates";
  private static final Duration URGENT = Duration.ofDays(3);
  private static final int NAMED = 5;

  /// What a target showed last.
  private record Shown(String probe, Certificate certificate, Duration warnBefore) {}

  private final ConditionBoard board;
  private final Map<String, Shown> byTarget = new TreeMap<>();

  CertificateWatch(ConditionBoard board) {
    this.board = board;
    board.expectAlways(OWNER, Set.of(AlertNames.CERTIFICATE_EXPIRES_SOON));
  }

  /// A target showed a certificate.
  synchronized void shown(
      ProbeSettings probe, String target, Certificate certificate, Instant now) {
    byTarget.put(target, new Shown(probe.name(), certificate, probe.tls().warnBefore()));
    board.report(OWNER, conditions(now));
  }

  /// Forgets all targets but these. With none that shows a certificate, earlier alerts are over.
  synchronized void retain(Collection<String> targets, Instant now) {
    boolean changed = byTarget.keySet().retainAll(targets);
    if (changed || targets.isEmpty()) {
      board.report(OWNER, conditions(now));
    }
  }

  /// Targets with one certificate of one probe.
  private record Ending(Shown shown, Set<String> targets) {}

  private List<Condition> conditions(Instant now) {
    Map<String, Ending> ending = new TreeMap<>();
    byTarget.forEach(
        (target, shown) -> {
          if (now.isAfter(shown.certificate().ends().minus(shown.warnBefore()))) {
            String key = shown.probe() + "\n" + shown.certificate().serial();
            ending
                .computeIfAbsent(key, _ -> new Ending(shown, new TreeSet<>()))
                .targets()
                .add(target);
          }
        });
    return ending.values().stream().map(each -> condition(each, now)).toList();
  }

  private static Condition condition(Ending ending, Instant now) {
    Shown shown = ending.shown();
    Certificate certificate = shown.certificate();
    Duration left = Duration.between(now, certificate.ends());
    boolean urgent = left.compareTo(URGENT) < 0;
    int targets = ending.targets().size();
    String named = ending.targets().stream().limit(NAMED).collect(Collectors.joining(", "));
    String more = targets > NAMED ? " and %d more".formatted(targets - NAMED) : "";
    return new Condition(
        AlertNames.CERTIFICATE_EXPIRES_SOON,
        urgent ? Severity.CRITICAL : Severity.WARNING,
        Map.of("probe", shown.probe(), "serial", certificate.serial()),
        "A certificate of probe %s expires in %d days"
            .formatted(shown.probe(), Math.max(0, left.toDays())),
        "The certificate %s, or one of its chain, ends at %s. It is shown by %s%s."
            .formatted(certificate.serial(), certificate.ends(), named, more));
  }
}
