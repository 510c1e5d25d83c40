package dev.nines.collector.mariadb;

import dev.nines.collector.isolation.Layout;
import dev.nines.collector.source.Source;
import dev.nines.collector.source.SourceException;
import dev.nines.slo.model.LatencyDelta;
import dev.nines.slo.model.Observation.Reading;
import dev.nines.slo.model.Sample;
import dev.nines.slo.model.SampleKind;
import dev.nines.slo.model.TenantId;
import dev.nines.testing.MariaDbServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.IntStream;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;

/// A server with tenants `t1`, `t2`… (user and schema of the same name) and the gateway's user,
/// with exactly the settings and grants that Nines ships.
final class Bench implements AutoCloseable {
  static final String GATEWAY = "nines";

  private static final String PASSWORD = "it's \\ odd";

  final MariaDbServer server;
  final List<TenantId> tenants;

  private Bench(MariaDbServer server, List<TenantId> tenants) {
    this.server = server;
    this.tenants = tenants;
  }

  static Bench start(int tenantCount, String... settings) {
    var lines = new ArrayList<>(MariaDbGrants.serverSettings().lines().toList());
    lines.addAll(List.of(settings));
    MariaDbServer server = MariaDbServer.start(lines.toArray(String[]::new));
    List<TenantId> tenants =
        IntStream.rangeClosed(1, tenantCount).mapToObj(i -> new TenantId("t" + i)).toList();
    var bench = new Bench(server, tenants);
    bench.createTenants();
    return bench;
  }

  private void createTenants() {
    try (Connection root = DriverManager.getConnection(server.jdbcUrl("") + "?user=root");
        Statement statement = root.createStatement()) {
      for (TenantId tenant : tenants) {
        String account = tenant + "@'127.0.0.1'";
        statement.execute("CREATE DATABASE " + tenant);
        statement.execute("CREATE USER " + account + " IDENTIFIED BY 'secret'");
        statement.execute("GRANT ALL ON " + tenant + ".* TO " + account);
        statement.execute("USE " + tenant);
        statement.execute("CREATE TABLE kv (id INT PRIMARY KEY, v INT)");
        statement.execute("INSERT INTO kv SELECT seq, seq FROM seq_1_to_1000");
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Creates the gateway's user by the text that `nines doctor` prints.
  MariaDbTarget target(Attribution attribution) {
    MariaDbTarget target =
        new MariaDbTarget(
            "db1",
            server.jdbcUrl(""),
            GATEWAY,
            () -> PASSWORD,
            attribution,
            MariaDbTarget.DEFAULT_THRESHOLD,
            MariaDbTarget.DEFAULT_INTERVAL,
            MariaDbTarget.Ring.DEFAULT);
    server.execute("DROP USER IF EXISTS nines@'127.0.0.1'");
    server.execute(MariaDbGrants.sql(target, "127.0.0.1", PASSWORD));
    return target;
  }

  ServerTenants directory() {
    return new ServerTenants() {
      @Override
      public Collection<TenantId> tenants() {
        return tenants;
      }

      @Override
      public Collection<Layout.Home> homes() {
        return tenants.stream()
            .map(t -> new Layout.Home(t, Optional.of(t.value()), Optional.of(t.value())))
            .toList();
      }

      @Override
      public Optional<TenantId> byUser(String databaseUser) {
        return tenants.stream().filter(t -> t.value().equals(databaseUser)).findFirst();
      }

      @Override
      public Optional<TenantId> bySchema(String schema) {
        return byUser(schema);
      }
    };
  }

  Connection connect(String user, String schema, boolean prepared) throws SQLException {
    return DriverManager.getConnection(
        "%s?useServerPrepStmts=%s&user=%s&password=secret"
            .formatted(server.jdbcUrl(schema), prepared, user));
  }

  static Reading read(Source source) throws Exception {
    return read(source, Instant.now());
  }

  /// What the scheduler would make of a reading.
  static Reading read(Source source, Instant at) throws Exception {
    try {
      return source.read(at).reading();
    } catch (SourceException e) {
      return switch (e.meaning()) {
        case UNREACHABLE -> new Reading.Unreachable(e.reason());
        case BLIND -> new Reading.Blind(e.reason());
        case PARTIAL -> new Reading.Partial(e.reason());
      };
    }
  }

  /// Reads and expects a whole reading.
  static Reading.Complete readWhole(Source source) throws Exception {
    Reading reading = read(source);
    Assertions.assertThat(reading).isInstanceOf(Reading.Complete.class);
    return (Reading.Complete) reading;
  }

  /// Reads and expects a partial reading; its reason.
  static String readPartial(Source source) throws Exception {
    Reading reading = read(source);
    Assertions.assertThat(reading).isInstanceOf(Reading.Partial.class);
    return ((Reading.Partial) reading).reason();
  }

  static Properties gatewayLogin() {
    var login = new Properties();
    login.setProperty("user", GATEWAY);
    login.setProperty("password", PASSWORD);
    return login;
  }

  /// What a reading counted, as the gateway would: the increase of cumulative series over an
  /// earlier reading, the values of deltas. Keys are `name` or `name/tenant`.
  static Map<String, Double> increase(Reading.Complete earlier, Reading.Complete later) {
    Map<String, Double> before = values(earlier);
    var increase = new HashMap<String, Double>();
    for (Sample sample : later.samples()) {
      double base =
          sample.series().kind() == SampleKind.CUMULATIVE
              ? before.getOrDefault(key(sample), 0.0)
              : 0;
      increase.merge(key(sample), sample.value() - base, Double::sum);
    }
    return increase;
  }

  /// Reads until the increase since `earlier` holds all that is expected: the server books a
  /// statement just after it has answered it, so a reading at once may be one behind.
  static void awaitIncrease(Source source, Reading.Complete earlier, Map<String, Double> expected) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(
            () ->
                Assertions.assertThat(increase(earlier, readWhole(source)))
                    .containsAllEntriesOf(expected));
  }

  static Map<String, Double> values(Reading.Complete reading) {
    var values = new HashMap<String, Double>();
    reading.samples().forEach(s -> values.put(key(s), s.value()));
    return values;
  }

  static long durations(Reading.Complete reading, TenantId tenant) {
    return reading.latencies().stream()
        .filter(d -> d.tenant().equals(tenant) && d.operation().equals(LatencyDelta.QUERY))
        .mapToLong(d -> d.durations().count())
        .sum();
  }

  static void sleep(Duration duration) {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    server.close();
  }

  private static String key(Sample sample) {
    return sample
        .series()
        .label("tenant")
        .map(t -> sample.series().name() + "/" + t)
        .orElse(sample.series().name());
  }
}
