package dev.nines.dashboards.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleRoutesIT {
  private static final int TENANTS = 10_000;
  private static final Pattern INLINE =
      Pattern.compile("<style|\\sstyle=|<script(?![^>]* src=)|\\son[a-z]+=|javascript:");
  private static final Pattern ELSEWHERE =
      Pattern.compile("(src|href|action)=\"(https?:)?//(?!example\\.test)");

  private static Vertx vertx;
  private static HttpServer server;
  private static ExecutorService blocking;
  private static HttpClient client;

  @BeforeAll
  static void start() throws Exception {
    vertx = Vertx.vertx();
    blocking = Executors.newVirtualThreadPerTaskExecutor();
    var routes =
        new ConsoleRoutes(
            new SampleFeed(TENANTS),
            Optional.of(new SampleFaults()),
            blocking,
            InstantSource.fixed(SampleFeed.NOW));
    server =
        vertx
            .createHttpServer()
            .requestHandler(routes.router(vertx))
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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/?condition=no-data",
        "/?q=nobody",
        "/tenants/globex",
        "/tenants/vandelay",
        "/tenants/umbrella",
        "/tenants/stark",
        "/alerts",
        "/alerts/quality",
        "/sources",
        "/demo"
      })
  void everyPageIsCompleteAndKeepsItsOwnSecurityPolicy(String path) throws Exception {
    HttpResponse<String> response = get(path);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body().strip()).endsWith("</html>").contains("<title>", "<main", "<h1");
    assertThat(INLINE.matcher(response.body()).results().map(each -> each.group())).isEmpty();
    assertThat(ELSEWHERE.matcher(response.body()).results().map(each -> each.group())).isEmpty();
    assertThat(response.headers().firstValue("content-security-policy"))
        .hasValueSatisfying(
            policy -> assertThat(policy).contains("default-src 'none'").doesNotContain("unsafe"));
  }

  @Test
  void theQualityPageCountsTheLastWeekAndNamesWhatPagesMost() throws Exception {
    assertThat(get("/alerts").body()).contains("href=\"/alerts/quality\"");
    assertThat(get("/alerts/quality").body())
        .contains("<dd class=\"num\">9</dd>", "77 %", "href=\"/tenants/globex\"")
        .contains("Missed in the last 7 days", "href=\"/tenants/initech\"");
  }

  @Test
  void aThresholdThatIsNoBucketIsShownWithTheLinesThatAddIt() throws Exception {
    assertThat(get("/tenants/acme").body())
        .contains("500 ms is no bucket of orders_duration_seconds_bucket")
        .contains("buckets: [0.1, 0.4, 0.5, 1]");
  }

  @Test
  void aTenantsPageShowsDeploysAndItsOwnIssues() throws Exception {
    assertThat(get("/tenants/globex").body())
        .contains("2026.47.3", "Timed out fetching a connection")
        .doesNotContain("too many errors");
    assertThat(get("/tenants/vandelay").body())
        .contains("2026.47.3")
        .doesNotContain("Timed out fetching a connection");
    assertThat(get("/alerts").body())
        .contains("2026.47.3", "Timed out fetching a connection", "too many errors");
  }

  @Test
  void theFleetPageOfTenThousandTenantsTakesLessThan300Milliseconds() throws Exception {
    for (int i = 0; i < 5; i++) {
      get("/?page=" + (i + 1));
    }
    long best = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      long start = System.nanoTime();
      assertThat(get("/?sort=value&q=c-0&page=" + (i + 1)).statusCode()).isEqualTo(200);
      best = Math.min(best, System.nanoTime() - start);
    }
    assertThat(Duration.ofNanos(best)).isLessThan(Duration.ofMillis(300));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/tenants/nobody", "/tenants/..%2fglobex", "/tenants/%3Cscript%3E"})
  void anUnknownTenantIsNotFoundAndNothingIsSaidOfOthers(String path) throws Exception {
    HttpResponse<String> response = get(path);
    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.body()).contains("No such tenant").doesNotContainIgnoringCase("globex");
  }

  @Test
  void whatWasTypedIsEscaped() throws Exception {
    String body = get("/?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E").body();
    assertThat(body).doesNotContain("<script>alert").contains("&lt;script>alert(1)");
  }

  @Test
  void aWrongParameterIsExplained() throws Exception {
    HttpResponse<String> response = get("/?condition=sad");
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains("condition is none of burning");
  }

  @Test
  void staticFilesAreCompressedAndMayBeKept() throws Exception {
    String url = Assets.url("console.js");
    HttpRequest request = HttpRequest.newBuilder(at(url)).header("Accept-Encoding", "gzip").build();
    HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
    assertThat(response.headers().firstValue("content-encoding")).hasValue("gzip");
    assertThat(response.headers().firstValue("cache-control"))
        .get()
        .asString()
        .contains("immutable");
    assertThat(get("/assets/Assets.class").statusCode()).isEqualTo(404);
  }

  @Test
  void allJavaScriptTogetherStaysUnder60KilobytesAndOurStylesUnder20() throws Exception {
    long scripts = 0;
    for (String name :
        new String[] {"theme.js", "console.js", "htmx-2.0.11.min.js", "uplot-1.6.32.iife.min.js"}) {
      HttpRequest request =
          HttpRequest.newBuilder(at(Assets.url(name))).header("Accept-Encoding", "gzip").build();
      scripts += client.send(request, BodyHandlers.ofByteArray()).body().length;
    }
    assertThat(scripts).isLessThan(60_000);
    assertThat(get(Assets.url("console.css")).body().length()).isLessThan(20_000);
  }

  @Test
  void aFaultIsSwitchedByAFormOfThisSiteAndByPrograms() throws Exception {
    assertThat(switchFault("/demo/everything-down", "on=true", "same-origin")).isEqualTo(303);
    assertThat(get("/demo").body()).contains("name=\"on\" value=\"false\"");
    assertThat(switchFault("/demo/everything-down", "on=false", null)).isEqualTo(303);
  }

  @Test
  void aFaultIsNotSwitchedFromAnotherSite() throws Exception {
    assertThat(switchFault("/demo/everything-down", "on=true", "cross-site")).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(strings = {"on=maybe", "scope=acme&on=true", ""})
  void aFaultThatDoesNotExistIsRefused(String form) throws Exception {
    assertThat(switchFault("/demo/everything-down", form, "same-origin")).isEqualTo(400);
  }

  private static int switchFault(String path, String form, String site)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(at(path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form));
    if (site != null) {
      request.header("Sec-Fetch-Site", site);
    }
    return client.send(request.build(), BodyHandlers.discarding()).statusCode();
  }

  private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return client.send(HttpRequest.newBuilder(at(path)).build(), BodyHandlers.ofString());
  }

  private static URI at(String path) {
    return URI.create("http://127.0.0.1:" + server.actualPort() + path);
  }
}
