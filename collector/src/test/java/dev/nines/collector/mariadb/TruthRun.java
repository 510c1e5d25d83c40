package dev.nines.collector.mariadb;

import dev.nines.collector.database.Readings;
import dev.nines.collector.source.Source;
import dev.nines.slo.model.Observation.Reading;
import dev.nines.slo.model.TenantId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.Assertions;

/// Rounds of statements of many tenants, with what the source says of each round held against what
/// the applications counted.
final class TruthRun implements AutoCloseable {
  private static final MariaDbTarget.Ring EAGER =
      new MariaDbTarget.Ring(true, Duration.ofMillis(100), 1);

  /// A fault that is no statement.
  static final String RESTART = "restart";

  private static final int LEAST_MEASURED_PERCENT = 90;
  private static final double TOLERANCE_RATIO = 0.001;
  private static final int SETTLING_READINGS = 12;

  private final Bench bench;
  private final Attribution attribution;
  private final int statementsPerRound;
  private final Source source;
  private Reading.Complete last;
  private int round;
  private long statements;
  private double worst;

  /// What one tenant's applications counted, or a source said of them.
  private record Count(double statements, double slow, double perhapsSlow) {}

  /// Something that is done to the server while statements run.
  private interface Fault {
    void happen() throws Exception;
  }

  /// Runs rounds, every third with a fault in its middle, in turn: each of these must be without a
  /// figure, and of the others nine in ten must have one.
  static void hold(
      Bench bench, Attribution attribution, int rounds, int statements, List<String> faults)
      throws Exception {
    try (var truth = new TruthRun(bench, attribution, statements)) {
      int sound = 0;
      int measured = 0;
      for (int round = 1; round <= rounds; round++) {
        if (round % 3 == 0) {
          String fault = faults.get(round / 3 % faults.size());
          Assertions.assertThat(truth.round(() -> strike(bench, fault)))
              .as("figures over " + fault)
              .isFalse();
        } else {
          sound++;
          measured += truth.round(() -> {}) ? 1 : 0;
        }
      }
      System.out.printf(
          "%s: %d statements of %d tenants; %d of %d rounds without a fault measured; worst error"
              + " %.4f points%n",
          attribution, truth.statements, bench.tenants.size(), measured, sound, 100 * truth.worst);
      Assertions.assertThat(100 * measured / sound).isGreaterThanOrEqualTo(LEAST_MEASURED_PERCENT);
    }
  }

  private static void strike(Bench bench, String fault) {
    if (fault.equals(RESTART)) {
      bench.server.stop();
      bench.server.restart();
    } else {
      Bench.sleep(Duration.ofMillis(1100)); // the server tells the time of a flush in seconds
      bench.server.execute(fault);
    }
  }

  private TruthRun(Bench bench, Attribution attribution, int statementsPerRound) throws Exception {
    this.bench = bench;
    this.attribution = attribution;
    this.statementsPerRound = statementsPerRound;
    prepareServer();
    this.source = source();
    this.last = settled();
  }

  /// Runs a round; checks its figures, if there are any.
  ///
  /// @param fault in its middle
  /// @return whether there are figures
  private boolean round(Fault fault) throws Exception {
    Map<TenantId, Count> truth = new HashMap<>();
    runAll(truth, 0);
    fault.happen();
    runAll(truth, 1);
    round++;
    Map<String, Double> counted = collect(truth);
    if (counted.isEmpty()) {
      last = settled();
      return false;
    }
    truth.forEach((tenant, expected) -> check(tenant, expected, counted));
    return true;
  }

  @Override
  public void close() {
    source.close();
  }

  private void check(TenantId tenant, Count truth, Map<String, Double> counted) {
    double total = counted.getOrDefault(MariaDbSeries.STATEMENTS + "/" + tenant, 0.0);
    double slow = counted.getOrDefault(MariaDbSeries.SLOW + "/" + tenant, 0.0);
    double doubtful = counted.getOrDefault(MariaDbSeries.LOCK_WAITS + "/" + tenant, 0.0);
    double error =
        Math.max(
            slow / total - truth.perhapsSlow / truth.statements,
            truth.slow / truth.statements - (slow + doubtful) / total);
    worst = Math.max(worst, error);
    Assertions.assertThat(error)
        .as(
            "round %d, %s: %.0f slow and %.0f doubtful of %.0f, truth %s",
            round, tenant, slow, doubtful, total, truth)
        .isLessThanOrEqualTo(TOLERANCE_RATIO);
  }

