package dev.nines.collector.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.collector.probe.CheckResult.Bad;
import dev.nines.collector.source.ConditionBoard;
import dev.nines.collector.source.Reference;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Checks of servers on this machine, for tests.
final class Probing implements AutoCloseable {
  static final AddressGuard LOCAL = new AddressGuard(List.of(Cidr.parse("127.0.0.0/8")));
  private static final Duration PATIENCE = Duration.ofSeconds(9);

  final Vertx vertx;
  final ProbeClient client;
  private final HostResolver resolver;

  Probing() {
    this.vertx = Vertx.vertx();
    this.client = new ProbeClient(vertx);
    this.resolver = HostResolver.SYSTEM;
  }

  private Probing(Probing other, HostResolver resolver) {
    this.vertx = other.vertx;
    this.client = other.client;
    this.resolver = resolver;
  }

  /// The same with another resolver; not to be closed.
  Probing resolving(HostResolver other) {
    return new Probing(this, other);
  }

  Probes probes() {
    return new Probes(
        client, Reference.NONE, new ConditionBoard(), InstantSource.system(), resolver);
  }

  CheckResult run(ProbeSettings settings) throws InterruptedException {
    return run(settings, new Look(settings.timeout()));
  }

  CheckResult run(ProbeSettings settings, Look look) throws InterruptedException {
    return probes().check(settings, settings.url().url(), settings.ask()).run(look);
  }

  CheckResult get(String url) throws InterruptedException {
    return run(settings(url, http(0, BodyExpectation.ANY)));
  }

  CheckResult json(String url, String... assertions) throws InterruptedException {
    return run(settings(url, http(0, jsonBody(assertions))));
  }

  @Override
  public void close() {
    client.close();
    vertx.close().await();
  }

  static ProbeFailure reason(CheckResult result) {
    assertThat(result).isInstanceOf(Bad.class);
    return ((Bad) result).reason();
  }

  static ProbeSettings settings(String url, Ask ask) {
    return settings(url, ask, PATIENCE, Optional.empty(), ProbeTls.DEFAULT, LOCAL);
  }

  static ProbeSettings impatient(String url) {
    return impatient(url, http(0, BodyExpectation.ANY));
  }

  static ProbeSettings impatient(String url, Ask ask) {
    return settings(url, ask, Duration.ofMillis(400), Optional.empty(), ProbeTls.DEFAULT, LOCAL);
  }

  static ProbeSettings following(int redirects, String url) {
    return settings(url, http(redirects, BodyExpectation.ANY));
  }

  static ProbeSettings within(Duration latency, String url) {
    Ask ask = http(0, BodyExpectation.ANY);
    return settings(url, ask, PATIENCE, Optional.of(latency), ProbeTls.DEFAULT, LOCAL);
  }

  /// One that may only ask public addresses.
  static ProbeSettings guarded(String url) {
    return guarded(url, http(0, BodyExpectation.ANY));
  }

  static ProbeSettings guarded(String url, Ask ask) {
    return settings(
        url, ask, PATIENCE, Optional.empty(), ProbeTls.DEFAULT, new AddressGuard(List.of()));
  }

  static ProbeSettings settings(
      String url,
      Ask ask,
      Duration timeout,
      Optional<Duration> maxLatency,
      ProbeTls tls,
      AddressGuard guard) {
    return new ProbeSettings(
        "test",
        UrlTemplate.parse(url),
        ask,
        maxLatency,
        Duration.ofSeconds(10),
        timeout,
        0,
        tls,
        guard);
  }

  static Ask.Http http(int redirects, BodyExpectation body) {
    return new Ask.Http(
        "GET",
        Map.of("Authorization", "Bearer s3cret"),
        Optional.empty(),
        false,
        redirects,
        Ask.Http.DEFAULT_BODY_LIMIT_BYTES,
        StatusSet.SUCCESS,
        Map.of(),
        body);
  }

  static BodyExpectation jsonBody(String... assertions) {
    return BodyExpectation.ofJson(Stream.of(assertions).map(JsonAssertion::parse).toList());
  }
}
