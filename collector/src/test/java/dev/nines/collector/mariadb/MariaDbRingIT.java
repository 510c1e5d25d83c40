package dev.nines.collector.mariadb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.collector.database.Readings;
import dev.nines.collector.source.Source;
import dev.nines.slo.model.LatencyHistogram;
import dev.nines.slo.model.Observation.Reading;
import dev.nines.slo.model.TenantId;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The ring on a real server: counts by schema, durations, and loss that is measured.
class MariaDbRingIT {
  private static final int RING_ROWS = 1_000;
  private static final MariaDbTarget.Ring EAGER =
      new MariaDbTarget.Ring(true, Duration.ofMillis(100), 1);

  private static Bench bench;

  @BeforeAll
  static void startServer() {
    bench = Bench.start(3, "performance_schema_events_statements_history_long_size=" + RING_ROWS);
    bench.server.execute("CREATE USER app@'127.0.0.1' IDENTIFIED BY 'secret'");
    bench.tenants.forEach(
        t -> bench.server.execute("GRANT ALL ON %s.* TO app@'127.0.0.1'".formatted(t)));
  }

  @AfterAll
  static void stopServer() {
    if (bench != null) {
      bench.close();
    }
  }

  @Test
  void sharesBySchemaMatchTheApplicationsOwnCount() throws Exception {
    Source source = following(Attribution.SCHEMA);
    var counted = new HashMap<String, Double>();
    int[] slow = {0, 2, 4};
    long durations = 0;
    for (int round = 0; round < 4; round++) {
      for (int i = 0; i < 3; i++) {
        try (var load = new TenantLoad(bench, "app", "t" + (i + 1))) {
          load.run(100, slow[i]);
          counted.merge("truth/t" + (i + 1), (double) load.statements(), Double::sum);
          counted.merge("meant/t" + (i + 1), (double) load.meantSlow(), Double::sum);
          counted.merge("measured/t" + (i + 1), (double) load.measuredSlow(), Double::sum);
        }
      }
      durations += collect(source, counted, bench.tenants.getLast());
    }
    Bench.sleep(Duration.ofMillis(700));
    durations += collect(source, counted, bench.tenants.getLast());
    Bench.sleep(Duration.ofMillis(400));
    durations += collect(source, counted, bench.tenants.getLast());

    for (TenantId tenant : bench.tenants) {
      assertThat(counted.get(MariaDbSeries.STATEMENTS + "/" + tenant))
          .isEqualTo(counted.get("truth/" + tenant));
      assertThat(counted.get(MariaDbSeries.SLOW + "/" + tenant))
          .isBetween(counted.get("meant/" + tenant), counted.get("measured/" + tenant));
    }
    assertThat((double) durations).isEqualTo(counted.get("truth/t3"));
    source.close();
  }

  @Test
  void anOverrunRingIsUnmeasuredAndItsLossIsKnown() throws Exception {
    Source source = following(Attribution.SCHEMA);
    runStatements("t1", 3 * RING_ROWS);
    Bench.sleep(Duration.ofMillis(400));
    assertThat(Readings.readPartial(source)).contains("overrun").contains("history_long_size");
    Bench.sleep(Duration.ofMillis(150));
    Reading.Complete after = Readings.readWhole(source);
    assertThat(Readings.values(after).get(MariaDbSeries.RING_COVERAGE)).isLessThan(0.6);
    source.close();
  }

  @Test
  void durationsAreGivenOverALossToo() throws Exception {
    Source source = following(Attribution.USER);
    runStatements("t2", 3 * RING_ROWS);
    Bench.sleep(Duration.ofMillis(400));
    Reading.Complete reading = Readings.readWhole(source);
    assertThat(Bench.durations(reading, new TenantId("t2"))).isBetween(1L, (long) RING_ROWS);
    assertThat(reading.samples())
        .allMatch(s -> !s.series().name().equals(MariaDbSeries.STATEMENTS));
    source.close();
  }

  @Test
  void aTruncatedRingIsUnmeasured() throws Exception {
    Source source = following(Attribution.SCHEMA);
    runStatements("t1", 20);
    bench.server.execute("TRUNCATE performance_schema.events_statements_history_long");
    Bench.sleep(Duration.ofMillis(400));
    Readings.readPartial(source);
    source.close();
  }

  @Test
  void aRingWithoutItsConsumerIsUnmeasured() throws Exception {
    Source source = following(Attribution.SCHEMA);
    String consumer =
        "UPDATE performance_schema.setup_consumers SET enabled='%s'"
            + " WHERE name='events_statements_history_long'";
    bench.server.execute(consumer.formatted("NO"));
    Bench.sleep(Duration.ofMillis(150));
    assertThat(Readings.readPartial(source)).contains("consumer").contains("Remedy");
    bench.server.execute(consumer.formatted("YES"));
    source.close();
  }

  @Test
  void bucketsAreThoseOfTheHistogram() throws Exception {
    long seed = System.nanoTime();
    var random = new Random(seed);
    try (Connection root = DriverManager.getConnection(bench.server.jdbcUrl("") + "?user=root");
        Statement statement = root.createStatement()) {
      for (int i = 0; i < 500; i++) {
        long picos = (long) Math.pow(10, 5 + 9 * random.nextDouble());
        try (ResultSet row = statement.executeQuery("SELECT " + RingReader.bucketOf("" + picos))) {
          row.next();
          assertThat(row.getInt(1))
              .as("%d ps, seed %d", picos, seed)
              .isEqualTo(LatencyHistogram.bucketOf(picos / 1e12));
        }
      }
    }
  }

  private static Source following(Attribution attribution) throws Exception {
    MariaDbTarget usual = bench.target(attribution);
    var target =
        new MariaDbTarget(
            usual.server(),
            usual.jdbcUrl(),
            usual.user(),
            usual.password(),
            attribution,
            usual.threshold(),
            usual.interval(),
            EAGER);
    Source source = MariaDbSources.of(target, bench.directory()).getLast();
    assertThat(Readings.read(source)).isInstanceOf(Reading.Blind.class);
    // The first edge lies before the newest statements: let it pass those of other tests, which may
    // have overrun the ring.
    Awaitility.await()
        .pollDelay(Duration.ofMillis(400))
        .pollInterval(Duration.ofMillis(400))
        .atMost(Duration.ofSeconds(15))
        .until(() -> Readings.read(source) instanceof Reading.Complete);
    Bench.sleep(Duration.ofMillis(500));
    Readings.readWhole(source);
    Bench.sleep(Duration.ofMillis(150));
    return source;
  }

  private static long collect(Source source, Map<String, Double> into, TenantId durationsOf)
      throws Exception {
    Bench.sleep(Duration.ofMillis(120));
    Reading.Complete reading = Readings.readWhole(source);
    Readings.increase(new Reading.Complete(List.of(), List.of()), reading)
        .forEach((key, value) -> into.merge(key, value, Double::sum));
    return Bench.durations(reading, durationsOf);
  }

  private static void runStatements(String schema, int count) throws Exception {
    try (var load = new TenantLoad(bench, "app", schema)) {
      load.run(count, 0);
    }
  }
}
