package dev.nines.collector.scrape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.nines.collector.discovery.TargetGroup;
import dev.nines.collector.forward.MetricBook;
import dev.nines.collector.gateway.metrics.SourceMetrics;
import dev.nines.collector.relabel.Relabeling;
import dev.nines.collector.source.Reference;
import dev.nines.collector.source.SchedulerSettings;
import dev.nines.collector.source.SourceHealth;
import dev.nines.collector.source.SourceScheduler;
import dev.nines.testing.FreePort;
import io.prometheus.client.Collector.MetricFamilySamples.Sample;
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

/// Every way in which a target can fail, all at once: each is named, in `/metrics` too, and the
/// healthy one beside them is read as if nothing were.
class ScrapeFaultsIT {
  @TempDir private Path folder;

  private final Map<String, String> expected = new HashMap<>();
  private final List<ScrapeSource> sources = new ArrayList<>();

  @Test
  void everyFaultIsContainedAndNamed() throws Exception {
    try (var server = new FaultServer();
        var expired = new ExpiredTarget(folder);
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
      target(
          "/expired",
          "https",
          expired.address(),
          "UNREACHABLE validity check failed",
          new TlsConnections(
              new TlsFiles(
                  Optional.of(expired.authority()), Optional.empty(), Optional.empty(), false)));
      scheduler.replace(sources);
      scheduler.start();
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() -> assertThat(scheduler.health()).allSatisfy(this::isAsExpected));
      assertThat(new SourceMetrics(scheduler::health).collect().getLast().samples)
          .hasSize((int) expected.values().stream().filter(each -> !each.startsWith("OK")).count())
          .allSatisfy(this::namesTheFault);
    }
  }

  private void isAsExpected(SourceHealth health) {
    String[] wanted = expected.getOrDefault(health.target(), "").split(" ", 2);
    assertThat(health.state().toString()).as(health.toString()).isEqualTo(wanted[0]);
    assertThat(health.reason()).contains(wanted.length > 1 ? wanted[1] : "");
  }

  private void namesTheFault(Sample problem) {
    String target = problem.labelValues.get(1);
    String[] wanted = expected.getOrDefault(target, "").split(" ", 2);
    assertThat(problem.name).isEqualTo("nines_source_problem");
    assertThat(problem.labelValues.get(2)).isEqualToIgnoringCase(wanted[0]);
    assertThat(problem.labelValues.get(3)).as(target).contains(wanted[1]);
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
    sources.add(new ScrapeSource(target, connections, _ -> true, new Overflow(), new MetricBook()));
  }
}
