package dev.nines.alerts.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.nines.testing.AlertmanagerServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What reaches a receiver when the gateway is killed in the middle, or its disk takes no more.
@Timeout(90)
class GatewayDeathIT {
  private static final int KILLS = 4;

  @TempDir private Path folder;
  private final WebhookReceiver receiver = new WebhookReceiver();
  private final AlertmanagerServer alertmanager =
      AlertmanagerServer.startWithWebhook(receiver.url());

  @AfterEach
  void stop() {
    alertmanager.close();
    receiver.close();
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
      await().atMost(Duration.ofSeconds(20)).until(() -> !receiver.burns().isEmpty());
      await().during(Duration.ofSeconds(2)).until(() -> receiver.burns().size() == 1);
    }
    assertThat(receiver.burns().getFirst().get("status").asText())
        .as("seed %d", seed)
        .isEqualTo("firing");
  }

  @Test
  void aFullDiskDelaysNoPage() throws Exception {
    try (var gateway =
        new GatewayProcess(alertmanager.url(), folder.resolve("nines.db"), "4096", 500)) {
      int failures = 0;
      for (int tick = 0; failures < GatewayProcess.FAILURES_BEFORE_BURN; tick++) {
        failures = gateway.awaitTick(tick);
      }
      await().atMost(Duration.ofSeconds(20)).until(() -> !receiver.burns().isEmpty());
      assertThat(receiver.burns().getFirst().get("annotations").get("undurable").asText())
          .contains("cannot write to its disk");
    }
  }
}
