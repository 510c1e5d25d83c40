package dev.nines.collector.source;

import dev.nines.slo.model.Observation.Reading;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/// Reads a source as its schedule would, and says what became of it: once, or a second time if the
/// first reading is only a baseline, which shows as blind. The source is closed afterwards.
///
/// @param source what is read
/// @param clock the instant of the reading
public record ReadingDiagnosis(Source source, InstantSource clock) implements Diagnosis {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

  @Override
  public String subject() {
    return source.kind() + " " + source.target();
  }

  @Override
  public List<Finding> examine() throws InterruptedException {
    try {
      Reading first = read();
      return List.of(finding(first instanceof Reading.Blind ? again() : first));
    } finally {
      source.close();
    }
  }

  private Reading again() throws InterruptedException {
    Duration interval = source.interval();
    Thread.sleep(interval.compareTo(LONGEST_WAIT) < 0 ? interval : LONGEST_WAIT);
    return read();
  }

  private Reading read() {
    try {
      return source.read(clock.instant()).reading();
    } catch (Exception e) {
      return Failures.meaningOf(e);
    }
  }

  private static Finding finding(Reading reading) {
    return switch (reading) {
      case Reading.Complete complete ->
          Finding.ok(
              "read in full, %d samples that some SLO needs".formatted(complete.samples().size()));
      case Reading.Unreachable(String reason) -> problem("cannot be reached", reason);
      case Reading.Blind(String reason) -> problem("was not looked at", reason);
      case Reading.Partial(String reason) ->
          problem("answers, but not with something whole", reason);
    };
  }

  /// A reason may carry its remedy with it.
  private static Finding problem(String what, String reason) {
    String[] parts = reason.split(" Remedy: ", 2);
    return Finding.problem(what + ": " + parts[0], parts.length > 1 ? parts[1] : "");
  }
}
