package dev.nines.collector.gateway.doctor;

import dev.nines.collector.source.Diagnosis.Finding;
import dev.nines.slo.model.Objective;
import dev.nines.slo.model.Observation;
import dev.nines.slo.sli.Selection;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Latency thresholds that are no bucket edges of what the targets really expose, with the lines
/// that add the edge.
public final class ThresholdFindings {
  private ThresholdFindings() {}

  /// What was read, held against what was promised.
  ///
  /// @param objectives what was promised
  /// @param observations what the targets exposed
  /// @return empty if every threshold is an edge
  public static Optional<Examination.Result> of(
      List<Objective> objectives, Collection<Observation> observations) {
    var selection = new Selection(objectives);
    observations.forEach(selection::accept);
    List<Finding> findings =
        selection.inexactThresholds().stream()
            .map(
                each ->
                    Finding.advice(
                        "%s: %s".formatted(each.objective().slo(), each.remedy()), each.snippet()))
            .toList();
    return findings.isEmpty()
        ? Optional.empty()
        : Optional.of(new Examination.Result("thresholds", findings));
  }
}
