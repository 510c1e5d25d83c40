package dev.nines.collector.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import at.favre.lib.crypto.bcrypt.BCrypt;
import io.prometheus.client.Collector;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class WebServerTest {
  private static final Vertx VERTX = Vertx.vertx();
  private static final BlockingWork WORK = new BlockingWork(4);
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final ListenAddress ANY_PORT = new ListenAddress("127.0.0.1", 0);

  private final List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
  private List<String> notReady = List.of();
  private List<String> reloadProblems = List.of();

  @AfterAll
  static void stop() {
    CLIENT.close();
    WORK.close();
    VERTX.close().await();
  }

  @Test
  void healthAndReadinessAreSaidApart() throws Exception {
    notReady = List.of("the ledger is being read");
    try (WebServer server = start(WebConfig.OPEN)) {
      assertThat(get(server, "/-/healthy").statusCode()).isEqualTo(200);
      assertThat(get(server, "/-/ready").statusCode()).isEqualTo(503);
      assertThat(get(server, "/-/ready").body()).contains("the ledger is being read");
    }
  }

  @Test
  void theHeadOfAPageIsThatOfThePageWithoutItsBody() throws Exception {
    notReady = List.of("the ledger is being read");
    try (WebServer server = start(WebConfig.OPEN)) {
      assertThat(head(server, "/-/healthy").statusCode()).isEqualTo(200);
      assertThat(head(server, "/-/ready").statusCode()).isEqualTo(503);
      assertThat(head(server, "/metrics/tenants?shard=2/2").statusCode()).isEqualTo(400);
      HttpResponse<String> metrics = head(server, "/metrics/tenants?shard=1/2");
      assertThat(metrics.statusCode()).isEqualTo(200);
      assertThat(metrics.headers().firstValue("content-type"))
          .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain"));
      assertThat(metrics.body()).isEmpty();
      assertThat(head(server, "/nothing").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void theHeadOfAPageNeedsThePasswordToo() throws Exception {
    String hash = BCrypt.withDefaults().hashToString(4, "correct horse".toCharArray());
    try (WebServer server =
        start(new WebConfig(Optional.empty(), Map.of("anna", hash), List.of()))) {
      assertThat(head(server, "/metrics").statusCode()).isEqualTo(401);
    }
  }

  @Test
  void aBadReloadSaysEveryProblemAndThatTheLastGoodOneStays() throws Exception {
    reloadProblems = List.of("nines.yml:3:1: error: one", "nines.yml:9:1: error: two");
    try (WebServer server = start(WebConfig.OPEN)) {
      HttpResponse<String> answer = post(server, "/-/reload", Map.of());

      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body()).contains("last good one stays").contains("one").contains("two");
    }
  }

  @Test
  void anotherSitesPageMayNotChangeAnything() throws Exception {
    try (WebServer server = start(WebConfig.OPEN)) {
      assertThat(post(server, "/-/reload", Map.of("Origin", "https://evil.example")).statusCode())
          .isEqualTo(403);
      assertThat(post(server, "/-/reload", Map.of("Sec-Fetch-Site", "cross-site")).statusCode())
          .isEqualTo(403);
      assertThat(
              post(server, "/-/reload", Map.of("Origin", "http://127.0.0.1:" + server.port()))
                  .statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void everyAnswerCarriesTheSecurityHeaders() throws Exception {
    try (WebServer server = start(WebConfig.OPEN)) {
      assertThat(get(server, "/-/healthy").headers().map())
          .containsKeys("content-security-policy", "x-content-type-options", "x-frame-options");
    }
  }

  @Test
  void withUsersConfiguredAPasswordIsRequiredExceptForTheProbes() throws Exception {
    String hash = BCrypt.withDefaults().hashToString(4, "correct horse".toCharArray());
    try (WebServer server =
        start(new WebConfig(Optional.empty(), Map.of("anna", hash), List.of()))) {
      assertThat(get(server, "/metrics").statusCode()).isEqualTo(401);
      assertThat(get(server, "/-/healthy").statusCode()).isEqualTo(200);
      assertThat(get(server, "/metrics", "anna:correct horse").statusCode()).isEqualTo(200);
      assertThat(get(server, "/metrics", "anna:correct horse").statusCode()).isEqualTo(200);
      assertThat(get(server, "/metrics", "anna:wrong").statusCode()).isEqualTo(401);
      assertThat(get(server, "/metrics", "nobody:correct horse").statusCode()).isEqualTo(401);
    }
  }

  @Test
  void metricsAreStreamedInTheTextFormat() throws Exception {
    try (WebServer server = start(WebConfig.OPEN)) {
      HttpResponse<String> answer = get(server, "/metrics/tenants?shard=1/2");

      assertThat(answer.headers().firstValue("content-type"))
          .hasValue("text/plain; version=0.0.4; charset=utf-8");
      assertThat(answer.body())
          .contains("# TYPE nines_test gauge")
          .contains("nines_test{shard=\"1/2\",} 1.0");
    }
  }

  @Test
  void aShardThatMakesNoSenseIsRefused() throws Exception {
    try (WebServer server = start(WebConfig.OPEN)) {
      assertThat(get(server, "/metrics/tenants?shard=2/2").statusCode()).isEqualTo(400);
      assertThat(get(server, "/metrics/tenants?shard=all").statusCode()).isEqualTo(400);
    }
  }

  @Test
  void aHandlerThatFailsIsReportedAndTellsTheVisitorNothing() throws Exception {
    try (WebServer server = start(WebConfig.OPEN)) {
      HttpResponse<String> answer = get(server, "/boom");

      assertThat(answer.statusCode()).isEqualTo(500);
      assertThat(answer.body()).doesNotContain("internal detail");
      assertThat(failures).hasSize(1);
    }
  }

  @Test
  void aBodyThatCannotBeReadOrIsTooLargeIsRefusedWithTheRemedy() throws Exception {
    try (WebServer server = start(WebConfig.OPEN)) {
      HttpResponse<String> notAForm =
          post(server, "/-/reload", "application/x-www-form-urlencoded", "share=100% ok");
      assertThat(notAForm.statusCode()).isEqualTo(400);
      assertThat(notAForm.body()).contains("Content-Type: application/json");
      HttpResponse<String> large = post(server, "/-/reload", "text/plain", "x".repeat(2 << 20));
      assertThat(large.statusCode()).isEqualTo(413);
      assertThat(large.body()).contains("larger than 1048576 bytes");
    }
  }

  @Test
  void aPortInUseIsSaidWithTheRemedy() {
    try (WebServer first = start(WebConfig.OPEN)) {
      var taken = new ListenAddress("127.0.0.1", first.port());

      assertThatThrownBy(() -> start(taken, WebConfig.OPEN))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("cannot listen on 127.0.0.1:" + first.port())
          .hasMessageContaining("--web.listen-address");
    }
  }

  private WebServer start(WebConfig config) {
    return start(ANY_PORT, config);
  }

  private WebServer start(ListenAddress address, WebConfig config) {
    return WebServer.listen(
        VERTX,
        address,
        () -> config,
        WORK,
        List.of(
            new LifecycleRoutes(() -> notReady, () -> reloadProblems, WORK),
            new MetricsRoutes(
                Collections::emptyEnumeration,
                shard -> Collections.enumeration(List.of(family(shard))),
                WORK),
            router ->
                router
                    .get("/boom")
                    .handler(
                        context -> {
                          throw new IllegalStateException("internal detail");
                        })),
        _ -> Router.router(VERTX),
        failures::add);
  }

  private static MetricFamilySamples family(MetricsRoutes.Shard shard) {
    String asked = shard.index() + "/" + shard.count();
    return new MetricFamilySamples(
        "nines_test",
        Collector.Type.GAUGE,
        "A test.",
        List.of(new MetricFamilySamples.Sample("nines_test", List.of("shard"), List.of(asked), 1)));
  }

  private static HttpResponse<String> get(WebServer server, String path)
      throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(uri(server, path)).build());
  }

  private static HttpResponse<String> get(WebServer server, String path, String credentials)
      throws IOException, InterruptedException {
    String encoded =
        Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    return send(
        HttpRequest.newBuilder(uri(server, path))
            .header("Authorization", "Basic " + encoded)
            .build());
  }

  private static HttpResponse<String> head(WebServer server, String path)
      throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(uri(server, path)).HEAD().build());
  }

  private static HttpResponse<String> post(
      WebServer server, String path, Map<String, String> headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(server, path)).POST(HttpRequest.BodyPublishers.noBody());
    headers.forEach(request::header);
    return send(request.build());
  }

  private static HttpResponse<String> post(WebServer server, String path, String type, String body)
      throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(uri(server, path))
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  private static HttpResponse<String> send(HttpRequest request)
      throws IOException, InterruptedException {
    return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private static URI uri(WebServer server, String path) {
    return URI.create("http://127.0.0.1:" + server.port() + path);
  }
}
