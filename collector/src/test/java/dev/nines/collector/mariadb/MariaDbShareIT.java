package dev.nines.collector.mariadb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.collector.database.Readings;
import dev.nines.collector.source.Source;
import dev.nines.slo.model.Observation;
import dev.nines.slo.model.Observation.Reading;
import dev.nines.slo.sli.Contribution;
import dev.nines.slo.sli.Contributions;
import dev.nines.slo.sli.Selection;
import dev.nines.slo.sli.Violation;
import dev.nines.slo.spec.SpecReader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The share of statements over 100 ms, against what the applications themselves counted.
class MariaDbShareIT {
  private static final int STATEMENTS_PER_TENANT = 4_200;
  private static final int[] SLOW = {0, 2, 5, 9, 14};
  private static final double TOLERANCE_RATIO = 0.001;

  private static Bench bench;

  /// The shipped promise, fed with every reading as the gateway would.
  private final Selection selection =
      new Selection(
          SpecReader.shipped().objectives().stream()
              .filter(objective -> objective.slo().equals("tenant-query-latency"))
              .toList());

  private final List<Violation> violations = new ArrayList<>();
  private final Map<String, Long> good = new HashMap<>();
  private final Map<String, Long> bad = new HashMap<>();

  @BeforeAll
  static void startServer() {
    bench = Bench.start(SLOW.length);
  }

  @AfterAll
  static void stopServer() {
    if (bench != null) {
      bench.close();
    }
  }

  @Test
  void sharesOfUsersMatchTheirOwnCount() throws Exception {
    Source source = source(Attribution.USER, UserStatementsSource.KIND);
    List<TenantLoad> loads = new ArrayList<>();
    for (var tenant : bench.tenants) {
      loads.add(new TenantLoad(bench, tenant.value(), tenant.value()));
    }
    bench.server.execute("CREATE USER stranger@'127.0.0.1' IDENTIFIED BY 'secret'");
    Reading.Complete start = select(Readings.readWhole(source));

    runAll(loads, source);
    runStranger();
    Reading.Complete first = select(Readings.readWhole(source));
    Bench.awaitIncrease(source, start, Map.of(MariaDbSeries.UNATTRIBUTED, 50.0));
    Reading.Complete end = select(Readings.readWhole(source));

    Map<String, Double> counted = Readings.increase(start, end);
    for (int i = 0; i < loads.size(); i++) {
      assertShare("t" + (i + 1), counted, loads.get(i));
    }
    assertThat(violations).isEmpty();
    assertThat(counted.get(MariaDbSeries.UNATTRIBUTED)).isEqualTo(50);
    assertThat(Readings.values(first).get(MariaDbSeries.UNATTRIBUTED_RATIO)).isGreaterThan(0);
    for (TenantLoad load : loads) {
      load.close();
    }
    source.close();
  }

  private Reading.Complete select(Reading.Complete reading) {
    Contributions contributions =
        selection.accept(new Observation(UserStatementsSource.KIND, "db1", Instant.now(), reading));
    violations.addAll(contributions.violations());
    for (Contribution contribution : contributions.counts()) {
      good.merge(contribution.group(), contribution.good() + contribution.doubtful(), Long::sum);
      bad.merge(contribution.group(), contribution.bad(), Long::sum);
    }
    return reading;
  }

  private static void runStranger() throws Exception {
    try (var connection = bench.connect("stranger", "information_schema", false);
        var statement = connection.createStatement()) {
      for (int i = 0; i < 50; i++) {
        statement.execute("SELECT " + i);
      }
    }
  }

  private static Source source(Attribution attribution, String kind) {
    return MariaDbSources.of(bench.target(attribution), bench.directory()).stream()
        .filter(s -> s.kind().equals(kind))
        .findFirst()
        .orElseThrow();
  }

  /// Readings go on while the statements run, so that many fall between two of the server's
  /// counters.
  private void runAll(List<TenantLoad> loads, Source source) throws Exception {
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < loads.size(); i++) {
        TenantLoad load = loads.get(i);
        int slow = SLOW[i];
        Callable<Void> work =
            () -> {
              load.run(STATEMENTS_PER_TENANT, slow);
              return null;
            };
        running.add(executor.submit(work));
      }
      while (!running.stream().allMatch(Future::isDone)) {
        select(Readings.readWhole(source));
        Bench.sleep(Duration.ofMillis(200));
      }
      for (Future<?> done : running) {
        done.get();
      }
    }
  }

  private void assertShare(String tenant, Map<String, Double> counted, TenantLoad load) {
    double statements = counted.get(MariaDbSeries.STATEMENTS + "/" + tenant);
    double slow = counted.get(MariaDbSeries.SLOW + "/" + tenant);
    assertThat(statements).as("statements of %s", tenant).isEqualTo(load.statements());
    assertThat(good.get(tenant) + bad.get(tenant)).isEqualTo(load.statements());
    assertThat((double) bad.get(tenant)).isEqualTo(slow);
    assertThat(slow / statements)
        .as("slow share of %s", tenant)
        .isBetween(
            (double) load.meantSlow() / load.statements() - TOLERANCE_RATIO,
            (double) load.measuredSlow() / load.statements() + TOLERANCE_RATIO);
  }
}
