package dev.nines.slo.model;

/// The durations of one tenant's operations since the last reading.
///
/// @param tenant whose operations
/// @param operation what was timed: [#QUERY] or [#REQUEST]
/// @param durations how long they took
public record LatencyDelta(TenantId tenant, String operation, LatencyHistogram durations) {
  /// Database statements.
  public static final String QUERY = "query";

  /// Requests to the application's API.
  public static final String REQUEST = "request";
}
