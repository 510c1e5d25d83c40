package dev.nines.collector.gateway.doctor;

import dev.nines.collector.source.Diagnosis.Finding;
import dev.nines.slo.model.Objective;
import dev.nines.slo.model.Observation;
import dev.nines.slo.model.Observation.Reading;
import dev.nines.slo.model.Sample;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Promises that would count requests twice if the targets that expose them also sent their spans.
public final class DoubleCountFindings {
  private DoubleCountFindings() {}

  /// What was read, held against what was promised. To be asked only where spans are received.
  ///
  /// @param objectives what was promised
  /// @param observations what the targets exposed
  /// @return empty if nothing would be counted twice
  public static Optional<Examination.Result> of(
      List<Objective> objectives, Collection<Observation> observations) {
    var counting = new DoubleCounting(objectives);
    List<Finding> findings =
        observations.stream()
            .flatMap(DoubleCountFindings::samples)
            .flatMap(sample -> counting.noteWithSpans(sample.series()).stream())
            .map(
                twice ->
                    Finding.advice("if it sends spans too, " + twice.problem(), twice.remedy()))
            .toList();
    return findings.isEmpty()
        ? Optional.empty()
        : Optional.of(new Examination.Result("double counting", findings));
  }

  private static Stream<Sample> samples(Observation observation) {
    return observation.reading() instanceof Reading.Complete complete
        ? complete.samples().stream()
        : Stream.empty();
  }
}
