package dev.nines.alerts.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SinkDeliveryTest {
  private static final List<EscalationStep> AT_ONCE =
      List.of(new EscalationStep(Duration.ZERO, "fake", Set.of("critical")));

  @TempDir private Path folder;

  /// A sink that fails as often as it is told to.
  private static final class FakeSink implements Sink {
    final List<Notice> sent = new CopyOnWriteArrayList<>();
    final Queue<Exception> failures = new ConcurrentLinkedQueue<>();

    @Override
    public String name() {
      return "fake";
    }

    @Override
    public void send(Notice notice) throws IOException, RefusedException {
      switch (failures.poll()) {
        case IOException e -> throw e;
        case RefusedException e -> throw e;
        case null, default -> sent.add(notice);
      }
    }
  }

  private final FakeSink sink = new FakeSink();

  private SinkDelivery start() {
    return new SinkDelivery(
        List.of(sink),
        AT_ONCE,
        new SqliteSinkRecord(folder.resolve("nines.db")),
        "https://n/{id}",
        () -> Pages.NOON,
        Duration.ofMillis(5));
  }

  @Test
  void afterFailuresANoticeArrivesOnce() {
    sink.failures.addAll(List.of(new IOException("down"), new IOException("down")));
    try (var delivery = start()) {
      delivery.tell(List.of(Pages.burn("acme")));
      await().until(() -> sink.sent.size() == 1);
      delivery.tell(List.of(Pages.burn("acme")));
      await().during(Duration.ofMillis(200)).until(() -> sink.sent.size() == 1);
      assertThat(delivery.stats().getFirst().failures()).isEqualTo(2);
      assertThat(delivery.stats().getFirst().lastError()).isEmpty();
    }
  }

  @Test
  void whatIsRefusedIsNotTriedAgain() {
    sink.failures.add(new Sink.RefusedException("no such key"));
    try (var delivery = start()) {
      delivery.tell(List.of(Pages.burn("acme")));
      await().until(() -> delivery.stats().getFirst().refused() == 1);
      delivery.tell(List.of(Pages.burn("acme"), Pages.burn("globex")));
      await().until(() -> sink.sent.size() == 1);
      assertThat(sink.sent.getFirst().alert().label("tenant")).isEqualTo("globex");
    }
  }

  @Test
  void theNextProcessRepeatsNothingAndTellsTheEnd() {
    try (var delivery = start()) {
      delivery.tell(List.of(Pages.burn("acme")));
      await().until(() -> sink.sent.size() == 1);
    }
    try (var delivery = start()) {
      delivery.tell(List.of(Pages.burn("acme")));
      await().during(Duration.ofMillis(200)).until(() -> sink.sent.size() == 1);
      delivery.tell(List.of(Pages.over(Pages.burn("acme"), Pages.NOON)));
      await().until(() -> sink.sent.size() == 2);
      assertThat(sink.sent.getLast().kind()).isEqualTo(Notice.Kind.RESOLVED);
    }
  }

  @Test
  void anAcknowledgementSurvivesARestart() {
    try (var delivery = start()) {
      delivery.acknowledge(Pages.burn("acme").id(), "ann");
    }
    try (var delivery = start()) {
      delivery.tell(List.of(Pages.burn("acme"), Pages.burn("globex")));
      await().until(() -> !sink.sent.isEmpty());
      assertThat(sink.sent)
          .extracting(each -> each.alert().label("tenant"))
          .containsExactly("globex");
    }
  }
}
