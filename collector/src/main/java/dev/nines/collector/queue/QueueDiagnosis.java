package dev.nines.collector.queue;

import dev.nines.collector.source.Diagnosis;
import dev.nines.collector.source.ReadingDiagnosis;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// Whether a server can be read with the rights that the gateway has. Changes nothing.
public final class QueueDiagnosis implements Diagnosis {
  private static final String USER = "nines";

  private final QueueTarget target;
  private final InstantSource clock;

  /// @param target the server
  public QueueDiagnosis(QueueTarget target, InstantSource clock) {
    this.target = target;
    this.clock = clock;
  }

  @Override
  public String subject() {
    return "queue " + target.server();
  }

  @Override
  public List<Finding> examine() throws InterruptedException {
    var findings = new ArrayList<Finding>();
    for (Finding each : new ReadingDiagnosis(new QueueSource(target), clock).examine()) {
      boolean lacksRights = each.text().contains("NOPERM") || each.text().contains("refuses");
      findings.add(lacksRights ? Finding.problem(each.text(), user()) : each);
    }
    if (target.user().isEmpty() && findings.stream().allMatch(QueueDiagnosis::isWell)) {
      findings.add(
          Finding.advice("the gateway reads as the default user, which may do anything", user()));
    }
    return findings;
  }

  private String user() {
    return RedisAcl.setUser(
        target.user().orElse(USER), "the-password", QueueName.keyPatterns(target.prefixes()));
  }

  private static boolean isWell(Finding finding) {
    return finding.level() == Level.OK;
  }
}
