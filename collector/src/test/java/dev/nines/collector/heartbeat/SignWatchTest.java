package dev.nines.collector.heartbeat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.slo.model.Observation;
import dev.nines.slo.model.Observation.Reading;
import dev.nines.slo.model.Sample;
import dev.nines.slo.model.SampleKind;
import dev.nines.slo.model.Series;
import dev.nines.slo.model.Severity;
import dev.nines.slo.sli.SeriesPattern;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignWatchTest {
  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
  private static final String NAME = "http_server_request_duration_seconds_count";
  private static final Heartbeat WEBHOOK =
      new Heartbeat(
          "webhook-psp",
          Duration.ofHours(1),
          Duration.ZERO,
          Severity.WARNING,
          Optional.empty(),
          Optional.of(SeriesPattern.parse(NAME + "{route=\"/webhooks/psp\",status=~\"2..\"}")),
          "");

  @TempDir private Path folder;
  private HeartbeatBook book;
  private SignWatch signs;

  @BeforeEach
  void begin() {
    book = new HeartbeatBook(folder.resolve("heartbeats"));
    signs = new SignWatch(book);
    signs.watch(List.of(WEBHOOK));
  }

  @Test
  void anEventIsASignAndNoneIsNot() {
    observe(SampleKind.DELTA, "/webhooks/psp", "200", 0, NOON);
    assertThat(last().came()).isFalse();

    observe(SampleKind.DELTA, "/webhooks/psp", "200", 2, NOON.plusSeconds(15));
    assertThat(last()).isEqualTo(new HeartbeatBook.Sign(NOON.plusSeconds(15), true, false));
  }

  @Test
  void aTotalIsASignWhenItHasGrownAlsoAfterItBeganAgain() {
    observe(SampleKind.CUMULATIVE, "/webhooks/psp", "200", 7, NOON);
    observe(SampleKind.CUMULATIVE, "/webhooks/psp", "200", 7, NOON.plusSeconds(15));
    assertThat(last().came()).isFalse();

    observe(SampleKind.CUMULATIVE, "/webhooks/psp", "200", 8, NOON.plusSeconds(30));
    assertThat(last().at()).isEqualTo(NOON.plusSeconds(30));
    observe(SampleKind.CUMULATIVE, "/webhooks/psp", "200", 1, NOON.plusSeconds(45));
    assertThat(last().at()).isEqualTo(NOON.plusSeconds(45));
  }

  @Test
  void aDeliveryThatFailedAndAnotherRouteAreNoSign() {
    observe(SampleKind.DELTA, "/webhooks/psp", "500", 3, NOON);
    observe(SampleKind.DELTA, "/orders", "200", 3, NOON);

    assertThat(last().came()).isFalse();
  }

  @Test
  void whatEndedEarlierDoesNotMakeTheLastSignOlder() {
    observe(SampleKind.DELTA, "/webhooks/psp", "200", 1, NOON);
    observe(SampleKind.DELTA, "/webhooks/psp", "200", 1, NOON.minusSeconds(600));

    assertThat(last().at()).isEqualTo(NOON);
  }

  @Test
  void onlyWhatIsLookedForIsWanted() {
    assertThat(signs.wants(series(SampleKind.DELTA, "/webhooks/psp", "204"))).isTrue();
    assertThat(signs.wants(series(SampleKind.DELTA, "/orders", "204"))).isFalse();
    signs.watch(List.of());
    assertThat(signs.wants(series(SampleKind.DELTA, "/webhooks/psp", "204"))).isFalse();
  }

  private HeartbeatBook.Sign last() {
    return book.last("webhook-psp", NOON.minus(Duration.ofDays(1)));
  }

  private void observe(SampleKind kind, String route, String status, double value, Instant at) {
    var sample = new Sample(series(kind, route, status), value);
    signs.accept(
        new Observation("otlp", "spans", at, new Reading.Complete(List.of(sample), List.of())));
  }

  private static Series series(SampleKind kind, String route, String status) {
    return new Series(NAME, Map.of("route", route, "status", status), kind);
  }
}