  /// What the source counted in this round; empty if it said that it does not know. Statements are
  /// booked a moment after their answer, so readings go on until all are there.
  private Map<String, Double> collect(Map<TenantId, Count> truth) throws Exception {
    var counted = new HashMap<String, Double>();
    double expected = truth.values().stream().mapToDouble(Count::statements).sum();
    for (int i = 0; i < SETTLING_READINGS; i++) {
      Bench.sleep(Duration.ofMillis(attribution == Attribution.USER ? 60 : 200));
      if (!(Readings.read(source) instanceof Reading.Complete reading)) {
        return Map.of();
      }
      Readings.increase(last, reading)
          .forEach((name, more) -> counted.merge(name, more, Double::sum));
      last = reading;
      if (totalOf(counted) >= expected) {
        break;
      }
    }
    return counted;
  }

  private double totalOf(Map<String, Double> counted) {
    return bench.tenants.stream()
        .mapToDouble(t -> counted.getOrDefault(MariaDbSeries.STATEMENTS + "/" + t, 0.0))
        .sum();
  }

  private void runAll(Map<TenantId, Count> truth, int half) throws Exception {
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Count>> running = new ArrayList<>();
      for (int i = 0; i < bench.tenants.size(); i++) {
        int number = i;
        running.add(executor.submit(() -> runTenant(number, half)));
      }
      for (int i = 0; i < running.size(); i++) {
        Count count = running.get(i).get();
        statements += (long) count.statements;
        truth.merge(
            bench.tenants.get(i),
            count,
            (a, b) ->
                new Count(
                    a.statements + b.statements, a.slow + b.slow, a.perhapsSlow + b.perhapsSlow));
      }
    }
  }

  /// Every third tenant has procedures, every seventh a slow statement each time, and in each round
  /// another one waits for a locked table.
  private Count runTenant(int number, int half) throws Exception {
    TenantId tenant = bench.tenants.get(number);
    String user = attribution == Attribution.USER ? tenant.value() : Bench.SHARED_USER;
    try (var load = new TenantLoad(bench, user, tenant.value())) {
      load.run(statementsPerRound / 2, number % 7 == round % 7 ? 1 : 0);
      if (number % 3 == 0 && round % 4 != 3) {
        load.runProcedures(6, number % 2 == half);
      }
      if (half == 1 && number == round % bench.tenants.size()) {
        load.awaitTable();
      }
      return new Count(load.statements(), load.meantSlow(), load.measuredSlow());
    }
  }

  private Reading.Complete settled() throws Exception {
    int whole = 0;
    Reading latest = Readings.read(source);
    for (int i = 0; i < 60; i++) {
      Bench.sleep(Duration.ofMillis(300));
      Reading reading = Readings.read(source);
      latest = reading;
      whole = reading instanceof Reading.Complete ? whole + 1 : 0;
      if (reading instanceof Reading.Complete complete && whole == 4) {
        return complete;
      }
    }
    throw new AssertionError("the source does not recover: " + latest);
  }

  private Source source() {
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
    return switch (attribution) {
      case USER ->
          new UserStatementsSource(target, bench.directory(), System::nanoTime, Duration.ZERO);
      case SCHEMA -> new RingSource(target, bench.directory(), System::nanoTime);
    };
  }

  private void prepareServer() {
    bench.server.execute(
        "CREATE USER %s@'127.0.0.1' IDENTIFIED BY 'secret'".formatted(Bench.SHARED_USER));
    for (TenantId tenant : bench.tenants) {
      bench.server.execute(
          """
          GRANT ALL ON %1$s.* TO %2$s@'127.0.0.1';
          USE %1$s;
          CREATE TABLE log (x INT); CREATE TABLE logged (x INT);
          CREATE TRIGGER after_insert AFTER INSERT ON logged FOR EACH ROW INSERT INTO log VALUES (1);
          DELIMITER //
          CREATE PROCEDURE busy(seconds DOUBLE) BEGIN
            UPDATE kv SET v = v + 1 WHERE id = 2;
            UPDATE kv SET v = v + 1 WHERE id = 3;
            IF seconds > 0 THEN DO SLEEP(seconds); END IF;
            DELETE FROM log;
          END//
          """
              .formatted(tenant, Bench.SHARED_USER));
    }
  }
}
