package dev.nines.alerts.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SinksTest {
  @TempDir private Path folder;
  private final Sinks sinks = new Sinks(() -> Pages.NOON);
  private final List<String> bodies = new ArrayList<>();
  private final List<Map<String, List<String>>> headers = new ArrayList<>();
  private int status = 200;
  private HttpServer receiver;
  private URI url;

  @BeforeEach
  void start() throws IOException {
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext("/", this::receive);
    receiver.start();
    url = URI.create("http://127.0.0.1:%d/in".formatted(receiver.getAddress().getPort()));
  }

  @AfterEach
  void stop() {
    receiver.stop(0);
  }

  private void receive(HttpExchange exchange) throws IOException {
    bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    headers.add(Map.copyOf(exchange.getRequestHeaders()));
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  @Test
  void aWebhookIsSigned() throws Exception {
    sinks.webhook("hook", url, secret("s3cret")).send(Pages.notice(Notice.Kind.FIRING));
    var body = new ObjectMapper().readTree(bodies.getFirst());
    assertThat(body.get("status").asText()).isEqualTo("firing");
    assertThat(body.get("labels").get("tenant").asText()).isEqualTo("acme");
    assertThat(header("Idempotency-key")).isEqualTo("id-1");
    long seconds = Pages.NOON.getEpochSecond();
    assertThat(header("Nines-signature"))
        .isEqualTo(
            "t=%d,v1=%s"
                .formatted(seconds, Sinks.hmac("s3cret", seconds + "." + bodies.getFirst())));
  }

  @Test
  void slackIsToldInItsOwnMarkup() throws Exception {
    sinks.slack("chat", secret(url.toString())).send(Pages.notice(Notice.Kind.RESOLVED));
    assertThat(new ObjectMapper().readTree(bodies.getFirst()).get("text").asText())
        .startsWith("*Over: Acme &lt;Corp&gt;: shop is losing its error budget — fast*\n")
        .contains("Runbook: https://nines.example/runbooks/TenantSloBurn");
  }

  @Test
  void pagerDutyOpensAndClosesOneIncident() throws Exception {
    var pager = sinks.pagerDuty("pager", url, secret("key"));
    pager.send(Pages.notice(Notice.Kind.FIRING));
    pager.send(Pages.notice(Notice.Kind.RESOLVED));
    var trigger = new ObjectMapper().readTree(bodies.getFirst());
    var resolve = new ObjectMapper().readTree(bodies.getLast());
    assertThat(trigger.get("routing_key").asText()).isEqualTo("key");
    assertThat(trigger.get("event_action").asText()).isEqualTo("trigger");
    assertThat(trigger.get("payload").get("severity").asText()).isEqualTo("critical");
    assertThat(trigger.get("payload").get("source").asText()).isEqualTo("acme");
    assertThat(resolve.get("event_action").asText()).isEqualTo("resolve");
    assertThat(resolve.get("dedup_key")).isEqualTo(trigger.get("dedup_key"));
  }

  @Test
  void anSmsIsAFormWithItsTextAndWhereToAnswer() throws Exception {
    sinks
        .sms("phone", url, Map.of("Body", "{text}"), "account", secret("token"))
        .send(Pages.notice(Notice.Kind.FIRING));
    assertThat(bodies.getFirst())
        .startsWith("Body=Acme+%3CCorp%3E")
        .endsWith("alerts%2Facknowledge%2Falert-1");
    assertThat(header("Authorization")).isEqualTo("Basic YWNjb3VudDp0b2tlbg==");
  }

  @ParameterizedTest
  @ValueSource(ints = {302, 401, 403, 404, 429, 500, 503})
  void whatMayPassIsTriedAgain(int failing) throws IOException {
    status = failing;
    var sink = sinks.webhook("hook", url, secret("s"));
    assertThatThrownBy(() -> sink.send(Pages.notice(Notice.Kind.FIRING)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("HTTP " + failing);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 413, 422})
  void whatWillNotPassIsRefused(int refusing) throws IOException {
    status = refusing;
    var sink = sinks.webhook("hook", url, secret("s"));
    assertThatThrownBy(() -> sink.send(Pages.notice(Notice.Kind.FIRING)))
        .isInstanceOf(Sink.RefusedException.class);
  }

  private String header(String name) {
    return headers.getLast().get(name).getFirst();
  }

  private Path secret(String text) throws IOException {
    return Files.writeString(folder.resolve("secret"), text + "\n");
  }
}
