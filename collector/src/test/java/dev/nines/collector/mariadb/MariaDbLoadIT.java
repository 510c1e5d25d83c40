package dev.nines.collector.mariadb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.collector.database.Readings;
import dev.nines.collector.source.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What reading costs a server with 1,000 tenants: wall time here, and processor time of the
/// server.
@Tag("nightly")
class MariaDbLoadIT {
  private static final int TENANTS = 1_000;
  private static final int READINGS = 40;
  private static final int RING_ROWS = 50_000;
  private static final Duration TICK = Duration.ofMillis(10);

  @Test
  void aThousandTenantsCostLessThanOnePercentOfACore() throws Exception {
    try (Bench bench = Bench.start(TENANTS)) {
      for (var tenant : bench.tenants) {
        try (Connection connection = bench.connect(tenant.value(), tenant.value(), false);
            var statement = connection.createStatement()) {
          statement.execute("SELECT 1");
        }
      }
      Cost totals =
          cost(
              bench,
              MariaDbSources.of(bench.target(Attribution.USER), bench.directory()).getFirst(),
              Duration.ZERO);
      try (var load = new TenantLoad(bench, "t1", "t1")) {
        load.run(RING_ROWS, 0);
      }
      Cost ring = cost(bench, eagerRing(bench), Duration.ofMillis(110));
      System.out.printf("totals and slow counts of %d tenants: %s%n", TENANTS, totals);
      System.out.printf("ring of %d rows: %s%n", RING_ROWS, ring);
      assertThat(totals.quickestMillis).isLessThan(100);
      assertThat(totals.cpuMillis).isLessThan(MariaDbTarget.DEFAULT_INTERVAL.toMillis() / 100.0);
    }
  }

  private static Source eagerRing(Bench bench) {
    MariaDbTarget usual = bench.target(Attribution.USER);
    var ring = new MariaDbTarget.Ring(true, Duration.ofMillis(100), 1);
    return MariaDbSources.of(
            new MariaDbTarget(
                usual.server(),
                usual.jdbcUrl(),
                usual.user(),
                usual.password(),
                usual.attribution(),
                usual.threshold(),
                usual.interval(),
                ring),
            bench.directory())
        .getLast();
  }

  private static Cost cost(Bench bench, Source source, Duration pause) throws Exception {
    Readings.read(source);
    long[] wallNanos = new long[READINGS];
    Duration before = processorTime(bench);
    for (int i = 0; i < READINGS; i++) {
      Bench.sleep(pause);
      long started = System.nanoTime();
      Readings.readWhole(source);
      wallNanos[i] = System.nanoTime() - started;
    }
    Duration used = processorTime(bench).minus(before);
    source.close();
    Arrays.sort(wallNanos);
    return new Cost(
        wallNanos[0] / 1e6, wallNanos[READINGS / 2] / 1e6, used.toMillis() / (double) READINGS);
  }

  /// User and system time of the server process, from `/proc`.
  private static Duration processorTime(Bench bench) throws IOException {
    String stat = Files.readString(Path.of("/proc/" + bench.server.pid() + "/stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return TICK.multipliedBy(Long.parseLong(fields[11]) + Long.parseLong(fields[12]));
  }

  private record Cost(double quickestMillis, double medianMillis, double cpuMillis) {
    @Override
    public String toString() {
      return "%.1f ms at best, %.1f ms at the median, %.1f ms processor time of the server"
          .formatted(quickestMillis, medianMillis, cpuMillis);
    }
  }
}
