package dev.nines.collector.scrape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.nines.collector.discovery.TargetGroup;
import dev.nines.collector.relabel.Relabeling;
import dev.nines.collector.source.Reference;
import dev.nines.collector.source.SchedulerSettings;
import dev.nines.collector.source.SourceHealth;
import dev.nines.collector.source.SourceScheduler;
import dev.nines.testing.FreePort;
import dev.nines.testing.TestCertificate;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every way in which a target can fail, all at once: each is named, and the healthy one beside
/// them is read as if nothing were.
class ScrapeFaultsIT {
  @TempDir private Path folder;

  private final Map<String, String> expected = new HashMap<>();
  private final List<ScrapeSource> sources = new ArrayList<>();

  @Test
  void everyFaultIsContainedAndNamed() throws Exception {
    try (var server = new FaultServer();
        var scheduler =
            new SourceScheduler(
                InstantSource.system(),
                _ -> {},
                Reference.NONE,
                _ -> {},
                SchedulerSettings.DEFAULT)) {
      for (FaultServer.Fault fault : FaultServer.Fault.values()) {
        String outcome = fault.state + " " + fault.reason;
        target(fault.path(), "http", server.address(), outcome, Connections.PLAIN);
      }
      target(
          "/dead",
          "http",
          "127.0.0.1:" + FreePort.find(),
          "UNREACHABLE no answer",
          Connections.PLAIN);
      HttpsServer expired = expired();
      scheduler.replace(sources);
      scheduler.start();
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() -> assertThat(scheduler.health()).allSatisfy(this::isAsExpected));
      expired.stop(0);
    }
  }

  private void isAsExpected(SourceHealth health) {
    String[] wanted = expected.getOrDefault(health.target(), "").split(" ", 2);
    assertThat(health.state().toString()).as(health.toString()).isEqualTo(wanted[0]);
    assertThat(health.reason()).contains(wanted.length > 1 ? wanted[1] : "");
  }

  private void target(
      String path, String scheme, String address, String outcome, Connections connections) {
    var limits = new ScrapeLimits(100_000, 1000, 1000, 64, 256, 256, 10);
    var job =
        new ScrapeJob(
            path.substring(1),
            Duration.ofSeconds(4),
            Duration.ofSeconds(3),
            scheme,
            path,
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
    sources.add(new ScrapeSource(target, connections, _ -> true, new Overflow()));
  }

  private HttpsServer expired() throws Exception {
    TestCertificate certificate =
        TestCertificate.forHost(
            folder.resolve("expired"), "localhost", "-startdate", "-10d", "-validity", "1");
    var https = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    https.setHttpsConfigurator(new HttpsConfigurator(certificate.tls()));
    https.createContext("/expired", exchange -> FaultServer.send(exchange, 200, "a 1\n"));
    https.start();
    var files =
        new TlsFiles(
            Optional.of(certificate.authorityPem()), Optional.empty(), Optional.empty(), false);
    target(
        "/expired",
        "https",
        "localhost:" + https.getAddress().getPort(),
        "UNREACHABLE validity check failed",
        new TlsConnections(files));
    return https;
  }
}
