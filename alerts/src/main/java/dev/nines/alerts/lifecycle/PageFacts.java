package dev.nines.alerts.lifecycle;

import dev.nines.slo.verdict.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What a page tells besides the verdict; whatever is not known is left out.
///
/// @param lastDeploy what was deployed last to the service that burns
/// @param exemplarTrace a trace of a request that failed
/// @param untilContractBreach how long the contract (not the SLO) holds if it goes on like this;
///   zero if it is breached
public record PageFacts(
    Optional<Deploy> lastDeploy,
    Optional<Trace> exemplarTrace,
    Optional<Duration> untilContractBreach) {

  /// Nothing is known.
  public static final PageFacts NONE =
      new PageFacts(Optional.empty(), Optional.empty(), Optional.empty());

  /// A deployment.
  ///
  /// @param version what was deployed, in the words of whoever did it
  /// @param at when
  public record Deploy(String version, Instant at) {}

  /// A trace.
  ///
  /// @param id in hexadecimal
  /// @param url where it is shown, if that is known
  public record Trace(String id, Optional<String> url) {}

  /// Where the facts come from. Plugged in by the gateway; called by the thread that steps the
  /// lifecycle, for burns only, and must answer from memory.
  @FunctionalInterface
  public interface Source {
    /// @param verdict the promise that burns
    /// @param burnRate how fast its budget burns now, at least
    PageFacts about(Verdict verdict, double burnRate);
  }
}
