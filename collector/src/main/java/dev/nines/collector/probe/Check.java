package dev.nines.collector.probe;

import dev.nines.collector.probe.CheckResult.Bad;
import dev.nines.collector.probe.CheckResult.Good;
import dev.nines.collector.probe.CheckResult.Refused;
import dev.nines.collector.probe.Look.Phase;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/// One check of one target, whatever its kind.
///
/// @param inquiry how it is asked
/// @param maxLatency how long a good answer may take
record Check(Inquiry inquiry, Optional<Duration> maxLatency) {

  /// @throws InterruptedException if the check is to stop; there is no result then
  CheckResult run(Look look) throws InterruptedException {
    try {
      inquiry.ask(look);
      return judged(look.elapsed());
    } catch (Unmet e) {
      return e.result();
    } catch (Blocked e) {
      return new Refused(String.valueOf(e.getMessage()));
    } catch (TimeoutException _) {
      return new Bad(
          ProbeFailure.TIMEOUT,
          "%s within %d ms".formatted(missing(look.current()), look.timeout().toMillis()));
    } catch (ExecutionException e) {
      return Breakage.meaningOf(e.getCause() == null ? e : e.getCause());
    } finally {
      look.end();
    }
  }

  private CheckResult judged(Duration took) {
    boolean slow = maxLatency.map(limit -> took.compareTo(limit) > 0).orElse(false);
    return slow ? new Bad(ProbeFailure.LATENCY, "took " + took.toMillis() + " ms") : new Good();
  }

  private static String missing(Phase phase) {
    return switch (phase) {
      case RESOLVE -> "no address";
      case CONNECT -> "no connection";
      case ANSWER -> "no answer";
      case BODY -> "no end of the answer";
    };
  }
}
