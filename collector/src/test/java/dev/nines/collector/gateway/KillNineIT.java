package dev.nines.collector.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.nines.slo.ledger.Interval;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Kills the whole gateway with `kill -9` at random instants, while it scrapes an application under
/// load five times a second and pages for one of its tenants.
///
/// The application counts on while the gateway is dead, so in the end the ledger must hold exactly
/// what the application has counted: less would be a loss, more something counted twice. After each
/// kill a copy of the ledger must hold at least what `/metrics/tenants` had shown, because nothing
/// is shown before it is on disk; and what an earlier copy had on record must be there unchanged.
class KillNineIT {
  private static final List<String> TENANTS =
      IntStream.rangeClosed(1, 30).mapToObj("t%02d"::formatted).toList();
  private static final String BURNING = TENANTS.getFirst();
  private static final long SERVED_BEFORE = 1000;
  private static final long SERVED_IN_THE_GAP = 500;

  /// Longer than a scrape may be late and still count as one of its minute.
  private static final Duration GAP = Duration.ofMinutes(10);

  private static final Duration START_LIMIT = Duration.ofSeconds(30);

  @TempDir private Path path;
  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);
  private final Map<String, Long> onRecord = new HashMap<>();
  private final Map<String, Map<Long, Long>> earlierMinutes = new HashMap<>();
  private CountingTarget target;
  private AlertRecorder alertmanager;
  private GatewayFolder folder;
  private Instant earlierClock = Instant.EPOCH;

  @BeforeEach
  void prepare() throws IOException {
    target =
        new CountingTarget(
            TENANTS, SERVED_BEFORE + SERVED_IN_THE_GAP, new Random(random.nextLong()));
    alertmanager = new AlertRecorder();
    folder = new GatewayFolder(path);
    Instant onboarded = Instant.now().minus(GAP).minus(GAP);
    folder.write("rules.yml", RULES);
    folder.write(
        "tenants.yml",
        "tenants:\n"
            + String.join(
                "",
                TENANTS.stream()
                    .map(each -> "  - {id: %s, onboarded_at: %s}\n".formatted(each, onboarded))
                    .toList()));
    folder.configure(
        """
        evaluation_interval: 1s
        tenants: {file: tenants.yml}
        rules: [rules.yml]
        scrape_configs:
          - job_name: app
            honor_labels: true
            scrape_interval: 200ms
            static_configs: [{targets: ["127.0.0.1:%d"]}]
        alertmanagers: [{url: "%s"}]
        """
            .formatted(target.port(), alertmanager.url()));
    EarlierReading.write(
        folder.storage(),
        path.resolve("rules.yml"),
        Instant.now().minus(GAP),
        "127.0.0.1:" + target.port(),
        TENANTS,
        SERVED_BEFORE);
  }

  @AfterEach
  void stop() {
    folder.close();
    alertmanager.close();
    target.close();
  }

  @Test
  void threeKillsLoseNothingAndCountNothingTwice() throws Exception {
    killAndCompare(3);
  }

  @Test
  @Tag("nightly")
  void twentyKillsLoseNothingAndCountNothingTwice() throws Exception {
    killAndCompare(20);
  }

  private void killAndCompare(int kills) throws Exception {
    for (int kill = 1; kill <= kills; kill++) {
      liveAndDie(kill);
    }
    try (GatewayProcess last = GatewayProcess.start(folder)) {
      awaitBurning(last);
      target.rest();
      awaitScrapes(2);
      last.stop();
    }
    try (LedgerCopy ledger = copy("last")) {
      for (String tenant : TENANTS) {
        assertThat(ledger.total(tenant))
            .as("what was counted for %s, seed %d", tenant, seed)
            .isEqualTo(
                new LedgerCopy.Sums(target.good(tenant) - SERVED_BEFORE, target.bad(tenant)));
        assertThat(ledger.intervals(tenant)).singleElement().satisfies(this::coversTheGap);
      }
    }
    assertThat(alertmanager.pagesOf(BURNING))
        .as("seed %d", seed)
        .allMatch(AlertRecorder.Told::firing)
        .extracting(AlertRecorder.Told::startsAt)
        .containsOnly(alertmanager.pagesOf(BURNING).getFirst().startsAt());
  }

  /// One life of the gateway. Every fourth ends before it has really begun.
  private void liveAndDie(int kill) throws IOException, InterruptedException {
    Map<String, Long> shown = new HashMap<>();
    try (GatewayProcess gateway = GatewayProcess.start(folder)) {
      if (kill % 4 == 0) {
        Thread.sleep(random.nextInt(2_000));
      } else {
        awaitBurning(gateway);
        long deadline = System.nanoTime() + (200 + random.nextInt(2_000)) * 1_000_000L;
        while (System.nanoTime() < deadline) {
          shown = goodEvents(gateway.get("/metrics/tenants"));
        }
      }
      gateway.kill();
    }
    try (LedgerCopy ledger = copy("after-" + kill)) {
      assertThat(ledger.damages()).as("seed %d", seed).isEmpty();
      for (String tenant : TENANTS) {
        long acknowledged = onRecord.getOrDefault(tenant, 0L) + shown.getOrDefault(tenant, 0L);
        long good = ledger.total(tenant).good();
        assertThat(good)
            .as("good requests of %s after kill %d, seed %d", tenant, kill, seed)
            .isBetween(acknowledged, target.good(tenant) - SERVED_BEFORE);
        onRecord.put(tenant, good);
        assertRecordStands(ledger, tenant);
      }
      earlierClock = ledger.clock();
    }
  }

  /// What was on record as of the clock of the earlier copy reads the same now.
  private void assertRecordStands(LedgerCopy ledger, String tenant) {
    Map<Long, Long> earlier = earlierMinutes.getOrDefault(tenant, Map.of());
    Map<Long, Long> again = goodByMinute(ledger, tenant, earlierClock);
    assertThat(again).as("minutes of %s, seed %d", tenant, seed).isEqualTo(earlier);
    earlierMinutes.put(tenant, goodByMinute(ledger, tenant, ledger.clock()));
  }

  private static Map<Long, Long> goodByMinute(LedgerCopy ledger, String tenant, Instant asOf) {
    var good = new HashMap<Long, Long>();
    ledger.measured(tenant, asOf).forEach((minute, counts) -> good.put(minute, counts.good()));
    return good;
  }

  private void coversTheGap(Interval interval) {
    assertThat(interval.toMinuteExclusive() - interval.fromMinute())
        .isGreaterThanOrEqualTo(GAP.toMinutes());
    assertThat(interval.good()).isGreaterThanOrEqualTo(SERVED_IN_THE_GAP);
  }

  private LedgerCopy copy(String name) throws IOException {
    return LedgerCopy.of(folder.storage(), path.resolve(name));
  }

  /// Waits until a gateway of this moment has told that the burning tenant burns.
  private void awaitBurning(GatewayProcess gateway) {
    Instant started = Instant.now();
    await().atMost(START_LIMIT).until(gateway::isReady);
    await()
        .atMost(START_LIMIT)
        .pollInterval(Duration.ofMillis(20))
        .until(
            () ->
                alertmanager.pagesOf(BURNING).stream()
                    .anyMatch(each -> each.receivedAt().isAfter(started)));
  }

  private void awaitScrapes(int more) {
    int until = target.scrapes() + more;
    await().atMost(START_LIMIT).until(() -> target.scrapes() >= until);
  }

  private static Map<String, Long> goodEvents(String exposition) {
    var events = new HashMap<String, Long>();
    exposition
        .lines()
        .filter(line -> line.startsWith("nines_sli_events_total{") && line.contains("\"good\""))
        .forEach(
            line ->
                events.put(
                    line.replaceAll(".*tenant=\"(\\w+)\".*", "$1"),
                    (long) Double.parseDouble(line.substring(line.lastIndexOf(' ')))));
    return events;
  }

  private static final String RULES =
      """
      apiVersion: openslo/v1
      kind: Service
      metadata: {name: app}
      spec: {}
      ---
      apiVersion: openslo/v1
      kind: SLO
      metadata: {name: requests, annotations: {nines.dev/group-by: tenant}}
      spec:
        service: app
        indicator:
          metadata: {name: requests}
          spec:
            ratioMetric:
              counter: true
              bad:
                metricSource:
                  type: Prometheus
                  spec:
                    query: sum by (tenant) (increase(app_requests_total{outcome="bad"}[{{.window}}]))
              total:
                metricSource:
                  type: Prometheus
                  spec:
                    query: sum by (tenant) (increase(app_requests_total[{{.window}}]))
        timeWindow: [{duration: 30d, isRolling: true}]
        budgetingMethod: Occurrences
        objectives: [{target: 0.999}]
      """;
}
