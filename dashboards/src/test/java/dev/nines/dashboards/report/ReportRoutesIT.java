package dev.nines.dashboards.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.dashboards.console.SampleFeed;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportRoutesIT {
  private static Vertx vertx;
  private static HttpServer server;
  private static ExecutorService blocking;
  private static HttpClient client;

  @BeforeAll
  static void start() throws Exception {
    vertx = Vertx.vertx();
    blocking = Executors.newVirtualThreadPerTaskExecutor();
    Router router = Router.router(vertx);
    router
        .route("/reports/*")
        .subRouter(
            new ReportRoutes(
                    new SampleReports(new SampleFeed(12)),
                    "Nines test",
                    blocking,
                    InstantSource.fixed(SampleFeed.NOW))
                .router(vertx));
    server =
        vertx
            .createHttpServer()
            .requestHandler(router)
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .get(10, TimeUnit.SECONDS);
    client = HttpClient.newHttpClient();
  }

  @AfterAll
  static void stop() {
    client.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
    blocking.close();
  }

  @Test
  void withoutAWeekTheLastOneIsShown() throws Exception {
    HttpResponse<String> response = get("/reports/initech");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body())
        .contains("Week 46 of 2026", "Initech Labs")
        .doesNotContain(" style=");
    assertThat(response.headers().firstValue("content-security-policy")).isPresent();
  }

  @Test
  void thePagesHashIsTheDocumentsHash() throws Exception {
    String document = get("/reports/initech/2026-W46.json").body();
    assertThat(get("/reports/initech/2026-W46").body()).contains(ReportJson.hash(document));
    assertThat(get("/reports/initech/2026-W46.json").body()).isEqualTo(document);
  }

  @ParameterizedTest
  @CsvSource({
    "/reports/nobody/2026-W46, 404",
    "/reports/%2e%2e/2026-W46, 404",
    "/reports/initech/2026-W54, 404",
    "/reports/initech/2026-W48, 404",
    "/reports/initech/2024-W10, 404",
    "/reports/initech/2026-W46?asOf=yesterday, 400",
    "/reports/initech/2026-W46?asOf=2030-01-01T00:00:00Z, 400"
  })
  void whatCannotBeIsRefusedWithoutAWordOfOthers(String path, int status) throws Exception {
    HttpResponse<String> response = get(path);
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.body()).doesNotContainIgnoringCase("initech", "globex");
  }

  private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + server.actualPort() + path);
    return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }
}
