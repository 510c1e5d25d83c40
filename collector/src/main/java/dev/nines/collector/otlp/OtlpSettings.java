package dev.nines.collector.otlp;

import dev.nines.collector.otlp.span.SpanRules;
import dev.nines.collector.otlp.tenant.TenantRule;
import dev.nines.collector.tls.ListenerTls;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// How the receiver is set up.
///
/// @param listeners where it listens; each takes both transports
/// @param tls the receiver's certificate, if it has one
/// @param tenantRules where a span says whose it is, in order
/// @param spans how spans are counted
/// @param maxMetricAge data points that were measured longer ago are not taken
/// @param tenantRate spans and data points a second that count for one tenant
/// @param memoryBytes requests that may be in memory at the same time
/// @param workers requests that are decoded at the same time
/// @param interval from one observation of the spans to the next
public record OtlpSettings(
    List<Listener> listeners,
    Optional<ListenerTls> tls,
    List<TenantRule> tenantRules,
    SpanRules spans,
    Duration maxMetricAge,
    long tenantRate,
    long memoryBytes,
    int workers,
    Duration interval) {

  public OtlpSettings {
    listeners = List.copyOf(listeners);
    tenantRules = List.copyOf(tenantRules);
  }

  /// An address.
  ///
  /// @param port 0 for any
  public record Listener(String host, int port) {}
}
