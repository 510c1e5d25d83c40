package dev.nines.collector.scrape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.nines.collector.discovery.TargetGroup;
import dev.nines.collector.forward.MetricBook;
import dev.nines.collector.source.Diagnosis.Finding;
import dev.nines.collector.source.Diagnosis.Level;
import dev.nines.collector.source.SourceException;
import dev.nines.slo.model.Observation;
import dev.nines.slo.model.Observation.Reading;
import dev.nines.slo.model.Sample;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ScrapeSourceTest {
  private static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");
  private static final String BODY = "requests_total{tenant=\"acme\",job=\"theirs\"} 7\n";

  private static final String LONG_LABEL =
      "a_total{tenant=\"acme\",path=\"%s\"} 1\nb_total{tenant=\"globex\"} 2\n"
          .formatted("x".repeat(3000));

  private HttpServer server;
  private Answer answer = exchange -> send(exchange, 200, BODY.getBytes(StandardCharsets.UTF_8));

  private interface Answer {
    void to(HttpExchange exchange) throws IOException;
  }

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/metrics", exchange -> answer.to(exchange));
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void ourLabelsWinAndTheirsAreKeptUnderAnotherName() throws Exception {
    Sample sample = samples(source(false, 1000)).getFirst();

    assertThat(sample.series().labels())
        .containsEntry("job", "api")
        .containsEntry("exported_job", "theirs")
        .containsEntry("tenant", "acme")
        .containsEntry("env", "test")
        .containsEntry("instance", "127.0.0.1:" + server.getAddress().getPort());
  }

  @Test
  void withHonorLabelsTheirsWin() throws Exception {
    assertThat(samples(source(true, 1000)).getFirst().series().labels())
        .containsEntry("job", "theirs")
        .doesNotContainKey("exported_job");
  }

  @Test
  void aPackedBodyIsUnpacked() throws Exception {
    answer =
        exchange -> {
          var packed = new ByteArrayOutputStream();
          try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(BODY.getBytes(StandardCharsets.UTF_8));
          }
          exchange.getResponseHeaders().set("Content-Encoding", "gzip");
          send(exchange, 200, packed.toByteArray());
        };

    assertThat(samples(source(false, 1000)).getFirst().value()).isEqualTo(7);
  }

  @Test
  void aPackedBodyThatBreaksOffIsPartial() {
    answer =
        exchange -> {
          var packed = new ByteArrayOutputStream();
          try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(BODY.repeat(5).getBytes(StandardCharsets.UTF_8));
          }
          exchange.getResponseHeaders().set("Content-Encoding", "gzip");
          byte[] whole = packed.toByteArray();
          send(exchange, 200, java.util.Arrays.copyOf(whole, whole.length - 12));
        };

    assertMeaning(SourceException.Meaning.PARTIAL, "broke off");
  }

  @Test
  void aBodyThatIsTooLongIsPartial() {
    answer = exchange -> send(exchange, 200, BODY.repeat(100).getBytes(StandardCharsets.UTF_8));

    assertMeaning(SourceException.Meaning.PARTIAL, "more than 1000 bytes");
  }

  @Test
  void aBodyThatIsNotInTheFormatIsPartialAndSaysWhere() {
    answer = exchange -> send(exchange, 200, "a 1\n<html>\n".getBytes(StandardCharsets.UTF_8));

    assertMeaning(SourceException.Meaning.PARTIAL, "line 2");
  }

  @Test
  void openMetricsWithoutItsMarkIsPartial() {
    answer =
        exchange -> {
          exchange
              .getResponseHeaders()
              .set("Content-Type", "application/openmetrics-text; version=1.0.0");
          send(exchange, 200, BODY.getBytes(StandardCharsets.UTF_8));
        };

    assertMeaning(SourceException.Meaning.PARTIAL, "# EOF");
  }

  @Test
  void anErrorIsUnreachable() {
    answer = exchange -> send(exchange, 500, new byte[0]);

    assertMeaning(SourceException.Meaning.UNREACHABLE, "HTTP 500");
  }

  @Test
  void wrongCredentialsAreNotTheTargetsFault() {
    answer = exchange -> send(exchange, 401, new byte[0]);

    assertMeaning(SourceException.Meaning.PARTIAL, "credentials");
  }

  @Test
  void aClockThatIsFarAheadIsNamed() {
    answer =
        exchange ->
            send(
                exchange,
                200,
                ("a_total 1 " + AT.plusSeconds(3600).toEpochMilli() + "\n")
                    .getBytes(StandardCharsets.UTF_8));

    assertMeaning(SourceException.Meaning.PARTIAL, "set its clock");
  }

  @Test
  void aRedirectIsNotFollowed() {
    answer =
        exchange -> {
          exchange.getResponseHeaders().set("Location", "http://169.254.169.254/latest");
          send(exchange, 302, new byte[0]);
        };

    assertMeaning(SourceException.Meaning.UNREACHABLE, "HTTP 302");
  }

  @Test
  void aRefusedConnectionIsUnreachable() {
    server.stop(0);

    assertMeaning(SourceException.Meaning.UNREACHABLE, "no answer");
  }

  @Test
  void aSecretThatCannotBeReadIsOurFault() {
    var locked =
        source(
            job(
                false,
                1000,
                () -> {
                  throw new IOException("no such file");
                }));

    assertThatThrownBy(() -> locked.read(AT))
        .isInstanceOfSatisfying(
            SourceException.class,
            e -> assertThat(e.meaning()).isEqualTo(SourceException.Meaning.BLIND));
  }

  @Test
  void whatALimitCostsIsACountedSeriesOfItsTenant() throws Exception {
    answer = exchange -> send(exchange, 200, LONG_LABEL.getBytes(StandardCharsets.UTF_8));
    ScrapeSource source = source(false, 10_000);

    for (double reading = 1; reading <= 2; reading++) {
      List<Sample> samples = samples(source);
      assertThat(samples.getFirst().series().labels()).containsEntry("tenant", "globex");
      assertThat(samples)
          .filteredOn(each -> each.series().name().equals("nines_scrape_overflow_samples_total"))
          .singleElement()
          .returns(reading, Sample::value)
          .extracting(each -> each.series().labels())
          .satisfies(
              labels ->
                  assertThat(labels)
                      .containsEntry("tenant", "acme")
                      .containsEntry("limit", "label_value_length")
                      .containsEntry("env", "test"));
    }
  }

  @Test
  void theDoctorNamesTheLimitAndWhoseSamplesItCosts() throws Exception {
    answer = exchange -> send(exchange, 200, LONG_LABEL.getBytes(StandardCharsets.UTF_8));

    List<Finding> findings =
        new ScrapeDiagnosis(source(false, 10_000), InstantSource.fixed(AT), _ -> {}).examine();

    assertThat(findings).extracting(Finding::level).containsExactly(Level.OK, Level.PROBLEM);
    assertThat(findings.getLast().text()).contains("label_value_length_limit: 1 of tenant acme");
    assertThat(findings.getLast().remedy()).contains("raise label_value_length_limit");
  }

  private void assertMeaning(SourceException.Meaning meaning, String reason) {
    assertThatThrownBy(() -> source(false, 1000).read(AT))
        .isInstanceOfSatisfying(
            SourceException.class,
            e -> {
              assertThat(e.meaning()).isEqualTo(meaning);
              assertThat(e.reason()).contains(reason);
            });
  }

  private static List<Sample> samples(ScrapeSource source) throws Exception {
    Observation observation = source.read(AT);
    return ((Reading.Complete) observation.reading()).samples();
  }

  private ScrapeSource source(boolean honorLabels, long maxBodyBytes) {
    return source(job(honorLabels, maxBodyBytes, ScrapeJob.Authorization.NONE));
  }

  private ScrapeSource source(ScrapeJob job) {
    ScrapeTarget target =
        Targets.of(
                job, List.of(new TargetGroup(List.of(url().getAuthority()), Map.of("env", "test"))))
            .targets()
            .getFirst();
    return new ScrapeSource(
        target, Connections.PLAIN, series -> true, new Overflow(), new MetricBook());
  }

  private static ScrapeJob job(
      boolean honorLabels, long maxBodyBytes, ScrapeJob.Authorization authorization) {
    return ParserRig.job(
        honorLabels, new ScrapeLimits(maxBodyBytes, 1000, 1000, 64, 256, 256, 10), authorization);
  }

  private URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/metrics");
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    try (var out = exchange.getResponseBody()) {
      out.write(body);
    }
  }
}
