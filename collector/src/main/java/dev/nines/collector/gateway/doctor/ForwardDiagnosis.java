package dev.nines.collector.gateway.doctor;

import dev.nines.collector.forward.Trial;
import dev.nines.collector.source.Diagnosis;
import java.util.List;

/// Whether a destination of `forward` takes what is sent to it.
///
/// @param trial what is tried
public record ForwardDiagnosis(Trial trial) implements Diagnosis {

  @Override
  public String subject() {
    return "forward %s %s".formatted(trial.name(), trial.address());
  }

  @Override
  public List<Finding> examine() throws InterruptedException {
    return List.of(
        trial
            .failure()
            .map(reason -> Finding.problem("does not take an empty request: " + reason, of(reason)))
            .orElseGet(() -> Finding.ok("takes what is sent")));
  }

  private static String of(String reason) {
    if (reason.startsWith("HTTP 401") || reason.startsWith("HTTP 403")) {
      return "name a headers_file with the line that it wants, for example Authorization: Bearer …";
    }
    if (reason.startsWith("HTTP 404") || reason.startsWith("HTTP 405")) {
      return "correct the address: remote write wants the whole one (Prometheus: /api/v1/write,"
          + " started with --web.enable-remote-write-receiver), OTLP the one without"
          + " /v1/traces";
    }
    if (reason.startsWith("HTTP 400") || reason.startsWith("HTTP 415")) {
      return "it may know protocol_version 1.0 of remote write only";
    }
    return reason.startsWith("no answer")
        ? "start it, correct the address, or open the way to it; meanwhile the queue keeps what is"
            + " sent"
        : "";
  }
}
