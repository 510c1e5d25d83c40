package dev.nines.collector.scrape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.nines.collector.discovery.TargetGroup;
import dev.nines.collector.probe.TestCertificate;
import dev.nines.collector.relabel.Relabeling;
import dev.nines.collector.source.Reference;
import dev.nines.collector.source.SchedulerSettings;
import dev.nines.collector.source.SourceHealth;
import dev.nines.collector.source.SourceScheduler;
import dev.nines.testing.FreePort;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every way in which a target can fail, all at once: each is named, and the healthy one beside
/// them is read as if nothing were.
class ScrapeFaultsIT {
  private static final byte[] FINE = "a_total 1\n".getBytes(StandardCharsets.UTF_8);

  @TempDir private Path folder;

  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch over = new CountDownLatch(1);
  private final Map<String, String> expected = new HashMap<>();
  private final List<ScrapeSource> sources = new ArrayList<>();
  private HttpServer server;

  private interface Answer {
    void to(HttpExchange exchange) throws IOException, InterruptedException;
  }

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.start();
  }

  @AfterEach
  void stop() {
    over.countDown();
    server.stop(0);
    threads.shutdownNow();
    client.shutdownNow();
  }

  @Test
  void everyFaultIsContainedAndNamed() throws Exception {
    fault("hangs", "UNREACHABLE", exchange -> over.await());
    fault("drips", "UNREACHABLE", this::drip);
    fault("garbage", "PARTIAL not in the text format", each -> send(each, 200, "<html>\n"));
    fault("huge", "PARTIAL more than 100000 bytes", ScrapeFaultsIT::bomb);
    fault("loops", "UNREACHABLE redirects are not followed", ScrapeFaultsIT::redirect);
    fault("locked", "PARTIAL does not take our credentials", each -> send(each, 401, "no\n"));
    fault("ahead", "PARTIAL set its clock", ScrapeFaultsIT::fromTheFuture);
    fault("empty", "OK", each -> send(each, 200, "# nothing\n"));
    fault("fine", "OK", each -> send(each, 200, new String(FINE, StandardCharsets.UTF_8)));
    target("dead", "http", "127.0.0.1:" + FreePort.find(), "UNREACHABLE no answer", () -> client);
    HttpsServer expired = expired();

    try (var scheduler =
        new SourceScheduler(
            InstantSource.system(), _ -> {}, Reference.NONE, _ -> {}, SchedulerSettings.DEFAULT)) {
      scheduler.replace(sources);
      scheduler.start();
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() -> assertThat(scheduler.health()).allSatisfy(this::isAsExpected));
    } finally {
      expired.stop(0);
    }
  }

  private void isAsExpected(SourceHealth health) {
    String[] wanted = expected.getOrDefault(health.target(), "").split(" ", 2);
    assertThat(health.state().toString()).as(health.toString()).isEqualTo(wanted[0]);
    assertThat(health.reason()).contains(wanted.length > 1 ? wanted[1] : "");
  }

  private void fault(String name, String outcome, Answer answer) {
    server.createContext(
        "/" + name,
        exchange -> {
          try {
            answer.to(exchange);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          } finally {
            exchange.close();
          }
        });
    String address = "127.0.0.1:" + server.getAddress().getPort();
    target(name, "http", address, outcome, () -> client);
  }

  private void target(
      String name, String scheme, String address, String outcome, ClientSource clients) {
    var limits = new ScrapeLimits(100_000, 1000, 1000, 64, 256, 256, 10);
    var job =
        new ScrapeJob(
            name,
            Duration.ofSeconds(4),
            Duration.ofSeconds(3),
            scheme,
            "/" + name,
            Map.of(),
            false,
            true,
            Relabeling.NONE,
            Relabeling.NONE,
            limits,
            ScrapeJob.Authorization.NONE);
    ScrapeTarget target =
        Targets.of(job, List.of(new TargetGroup(List.of(address), Map.of()))).targets().getFirst();
    expected.put(target.name(), outcome);
    sources.add(new ScrapeSource(target, clients, _ -> true, new Overflow()));
  }

  private HttpsServer expired() throws Exception {
    TestCertificate certificate =
        TestCertificate.forHost(
            folder.resolve("expired"), "localhost", "-startdate", "-10d", "-validity", "1");
    var https = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    https.setHttpsConfigurator(new HttpsConfigurator(certificate.tls()));
    https.createContext("/expired", exchange -> send(exchange, 200, "a 1\n"));
    https.start();
    var files =
        new TlsFiles(
            Optional.of(certificate.authorityPem()), Optional.empty(), Optional.empty(), false);
    target(
        "expired",
        "https",
        "localhost:" + https.getAddress().getPort(),
        "UNREACHABLE validity check failed",
        new TlsClient(files, HttpClient::newBuilder));
    return https;
  }

  /// One byte every now and then, for longer than any timeout.
  private void drip(HttpExchange exchange) throws IOException, InterruptedException {
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream body = exchange.getResponseBody()) {
      for (int i = 0; !over.await(100, TimeUnit.MILLISECONDS); i++) {
        body.write(FINE[i % FINE.length]);
        body.flush();
      }
    }
  }

  /// A gigabyte, packed.
  private static void bomb(HttpExchange exchange) throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      byte[] block = "#".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
      for (int i = 0; i < 8; i++) {
        gzip.write(block);
      }
    }
    exchange.getResponseHeaders().set("Content-Encoding", "gzip");
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream body = exchange.getResponseBody()) {
      for (int i = 0; i < 128; i++) {
        body.write(packed.toByteArray()); // gzip members one after the other are one stream
      }
    }
  }

  private static void redirect(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Location", "/loops");
    exchange.sendResponseHeaders(302, -1);
  }

  private static void fromTheFuture(HttpExchange exchange) throws IOException {
    long ahead = Instant.now().plus(Duration.ofHours(1)).toEpochMilli();
    send(exchange, 200, "a_total 1 " + ahead + "\n");
  }

  private static void send(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }
}
