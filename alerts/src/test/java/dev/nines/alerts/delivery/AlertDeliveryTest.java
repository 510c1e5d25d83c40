package dev.nines.alerts.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.nines.alerts.lifecycle.Alert;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AlertDeliveryTest {
  private static final Instant START = Instant.now().truncatedTo(ChronoUnit.SECONDS);
  private static final DeliverySettings SETTINGS =
      new DeliverySettings(
          Duration.ofSeconds(1),
          Duration.ofMinutes(1),
          Duration.ofMillis(500),
          Duration.ofMillis(10),
          Duration.ofMillis(50),
          Duration.ofSeconds(5),
          256,
          10_000);

  private final AtomicReference<Duration> ourClockBehind = new AtomicReference<>(Duration.ZERO);
  private final InstantSource clock = () -> Instant.now().minus(ourClockBehind.get());
  private final List<AutoCloseable> open = new ArrayList<>();
  private final FakeAlertmanager alertmanager = opened(new FakeAlertmanager());

  @TempDir private Path folder;

  @AfterEach
  void close() throws Exception {
    for (var each : open.reversed()) {
      each.close();
    }
  }

  @Test
  void aNewAlertIsToldAtOnceAndOnce() {
    var delivery = delivery(alertmanager.target());
    delivery.tell(List.of(firing("acme")));
    await().untilAsserted(() -> assertThat(stats(delivery).sent()).isEqualTo(1));
    delivery.tell(List.of(firing("acme")));
    await().during(Duration.ofMillis(100)).until(() -> alertmanager.posts().size() == 1);
    assertThat(stats(delivery).waiting()).isZero();
    assertThat(stats(delivery).lastSuccessAt()).isPresent();
  }

  @Test
  void countersAreThereBeforeTheFirstAlert() {
    var stats = stats(delivery(alertmanager.target()));
    assertThat(stats.sent() + stats.refused() + stats.failedRequests() + stats.dropped()).isZero();
    assertThat(stats.url()).isEqualTo(alertmanager.target().url().toString());
  }

  @Test
  void aFiringAlertIsToldAgainWithoutFurtherTicks() {
    var delivery = delivery(SETTINGS.withResend(Duration.ofMillis(100)), alertmanager.target());
    delivery.tell(List.of(firing("acme")));
    await().until(() -> alertmanager.posts().size() >= 3);
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 502, 503, 401, 404, 301})
  void afterAFailureItTriesAgain(int status) {
    alertmanager.answerNext(status, status);
    var delivery = delivery(alertmanager.target());
    delivery.tell(List.of(firing("acme")));
    await().until(() -> stats(delivery).sent() == 1);
    assertThat(stats(delivery).failedRequests()).isEqualTo(2);
    assertThat(stats(delivery).lastError()).isEmpty();
    assertThat(alertmanager.posts()).hasSize(3);
  }

  @Test
  void whileItFailsTheReasonIsShown() {
    alertmanager.answerNext(Stream.generate(() -> 500).limit(1000).toArray(Integer[]::new));
    var delivery = delivery(alertmanager.target());
    delivery.tell(List.of(firing("acme")));
    await()
        .untilAsserted(
            () -> assertThat(stats(delivery).lastError()).contains("HTTP 500: \"answer\""));
    assertThat(stats(delivery).waiting()).isEqualTo(1);
  }

  @Test
  void aSlowInstanceIsGivenUpAndTriedAgain() {
    alertmanager.delay(Duration.ofSeconds(2));
    var delivery = delivery(alertmanager.target());
    delivery.tell(List.of(firing("acme")));
    await().until(() -> stats(delivery).failedRequests() >= 1);
    alertmanager.delay(Duration.ZERO);
    await().until(() -> stats(delivery).sent() == 1);
  }

  @Test
  void aDeadInstanceDelaysNoOther() {
    var dead = new AlertmanagerTarget(URI.create("http://127.0.0.1:1"), new Credentials.None());
    var delivery = delivery(dead, alertmanager.target());
    delivery.tell(List.of(firing("acme")));
    await().until(() -> alertmanager.posts().size() == 1);
    await().until(() -> stats(delivery).failedRequests() > 1);
    assertThat(stats(delivery).waiting()).isEqualTo(1);
  }

  @Test
  void anInstanceThatWasAwayHearsEverythingAgain() {
    var delivery = delivery(alertmanager.target());
    delivery.tell(List.of(firing("acme")));
    await().until(() -> stats(delivery).sent() == 1);
    alertmanager.answerNext(503);
    delivery.tell(List.of(firing("acme"), firing("globex")));
    await().until(() -> stats(delivery).sent() == 3);
    assertThat(alertmanager.posts().getLast().tenants()).containsExactly("acme");
  }

  @Test
  void aBadAlertIsIsolatedAndAllOthersArrive() {
    var alerts = new ArrayList<Alert>();
    for (int tenant = 0; tenant < 20; tenant++) {
      alerts.add(firing(tenant == 13 ? "bad" : "tenant-" + tenant));
    }
    var delivery = delivery(alertmanager.target());
    delivery.tell(alerts);
    await().until(() -> stats(delivery).refused() == 1);
    await().until(() -> stats(delivery).sent() == 19);
    assertThat(stats(delivery).waiting()).isZero();
    assertThat(stats(delivery).lastRefusal()).contains("HTTP 400: \"answer\"");
  }

  @Test
  void manyAlertsGoInBatches() {
    var alerts = Stream.iterate(0, n -> n + 1).limit(600).map(n -> firing("tenant-" + n)).toList();
    var delivery = delivery(alertmanager.target());
    delivery.tell(alerts);
    await().until(() -> stats(delivery).sent() == 600);
    assertThat(alertmanager.posts())
        .extracting(post -> post.alerts().size())
        .containsExactly(256, 256, 88);
  }

  @ParameterizedTest
  @ValueSource(longs = {-600, 600})
  void aClockThatIsOffIsShownAndCompensatedFromTheFirstAlert(long seconds) {
    ourClockBehind.set(Duration.ofSeconds(seconds));
    var delivery = delivery(alertmanager.target());
    delivery.tell(List.of(firing("acme")));
    await().until(() -> stats(delivery).sent() == 1);
    assertThat(stats(delivery).clockSkew().orElseThrow().toSeconds())
        .isBetween(seconds - 3, seconds + 3);
    assertThat(lastEnd()).isBetween(inSeconds(230), inSeconds(243));
  }

  @Test
  void aClockThatJumpsIsNoticedAtOnce() {
    var delivery = delivery(alertmanager.target());
    delivery.tell(List.of(firing("acme")));
    await().until(() -> stats(delivery).sent() == 1);
    ourClockBehind.set(Duration.ofMinutes(10));
    delivery.tell(List.of(firing("acme"), firing("globex")));
    await().until(() -> alertmanager.posts().size() >= 3);
    assertThat(lastEnd()).isBetween(inSeconds(230), inSeconds(243));
  }

  private Instant lastEnd() {
    return Instant.parse(alertmanager.posts().getLast().alerts().get(0).get("endsAt").asText());
  }

  private static Instant inSeconds(long seconds) {
    return Instant.now().plusSeconds(seconds);
  }

  @Test
  void credentialsComeFromFilesAndMayChange() throws IOException {
    var password = Files.writeString(folder.resolve("password"), "first\n");
    var token = Files.writeString(folder.resolve("token"), "abc\n");
    var second = opened(new FakeAlertmanager());
    var delivery =
        delivery(
            alertmanager.target(new Credentials.Basic("nines", password)),
            second.target(new Credentials.Bearer(token)));
    delivery.tell(List.of(firing("acme")));
    await().until(() -> !alertmanager.posts().isEmpty() && !second.posts().isEmpty());
    Files.writeString(password, "second");
    delivery.tell(List.of(firing("acme"), firing("globex")));
    await().until(() -> alertmanager.posts().size() == 2);
    assertThat(alertmanager.posts())
        .extracting(FakeAlertmanager.Post::authorization)
        .containsExactly("Basic bmluZXM6Zmlyc3Q=", "Basic bmluZXM6c2Vjb25k");
    assertThat(second.posts().getFirst().authorization()).isEqualTo("Bearer abc");
  }

  @Test
  void aMissingSecretIsAnErrorThatPasses() throws IOException {
    var token = folder.resolve("token");
    var delivery = delivery(alertmanager.target(new Credentials.Bearer(token)));
    delivery.tell(List.of(firing("acme")));
    await()
        .untilAsserted(
            () -> assertThat(stats(delivery).lastError().orElse("")).contains("credentials"));
    Files.writeString(token, "abc");
    await().until(() -> stats(delivery).sent() == 1);
  }

  @Test
  void closingTellsWhatStillWaits() {
    alertmanager.answerNext(503, 503);
    var delivery = delivery(alertmanager.target());
    delivery.tell(List.of(firing("acme")));
    delivery.close(Duration.ofSeconds(5));
    assertThat(alertmanager.posts().getLast().status()).isEqualTo(200);
  }

  @Test
  void closingEndsAtItsDeadline() {
    alertmanager.answerNext(Stream.generate(() -> 503).limit(1000).toArray(Integer[]::new));
    var delivery = delivery(alertmanager.target());
    delivery.tell(List.of(firing("acme")));
    long begin = System.nanoTime();
    delivery.close(Duration.ofMillis(200));
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(3));
    assertThat(stats(delivery).waiting()).isEqualTo(1);
  }

  private AlertDelivery delivery(AlertmanagerTarget... targets) {
    return delivery(SETTINGS, targets);
  }

  private AlertDelivery delivery(DeliverySettings settings, AlertmanagerTarget... targets) {
    var delivery = new AlertDelivery(List.of(targets), settings, clock);
    open.add(() -> delivery.close(Duration.ofMillis(1)));
    return delivery;
  }

  private <T extends AutoCloseable> T opened(T resource) {
    open.add(resource);
    return resource;
  }

  private static InstanceStats stats(AlertDelivery delivery) {
    return delivery.stats().getFirst();
  }

  private static Alert firing(String tenant) {
    return Alerts.firing(tenant, START);
  }
}
