package dev.nines.collector.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.alerts.lifecycle.Alert;
import dev.nines.collector.gateway.http.BlockingWork;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AcknowledgeRoutesTest {
  private static final Alert PAGE =
      new Alert(
          new TreeMap<>(Map.of("alertname", "TenantSloBurn")),
          new TreeMap<>(Map.of("summary", "Acme <Corp>: Availability fails")),
          Instant.EPOCH,
          Optional.empty());

  private final List<String> acknowledged = new CopyOnWriteArrayList<>();
  private final BlockingWork work = new BlockingWork(1);
  private final Vertx vertx = Vertx.vertx();
  private String base = "";

  @BeforeEach
  void listen() {
    var router = Router.router(vertx);
    new AcknowledgeRoutes(() -> List.of(PAGE), (id, who) -> acknowledged.add(id + " " + who), work)
        .accept(router);
    var server = vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1");
    base =
        "http://127.0.0.1:%d/alerts/acknowledge/"
            .formatted(server.toCompletionStage().toCompletableFuture().join().actualPort());
  }

  @AfterEach
  void close() {
    work.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void followingTheLinkSaysWhatItIsAboutAndChangesNothing() throws Exception {
    var answer = send(HttpRequest.newBuilder(URI.create(base + PAGE.id())));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .contains("Acme &lt;Corp&gt;: Availability fails", "<button>I am on it</button>");
    assertThat(acknowledged).isEmpty();
  }

  @Test
  void whatIsOverIsSaidToBe() throws Exception {
    var answer = send(HttpRequest.newBuilder(URI.create(base + "0123456789abcdef")));
    assertThat(answer.body()).contains("This alert is over.");
  }

  @Test
  void theButtonAcknowledges() throws Exception {
    var answer = send(post("0123456789abcdef", "who=+Ann+B%C3%A9la+"));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(acknowledged).containsExactly("0123456789abcdef Ann Béla");
  }

  @Test
  void aProgramNeedNotSayWhoItIs() throws Exception {
    assertThat(send(post("0123456789abcdef", "")).statusCode()).isEqualTo(200);
    assertThat(acknowledged).containsExactly("0123456789abcdef somebody by the page");
  }

  private HttpRequest.Builder post(String id, String form) {
    return HttpRequest.newBuilder(URI.create(base + id))
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(HttpRequest.BodyPublishers.ofString(form));
  }

  @Test
  void whatIsNoIdIsNotFound() throws Exception {
    var answer = send(HttpRequest.newBuilder(URI.create(base + "%3Cscript%3E")));
    assertThat(answer.statusCode()).isEqualTo(404);
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    try (var http = HttpClient.newHttpClient()) {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
  }
}
