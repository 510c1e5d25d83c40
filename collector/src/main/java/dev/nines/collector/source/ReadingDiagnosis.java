package dev.nines.collector.source;

import dev.nines.slo.model.Observation;
import dev.nines.slo.model.Observation.Reading;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/// Reads a source as its schedule would, and says what became of it: once, or a second time if the
/// first reading is only a baseline, which shows as blind. The source is closed afterwards.
///
/// @param source what is read
/// @param clock the instant of the reading
/// @param sink takes what was read, for those who look at it further
public record ReadingDiagnosis(Source source, InstantSource clock, Consumer<Observation> sink)
    implements Diagnosis {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

  /// A first reading has to connect first, and to load what it takes for that.
  private static final Duration SHORTEST_PATIENCE = Duration.ofSeconds(5);

  /// A reading that nobody looks at further.
  public ReadingDiagnosis(Source source, InstantSource clock) {
    this(source, clock, _ -> {});
  }

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

  /// A target that drips its answer is given up on as the scheduler would.
  private Reading read() throws InterruptedException {
    var reading = new FutureTask<>(() -> source.read(clock.instant()));
    Thread thread = Thread.ofVirtual().name("doctor").start(reading);
    Duration patience = patience();
    try {
      Observation observation = reading.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      sink.accept(observation);
      return observation.reading();
    } catch (TimeoutException e) {
      return new Reading.Unreachable("no whole answer within %d s".formatted(patience.toSeconds()));
    } catch (ExecutionException e) {
      return Failures.meaningOf(e.getCause() == null ? e : e.getCause());
    } finally {
      thread.interrupt();
    }
  }

  private Duration patience() {
    Duration scheduled =
        source.timeout().compareTo(source.interval()) < 0 ? source.timeout() : source.interval();
    return scheduled.compareTo(SHORTEST_PATIENCE) < 0 ? SHORTEST_PATIENCE : scheduled;
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
