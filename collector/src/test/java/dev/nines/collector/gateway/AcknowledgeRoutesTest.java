package dev.nines.collector.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.collector.gateway.http.BlockingWork;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AcknowledgeRoutesTest {
  private final List<String> acknowledged = new CopyOnWriteArrayList<>();
  private final BlockingWork work = new BlockingWork(1);
  private final Vertx vertx = Vertx.vertx();
  private String base = "";

  @BeforeEach
  void listen() {
    var router = Router.router(vertx);
    new AcknowledgeRoutes((id, _) -> acknowledged.add(id), work).accept(router);
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
  void followingTheLinkChangesNothing() throws Exception {
    var answer = send(HttpRequest.newBuilder(URI.create(base + "0123456789abcdef")));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("<button>I am on it</button>");
    assertThat(acknowledged).isEmpty();
  }

  @Test
  void theButtonAcknowledges() throws Exception {
    var answer =
        send(
            HttpRequest.newBuilder(URI.create(base + "0123456789abcdef"))
                .POST(HttpRequest.BodyPublishers.noBody()));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(acknowledged).containsExactly("0123456789abcdef");
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
