package dev.nines.collector.probe;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One configured probe.
///
/// A failed check is never repeated within its interval: a second try that succeeds would hide the
/// downtime that the first one met.
///
/// @param name the label `probe`, and half of the target's name
/// @param url where to ask; with a placeholder every tenant is asked at its own URL
/// @param method `GET`, `HEAD` or `POST`
/// @param headers further request headers; may be secrets, never shown
/// @param expectedStatuses which statuses are good
/// @param assertions what must be true of the JSON body; with none the body is not looked at
/// @param maxLatency how long a good answer may take, less than the timeout; absent: as long as the
///   timeout
/// @param interval from one check to the next
/// @param timeout for the whole exchange, name resolution and the last byte of the body included
/// @param maxRedirects how many redirects are followed, 0 to 10; each is guarded like the first URL
/// @param maxBodyBytes how much of a body is read, at most
/// @param guard which addresses may be connected to
public record ProbeSettings(
    String name,
    UrlTemplate url,
    String method,
    Map<String, String> headers,
    StatusSet expectedStatuses,
    List<JsonAssertion> assertions,
    Optional<Duration> maxLatency,
    Duration interval,
    Duration timeout,
    int maxRedirects,
    int maxBodyBytes,
    AddressGuard guard) {
  /// How much of a body is read unless the configuration says otherwise.
  public static final int DEFAULT_MAX_BODY_BYTES = 64 * 1024;

  private static final List<String> METHODS = List.of("GET", "HEAD", "POST");
  private static final int MOST_REDIRECTS = 10;

  public ProbeSettings {
    headers = Map.copyOf(headers);
    assertions = List.copyOf(assertions);
    require(!name.isBlank(), name, "name is empty, expected one");
    require(
        METHODS.contains(method),
        name,
        "method is %s, expected one of %s".formatted(method, METHODS));
    require(
        timeout.isPositive() && timeout.compareTo(interval) < 0,
        name,
        "timeout is %s, expected more than 0 and less than the interval %s"
            .formatted(timeout, interval));
    require(
        maxLatency.map(limit -> limit.isPositive() && limit.compareTo(timeout) < 0).orElse(true),
        name,
        "latency limit is %s, expected more than 0 and less than the timeout"
            .formatted(maxLatency));
    require(
        maxRedirects >= 0 && maxRedirects <= MOST_REDIRECTS,
        name,
        "limit of redirects is %d, expected 0 to %d".formatted(maxRedirects, MOST_REDIRECTS));
    require(
        maxBodyBytes >= 0,
        name,
        "limit of the body is %d, expected at least 0".formatted(maxBodyBytes));
  }

  /// A probe that asks with `GET`, expects success, and follows nothing.
  public static ProbeSettings of(
      String name,
      UrlTemplate url,
      List<JsonAssertion> assertions,
      Duration interval,
      Duration timeout,
      AddressGuard guard) {
    return new ProbeSettings(
        name,
        url,
        "GET",
        Map.of(),
        StatusSet.SUCCESS,
        assertions,
        Optional.empty(),
        interval,
        timeout,
        0,
        DEFAULT_MAX_BODY_BYTES,
        guard);
  }

  private static void require(boolean condition, String name, String problem) {
    if (!condition) {
      throw new IllegalArgumentException("probe '%s': the %s".formatted(name, problem));
    }
  }

  /// Without the headers, which may be secrets.
  @Override
  public String toString() {
    return "ProbeSettings[" + name + "]";
  }
}
