package dev.nines.alerts.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.nines.testing.AlertmanagerServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What reaches a receiver when the gateway is killed in the middle, or its disk takes no more.
@Timeout(90)
class GatewayDeathIT {
  private static final int KILLS = 4;

  @TempDir private Path folder;
  private final List<JsonNode> notified = new CopyOnWriteArrayList<>();
  private HttpServer receiver;
  private AlertmanagerServer alertmanager;

  @BeforeEach
  void start() throws IOException {
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext(
        "/",
        exchange -> {
          new ObjectMapper()
              .readTree(exchange.getRequestBody())
              .get("alerts")
              .forEach(notified::add);
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    receiver.start();
    alertmanager =
        AlertmanagerServer.startWithWebhook(
            "http://127.0.0.1:%d/".formatted(receiver.getAddress().getPort()));
  }

  @AfterEach
  void stop() {
    alertmanager.close();
    receiver.stop(0);
  }

  @Test
  void killedAgainAndAgainItPagesOnceAndLosesNothing() throws Exception {
    long seed = System.nanoTime();
    var random = new Random(seed);
    for (int kill = 0; kill < KILLS; kill++) {
      try (var gateway =
          new GatewayProcess(alertmanager.url(), folder.resolve("nines.db"), "unlimited", 0)) {
        gateway.awaitTick(0); // the first tick was written; what follows may be cut off anywhere
        Thread.sleep(random.nextInt(500));
      }
    }
    try (var _ =
        new GatewayProcess(alertmanager.url(), folder.resolve("nines.db"), "unlimited", 0)) {
      await().atMost(Duration.ofSeconds(20)).until(() -> !pages().isEmpty());
      await().during(Duration.ofSeconds(2)).until(() -> pages().size() == 1);
    }
    assertThat(pages().getFirst().get("status").asText()).as("seed %d", seed).isEqualTo("firing");
  }

  @Test
  void aFullDiskDelaysNoPage() throws Exception {
    try (var gateway =
        new GatewayProcess(alertmanager.url(), folder.resolve("nines.db"), "4096", 500)) {
      int failures = 0;
      for (int tick = 0; failures < GatewayProcess.FAILURES_BEFORE_BURN; tick++) {
        failures = gateway.awaitTick(tick);
      }
      await().atMost(Duration.ofSeconds(20)).until(() -> !pages().isEmpty());
      assertThat(pages().getFirst().get("annotations").get("undurable").asText())
          .contains("cannot write to its disk");
    }
  }

  private List<JsonNode> pages() {
    return notified.stream()
        .filter(alert -> alert.get("labels").get("alertname").asText().equals("TenantSloBurn"))
        .toList();
  }
}
