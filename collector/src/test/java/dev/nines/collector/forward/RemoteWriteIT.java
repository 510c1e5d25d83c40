package dev.nines.collector.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.nines.slo.model.Observation;
import dev.nines.slo.model.Observation.Reading;
import dev.nines.slo.model.Sample;
import dev.nines.slo.model.SampleKind;
import dev.nines.slo.model.Series;
import dev.nines.testing.ExternalBinary;
import dev.nines.testing.FreePort;
import dev.nines.testing.PrometheusServer;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Remote write to real receivers. Debian's and VictoriaMetrics take version 1.0 only, which 2.0
/// falls back to by itself; Prometheus 3 takes 2.0 as it is.
class RemoteWriteIT {
  private static final Series COUNTER =
      new Series("requests_total", Map.of("tenant", "acme", "job", "shop"), SampleKind.CUMULATIVE);
  private static final Series DELTA =
      new Series("checks_total", Map.of("tenant", "acme"), SampleKind.DELTA);

  @TempDir private Path folder;
  private final Instant now =
      InstantSource.system().instant().truncatedTo(ChronoUnit.SECONDS).minusSeconds(60);
  private final HttpClient client = HttpClient.newHttpClient();

  /// Each version has a destination of its own, and its name in the label `version`.
  private Forwarding to(String url) throws IOException {
    var settings =
        new ForwardSettings(
            List.of(),
            Stream.of(RemoteWriteProtocol.values()).map(each -> destination(url, each)).toList(),
            1 << 20);
    return Forwarding.open(settings, folder, observation -> true, InstantSource.fixed(now));
  }

  private static ForwardSettings.RemoteWrite destination(String url, RemoteWriteProtocol version) {
    return new ForwardSettings.RemoteWrite(
        version.name(),
        URI.create(url + "/api/v1/write"),
        version,
        List.of(".*_total"),
        Map.of("version", version.name()),
        Optional.empty(),
        Duration.ofSeconds(5));
  }

  private void write(Forwarding forwarding) {
    forwarding.accept(reading(0, new Sample(COUNTER, 10), new Sample(DELTA, 2)));
    forwarding.accept(reading(15, new Sample(COUNTER, 12), new Sample(DELTA, 3)));
    forwarding.accept(reading(30, new Sample(DELTA, 1)));
  }

  private Observation reading(int seconds, Sample... samples) {
    return new Observation(
        "scrape",
        "shop",
        now.plusSeconds(seconds),
        new Reading.Complete(List.of(samples), List.of()));
  }

  private String query(String url, String promql, int seconds) {
    String encoded = URLEncoder.encode(promql, StandardCharsets.UTF_8);
    return get(
        "%s/api/v1/query?query=%s&time=%d".formatted(url, encoded, now.getEpochSecond() + seconds));
  }

  private String get(String url) {
    try {
      return client
          .send(
              HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString())
          .body();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void prometheusHasTheValuesTotalsOfDeltasAndTheEndOfASeriesByBothVersions() throws Exception {
    try (PrometheusServer prometheus = PrometheusServer.start("{}")) {
      try (Forwarding forwarding = to(prometheus.url())) {
        write(forwarding);
        forwarding.start();
        forwarding.accept(reading(31));
      }
      sendWhatWaits(prometheus.url());

      for (RemoteWriteProtocol version : RemoteWriteProtocol.values()) {
        assertArrived(prometheus.url(), version);
      }
    }
  }

  @Test
  void victoriaMetricsHasTheValuesTotalsOfDeltasAndTheEndOfASeriesByBothVersions()
      throws Exception {
    Path binary = ExternalBinary.require("victoria-metrics", "victoria-metrics");
    int port = FreePort.find();
    String url = "http://127.0.0.1:" + port;
    Process server =
        new ProcessBuilder(
                binary.toString(),
                "-storageDataPath=" + folder.resolve("vm"),
                "-httpListenAddr=127.0.0.1:" + port,
                "-search.latencyOffset=1s")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("vm.log").toFile())
            .start();
    try {
      try (Forwarding forwarding = to(url)) {
        write(forwarding);
      }
      sendWhatWaits(url);
      for (RemoteWriteProtocol version : RemoteWriteProtocol.values()) {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertArrived(url, version));
      }
      assertThat(get(url + "/api/v1/metadata"))
          .as("the types, which older ones do not keep")
          .containsPattern("\"data\": *\\{}|\"requests_total\": *\\[\\{\"type\":\"counter\"");
    } finally {
      server.destroy();
      server.waitFor(10, TimeUnit.SECONDS);
    }
  }

  private void assertArrived(String url, RemoteWriteProtocol version) {
    String labels = "{version=\"%s\",tenant=\"acme\"}".formatted(version);
    assertThat(query(url, "requests_total" + labels, 16)).contains("\"job\":\"shop\"", "\"12\"");
    assertThat(query(url, "checks_total" + labels, 30)).contains("\"6\"");
    assertThat(query(url, "requests_total" + labels, 31))
        .as("ended when it was missing")
        .contains("\"result\":[]");
  }

  /// What was put into the queue before is sent by the next gateway.
  private void sendWhatWaits(String url) throws IOException {
    try (Forwarding forwarding = to(url)) {
      forwarding.start();
      await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () ->
                  forwarding.stats().stream().allMatch(each -> each.queue().waitingRecords() == 0));
      assertThat(forwarding.stats()).extracting(Forwarder.Stats::refused).containsOnly(0L);
    }
  }
}
