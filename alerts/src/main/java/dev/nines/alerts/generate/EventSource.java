package dev.nines.alerts.generate;

/// Where Prometheus has the events from.
public enum EventSource {
  /// The gateway's `nines_sli_events_total` from `/metrics/tenants`: works for every promise,
  /// whatever it is measured by.
  GATEWAY,
  /// The series that the promise's queries name, which Prometheus must then collect itself.
  QUERIES
}
