package dev.nines.alerts.lifecycle;

import dev.nines.slo.model.Severity;
import java.time.Instant;
import java.util.Map;

/// Something that is wrong, told for as long as it is reported: the gateway's own troubles. Whoever
/// reports it repeats it at each tick; when it is left out, its alert resolves.
///
/// @param alertname a name that has a runbook
/// @param severity how urgent
/// @param labels what it is about, for example `source` and `target`; with `severity` these are the
///   identity
/// @param summary one sentence
/// @param description what it means and since when
public record Condition(
    String alertname,
    Severity severity,
    Map<String, String> labels,
    String summary,
    String description) {

  public Condition {
    labels = Map.copyOf(labels);
  }

  /// A source that cannot be read.
  ///
  /// @param source the kind of source, for example `mariadb`
  /// @param target what it reads
  /// @param reason why it cannot, in words
  /// @param since since when
  public static Condition sourceDown(String source, String target, String reason, Instant since) {
    return new Condition(
        AlertNames.SOURCE_DOWN,
        Severity.WARNING,
        Map.of("source", source, "target", target),
        "Source %s %s cannot be read".formatted(source, target),
        "%s Since %s what it measures is unmeasured: it neither fires nor resolves, and coverage falls."
            .formatted(sentence(reason), Words.instant(since)));
  }

  /// A ledger that cannot be forced to disk.
  static Condition ledgerUndurable(Instant since) {
    return new Condition(
        AlertNames.LEDGER_UNDURABLE,
        Severity.CRITICAL,
        Map.of(),
        "The gateway cannot write its ledger to disk",
        "Evaluation goes on in memory since %s. If the gateway stops now, these minutes are lost to all reports."
            .formatted(Words.instant(since)));
  }

  private static String sentence(String reason) {
    var text = reason.strip();
    return text.endsWith(".") ? text : text + ".";
  }
}
