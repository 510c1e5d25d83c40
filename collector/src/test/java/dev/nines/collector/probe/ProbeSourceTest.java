package dev.nines.collector.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nines.collector.source.ConditionBoard;
import dev.nines.collector.source.Reference;
import dev.nines.collector.source.Source;
import dev.nines.collector.source.SourceException;
import dev.nines.slo.model.Observation.Reading;
import dev.nines.slo.model.SampleKind;
import dev.nines.testing.FreePort;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ProbeSourceTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final AddressGuard LOCAL = new AddressGuard(List.of(Cidr.parse("127.0.0.0/8")));

  private static Vertx vertx;
  private static ProbeClient client;

  @BeforeAll
  static void open() {
    vertx = Vertx.vertx();
    client = new ProbeClient(vertx);
  }

  @AfterAll
  static void close() {
    client.close();
    vertx.close().await();
  }

  @Test
  void aGoodCheckCountsOneGoodAndNoBad() throws Exception {
    try (var server = RawServer.start(RawServer.http(200, "{\"status\":\"ok\"}"))) {
      Map<String, Double> samples = read(source(server.url("/t/{tenant.id}"), Reference.NONE));
      assertThat(samples)
          .containsEntry("nines_probe_checks_total{outcome=good, probe=health, tenant=acme}", 1.0)
          .containsEntry("nines_probe_checks_total{outcome=bad, probe=health, tenant=acme}", 0.0)
          .containsKey("nines_probe_duration_seconds{probe=health, tenant=acme}")
          .containsKey("nines_probe_phase_seconds{phase=connect, probe=health, tenant=acme}")
          .hasSize(7);
      assertThat(server.requests.getFirst()).startsWith("GET /t/acme ");
    }
  }

  @Test
  void aBadCheckIsAWholeObservationWithItsReason() throws Exception {
    try (var server = RawServer.start(RawServer.http(200, "{\"status\":\"degraded\"}"))) {
      assertThat(read(source(server.url("/{tenant.id}"), Reference.NONE)))
          .containsEntry("nines_probe_checks_total{outcome=good, probe=health, tenant=acme}", 0.0)
          .containsEntry("nines_probe_checks_total{outcome=bad, probe=health, tenant=acme}", 1.0)
          .containsEntry("nines_probe_failures_total{probe=health, reason=body, tenant=acme}", 1.0);
    }
  }

  @Test
  void checksAreDeltasSoThatARestartNeedsNoBaseline() throws Exception {
    try (var server = RawServer.start(RawServer.http(200, "{\"status\":\"ok\"}"))) {
      var reading = complete(source(server.url("/{tenant.id}"), Reference.NONE));
      assertThat(reading.samples())
          .filteredOn(sample -> sample.series().name().endsWith("_total"))
          .allMatch(sample -> sample.series().kind() == SampleKind.DELTA);
    }
  }

  @Test
  void aDeadTargetIsBadIfTheReferenceAnswersAndBlindIfNot() throws Exception {
    String dead = "http://127.0.0.1:" + FreePort.find() + "/{tenant.id}";
    try (var well = RawServer.start(RawServer.http(200, ""))) {
      Reference online = Reference.of(List.of(new Reference.Target("127.0.0.1", well.port())));
      assertThat(read(source(dead, online)))
          .containsEntry(
              "nines_probe_failures_total{probe=health, reason=connect, tenant=acme}", 1.0);
    }
    Reference offline = Reference.of(List.of(new Reference.Target("127.0.0.1", FreePort.find())));
    assertThatThrownBy(() -> source(dead, offline).read(NOW))
        .isInstanceOfSatisfying(
            SourceException.class,
            e -> assertThat(e.meaning()).isEqualTo(SourceException.Meaning.BLIND));
  }

  @Test
  void aRetryThatIsGoodIsSaidAndTheCheckStaysBad() throws Exception {
    var first = new AtomicBoolean(true);
    try (var server =
        RawServer.start(
            out -> {
              if (!first.getAndSet(false)) {
                RawServer.http(200, "{\"status\":\"ok\"}").answer(out);
              }
            })) {
      var settings = settings(server.url("/{tenant.id}"), LOCAL);
      var retrying =
          new ProbeSettings(
              settings.name(),
              settings.url(),
              settings.ask(),
              settings.maxLatency(),
              settings.interval(),
              Duration.ofSeconds(5),
              1,
              settings.tls(),
              settings.guard());
      assertThat(read(only(retrying, Reference.NONE)))
          .containsEntry("nines_probe_checks_total{outcome=bad, probe=health, tenant=acme}", 1.0)
          .containsEntry("nines_probe_recovered_checks_total{probe=health, tenant=acme}", 1.0);
    }
  }

  @Test
  void aTargetThatAnsweredIsJudgedWithoutTheReference() throws Exception {
    Reference offline = Reference.of(List.of(new Reference.Target("127.0.0.1", FreePort.find())));
    try (var server = RawServer.start(RawServer.http(500, ""))) {
      assertThat(read(source(server.url("/{tenant.id}"), offline)))
          .containsEntry(
              "nines_probe_failures_total{probe=health, reason=status, tenant=acme}", 1.0);
    }
  }

  @Test
  void aTargetThatMayNotBeProbedIsBlindAndNotDown() {
    var settings = settings("http://127.0.0.1:1/{tenant.id}", new AddressGuard(List.of()));
    assertThatThrownBy(() -> only(settings, Reference.NONE).read(NOW))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("not public");
  }

  @Test
  void aProbeWithoutPlaceholderIsOneSourceWithoutTenant() {
    var probes = probes(Reference.NONE);
    var result =
        probes.sourcesOf(
            settings("http://example.com/", LOCAL), List.of(UrlTemplateTest.tenant(Map.of())));
    assertThat(result.sources()).extracting(Source::target).containsExactly("health");
  }

  @Test
  void aTenantThatCannotBeProbedIsNamed() {
    var probes = probes(Reference.NONE);
    var result =
        probes.sourcesOf(
            settings("http://{tenant.label.slug}.example.com/", LOCAL),
            List.of(UrlTemplateTest.tenant(Map.of())));
    assertThat(result.sources()).isEmpty();
    assertThat(result.problems().getFirst()).contains("health", "acme", "{tenant.label.slug}");
  }

  private static Source source(String url, Reference reference) {
    return only(settings(url, LOCAL), reference);
  }

  private static Probes probes(Reference reference) {
    return new Probes(client, reference, new ConditionBoard(), InstantSource.fixed(NOW));
  }

  private static Source only(ProbeSettings settings, Reference reference) {
    return probes(reference)
        .sourcesOf(settings, List.of(UrlTemplateTest.tenant(Map.of())))
        .sources()
        .getFirst();
  }

  private static ProbeSettings settings(String url, AddressGuard guard) {
    return ProbeSettings.of(
        "health",
        UrlTemplate.parse(url),
        List.of(JsonAssertion.parse("$.status == \"ok\"")),
        Duration.ofSeconds(15),
        Duration.ofSeconds(9),
        guard);
  }

  private static Reading.Complete complete(Source source) throws Exception {
    return (Reading.Complete) source.read(NOW).reading();
  }

  private static Map<String, Double> read(Source source) throws Exception {
    return complete(source).samples().stream()
        .collect(Collectors.toMap(s -> s.series().toString(), s -> s.value()));
  }
}
