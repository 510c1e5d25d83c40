package dev.nines.collector.gateway.telemetry;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/// Traces and errors of the gateway itself, wherever they go at present. Safe between threads.
public final class Telemetry implements AutoCloseable {
  private final String version;
  private Destinations destinations;
  private volatile Tracing tracing;
  private ErrorTracking errors;

  /// Where telemetry goes.
  ///
  /// @param sentryDsn the project's address in Sentry; absent switches error tracking off
  /// @param otlpEndpoint the base address of an OTLP/HTTP receiver; absent switches traces off
  /// @param sampleRatio the share of traces that are kept, 0 to 1
  public record Destinations(
      Optional<String> sentryDsn, Optional<String> otlpEndpoint, double sampleRatio) {}

  /// @param version the gateway's version
  public Telemetry(String version, Destinations destinations) {
    this.version = version;
    this.destinations = destinations;
    this.tracing = startTracing(destinations);
    this.errors = ErrorTracking.start(destinations.sentryDsn(), version);
  }

  private Tracing startTracing(Destinations to) {
    return Tracing.start(to.otlpEndpoint(), to.sampleRatio(), version);
  }

  /// Sends elsewhere from now on. What waits is sent to the former place first.
  public synchronized void replace(Destinations changed) {
    if (changed.equals(destinations)) {
      return;
    }
    Tracing former = tracing;
    tracing = startTracing(changed);
    former.close();
    if (!changed.sentryDsn().equals(destinations.sentryDsn())) {
      errors.close();
      errors = ErrorTracking.start(changed.sentryDsn(), version);
    }
    destinations = changed;
  }

  /// Does the work within a span of its own; a failure marks the span and is thrown on.
  ///
  /// @param attributes of the span, by the names of OpenTelemetry or `nines.…`
  public <T> T inSpan(String name, Map<String, String> attributes, Callable<T> work)
      throws Exception {
    return tracing.inSpan(name, attributes, work);
  }

  /// Reports an error that nobody expected. Never throws.
  public synchronized void report(Throwable error) {
    errors.report(error);
  }

  @Override
  public synchronized void close() {
    tracing.close();
    errors.close();
  }
}
