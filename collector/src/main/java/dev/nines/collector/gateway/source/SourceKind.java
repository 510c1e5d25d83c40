package dev.nines.collector.gateway.source;

import dev.nines.collector.gateway.config.GatewayConfig;
import dev.nines.collector.gateway.metrics.TenantSeries;
import dev.nines.collector.otlp.span.TraceFinder;
import dev.nines.collector.source.Diagnosis;
import dev.nines.collector.source.Source;
import io.prometheus.client.Collector;
import io.vertx.ext.web.Router;
import java.util.List;

/// Everything that one kind of source brings along. A kind implements what it has: sources that are
/// read on a schedule, addresses or ports on which it is told something, metrics, diagnoses.
///
/// Constructing a kind connects to nothing. Safe between threads.
public interface SourceKind extends AutoCloseable {

  /// The sources that a configuration asks for, for the tenants of the moment. Called at the start,
  /// at each reload, and when tenants come or go; those that are equal to earlier ones go on.
  default List<Source> sources(GatewayConfig config) {
    return List.of();
  }

  /// What of a changed configuration only a restart can take over, a sentence each.
  default List<String> needsRestart(GatewayConfig now, GatewayConfig next) {
    return List.of();
  }

  /// Takes over a configuration, at the start and at each reload: opens ports, changes limits.
  ///
  /// @throws IllegalStateException with a sentence for people, if it cannot
  default void configure(GatewayConfig config) {}

  /// Adds its addresses to the gateway's HTTP port. Called once.
  default void mount(Router router) {}

  /// Its own metrics, for `/metrics`.
  default List<Collector> metrics() {
    return List.of();
  }

  /// Its series by tenant, for `/metrics/tenants`.
  default List<TenantSeries> tenantSeries() {
    return List.of();
  }

  /// Traces that show how promises were broken.
  default TraceFinder traces() {
    return TraceFinder.NONE;
  }

  /// What `nines doctor` looks at.
  default List<Diagnosis> diagnoses(GatewayConfig config) {
    return List.of();
  }

  /// Closes ports and clients. Called once.
  @Override
  default void close() {}
}
