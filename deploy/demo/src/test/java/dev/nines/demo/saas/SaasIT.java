package dev.nines.demo.saas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.nines.demo.server.MariaDb;
import dev.nines.demo.server.ServerFolder;
import dev.nines.slo.model.TenantId;
import dev.nines.testing.FreePort;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SaasIT {

  private static final List<DemoTenant> TENANTS = List.of(tenant("oak"), tenant("elm"));
  private static final Passwords PASSWORDS = new Passwords("a secret");

  @TempDir private static Path folder;
  private static MariaDb database;
  private static DatabaseAddress address;
  private static Vertx vertx;
  private static Saas saas;

  private final HttpClient client = HttpClient.newHttpClient();

  @BeforeAll
  static void start() throws SQLException {
    database = MariaDb.find(ServerFolder.open(folder), FreePort.find());
    database.start();
    address =
        new DatabaseAddress(
            database.jdbcUrl(),
            database.administrator(),
            database.administratorPassword(),
            "127.0.0.1");
    new Provisioning(address, PASSWORDS).provision(TENANTS);
    vertx = Vertx.vertx();
    saas =
        Saas.start(
            vertx,
            new Saas.Settings("127.0.0.1", FreePort.find(), FreePort.find(), TENANTS),
            address,
            PASSWORDS,
            Optional.of(
                new DatabaseServer() {
                  @Override
                  public void start() {
                    database.start();
                  }

                  @Override
                  public void stop() {
                    database.stop();
                  }
                }));
  }

  @AfterAll
  static void stop() {
    saas.close();
    vertx.close();
    database.close();
  }

  @AfterEach
  void turnFaultsOff() {
    Arrays.stream(Fault.values())
        .forEach(fault -> saas.faults().set(fault, Optional.empty(), false));
  }

  @Test
  void whatIsThereIsNotBuiltAgain() throws SQLException {
    assertThat(new Provisioning(address, PASSWORDS).provision(TENANTS)).isEmpty();
  }

  @Test
  void aTenantsUserReachesItsOwnDatabaseOnly() throws SQLException {
    execute("CREATE DATABASE IF NOT EXISTS tenantXoak");
    execute("CREATE TABLE IF NOT EXISTS tenantXoak.secret (id INT)");
    try (Connection connection =
            DriverManager.getConnection(database.jdbcUrl(), "app_oak", PASSWORDS.of("app_oak"));
        Statement statement = connection.createStatement()) {
      statement.executeQuery("SELECT COUNT(*) FROM tenant_oak.orders").close();

      for (String other :
          List.of("tenant_elm.orders", "tenantXoak.secret", "saas_control.tenants")) {
        assertThatThrownBy(() -> statement.executeQuery("SELECT COUNT(*) FROM " + other))
            .hasMessageContaining("denied");
      }
    }
  }

  @Test
  void theOperationsRunInTheTenantsDatabase() throws Exception {
    long before = count("SELECT COUNT(*) FROM tenant_oak.orders");

    assertThat(send("POST", "/t/oak/orders").statusCode()).isEqualTo(201);
    assertThat(send("GET", "/t/oak/dashboard").body()).contains("\"states\":4");
    assertThat(send("GET", "/t/oak/mobile/orders").statusCode()).isEqualTo(200);
    assertThat(send("GET", "/t/nobody/dashboard").statusCode()).isEqualTo(404);

    assertThat(count("SELECT COUNT(*) FROM tenant_oak.orders")).isEqualTo(before + 1);
    assertThat(send("GET", "/metrics").body())
        .contains(
            "http_request_duration_seconds_bucket{tenant=\"oak\",operation=\"mobile\",status=\"200\",le=\"0.2\",}")
        .contains(
            "http_request_duration_seconds_count{tenant=\"elm\",operation=\"creation\",status=\"500\",}"
                + " 0.0");
  }

  @Test
  void slowQueriesAreSlowInTheDatabaseForOneTenantOnly() throws Exception {
    long before = slowQueries("app_oak");
    long other = slowQueries("app_elm");

    assertThat(fault("slow-queries?tenant=oak&on=true")).isEqualTo(200);
    send("GET", "/t/oak/mobile/orders");
    send("GET", "/t/oak/dashboard");
    send("POST", "/t/oak/orders");
    send("GET", "/t/elm/dashboard");

    assertThat(slowQueries("app_oak")).isEqualTo(before + 4);
    assertThat(slowQueries("app_elm")).isEqualTo(other);
  }

  @Test
  void apiErrorsLeaveTheHealthCheckAtOk() throws Exception {
    fault("api-errors?tenant=oak&on=true");

    assertThat(send("GET", "/t/oak/dashboard").statusCode()).isEqualTo(500);
    assertThat(send("GET", "/t/elm/dashboard").statusCode()).isEqualTo(200);
    assertThat(send("GET", "/t/oak/health").body()).contains("\"ok\"");
  }

  @Test
  void aTenantWithoutDatabaseIsDegradedAndStillAnswers200() throws Exception {
    fault("database-down?tenant=oak&on=true");

    HttpResponse<String> health = send("GET", "/t/oak/health");
    assertThat(health.statusCode()).isEqualTo(200);
    assertThat(health.body()).isEqualTo("{\"status\":\"degraded\",\"database\":\"disconnected\"}");
    assertThat(send("GET", "/t/oak/dashboard").statusCode()).isEqualTo(500);
    assertThat(send("GET", "/t/elm/health").body()).contains("\"ok\"");

    fault("database-down?tenant=oak&on=false");
    awaitHealthy("oak");
  }

  @Test
  void aStoppedDatabaseServerDegradesAll() throws Exception {
    fault("database-server-down?on=true");
    assertThat(send("GET", "/t/elm/health").body()).contains("degraded");
    assertThatThrownBy(() -> count("SELECT 1")).isInstanceOf(SQLException.class);

    fault("database-server-down?on=false");
    awaitHealthy("elm");
  }

  @Test
  void everythingDownRefusesConnectionsUntilItIsTurnedOff() throws Exception {
    assertThat(fault("everything-down?on=true")).isEqualTo(200);
    assertThatThrownBy(() -> send("GET", "/t/oak/health")).isInstanceOf(ConnectException.class);

    assertThat(fault("everything-down?on=false")).isEqualTo(200);
    awaitHealthy("oak");
  }

  @Test
  void whatCannotBeIsRefusedWithTheReason() throws Exception {
    assertThat(fault("slow-queries?tenant=nobody")).isEqualTo(400);
    assertThat(fault("everything-down?tenant=oak")).isEqualTo(400);
    assertThat(fault("slow-queries?on=maybe")).isEqualTo(400);
    assertThat(fault("earthquake")).isEqualTo(404);
  }

  @Test
  void aWebPageOfAnotherSiteCannotSetFaults() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(saas.faultsUrl() + "/api-errors"))
            .header("Origin", "https://elsewhere.example")
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();

    assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
        .isEqualTo(403);
    assertThat(saas.faults().list()).allSatisfy(status -> assertThat(status.on()).isEmpty());
  }

  /// A connection pool that was refused waits a little before it tries again.
  private void awaitHealthy(String tenant) {
    await()
        .atMost(Duration.ofSeconds(15))
        .untilAsserted(
            () -> assertThat(send("GET", "/t/" + tenant + "/health").body()).contains("\"ok\""));
  }

  private int fault(String nameAndQuery) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(saas.faultsUrl() + "/" + nameAndQuery))
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
  }

  private HttpResponse<String> send(String method, String path)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(saas.url() + path))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private static long slowQueries(String user) throws SQLException {
    return count(
        """
        SELECT variable_value FROM performance_schema.status_by_user
        WHERE user = '%s' AND variable_name = 'Slow_queries'
        """
            .formatted(user));
  }

  private static long count(String sql) throws SQLException {
    try (Connection connection = address.administer();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return rows.next() ? rows.getLong(1) : 0;
    }
  }

  private static void execute(String sql) throws SQLException {
    try (Connection connection = address.administer();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static DemoTenant tenant(String id) {
    return new DemoTenant(
        new TenantId(id),
        id,
        "business",
        Optional.of(1000),
        "Europe/Berlin",
        "en",
        List.of("it@" + id + ".example"),
        10,
        20_000);
  }
}
