package dev.nines.alerts.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PaceTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  @Test
  void pausesDoubleUpToTheLongestWithJitter() {
    var backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30), new Random(7));
    long[] steps = {1, 2, 4, 8, 16, 30, 30, 30};
    for (long step : steps) {
      assertThat(backoff.next())
          .isBetween(Duration.ofMillis(step * 500), Duration.ofMillis(step * 1000));
    }
  }

  @Test
  void successStartsPausesAnew() {
    var backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30), new Random(7));
    backoff.next();
    backoff.next();
    assertThat(backoff.isFailing()).isTrue();
    backoff.succeeded();
    assertThat(backoff.isFailing()).isFalse();
    assertThat(backoff.next()).isLessThanOrEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void aThousandFailuresDoNotOverflow() {
    var backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30), new Random(7));
    for (int failure = 0; failure < 1000; failure++) {
      assertThat(backoff.next()).isBetween(Duration.ofMillis(500), Duration.ofSeconds(30));
    }
  }

  /// Sent at 12:00:00, received 0.2 s later.
  @ParameterizedTest
  @CsvSource({
    "'Fri, 20 Nov 2026 12:00:00 GMT', PT-0.2S, PT1S, PT0.4S",
    "'Fri, 20 Nov 2026 12:10:00 GMT', PT9M59.8S, PT10M1S, PT10M0.4S",
    "'Fri, 20 Nov 2026 11:50:00 GMT', PT-10M-0.2S, PT-9M-59S, PT-9M-59.6S",
  })
  void skewIsBoundedByTheExchange(String date, Duration least, Duration most, Duration estimate) {
    var skew = ClockSkew.measure(NOON, NOON.plusMillis(200), date).orElseThrow();
    assertThat(skew).isEqualTo(new ClockSkew(least, most));
    assertThat(skew.estimate()).isEqualTo(estimate);
  }

  @Test
  void aFurtherAnswerNarrowsTheBounds() {
    assertThat(skew(-2, 3).narrowedBy(skew(1, 9))).isEqualTo(skew(1, 3));
    assertThat(skew(1, 3).narrowedBy(skew(-2, 9))).isEqualTo(skew(1, 3));
  }

  @Test
  void anAnswerThatContradictsReplacesThem() {
    assertThat(skew(-2, 3).narrowedBy(skew(600, 601))).isEqualTo(skew(600, 601));
  }

  private static ClockSkew skew(long least, long most) {
    return new ClockSkew(Duration.ofSeconds(least), Duration.ofSeconds(most));
  }

  @Test
  void aDateThatIsNoneMeasuresNothing() {
    assertThat(ClockSkew.measure(NOON, NOON, "today")).isEmpty();
  }

  @Test
  void anAlertHoldsForFourOfTheLongerOfIntervalAndResend() {
    assertThat(DeliverySettings.every(Duration.ofSeconds(15)).validity())
        .isEqualTo(Duration.ofMinutes(4));
    assertThat(DeliverySettings.every(Duration.ofMinutes(5)).validity())
        .isEqualTo(Duration.ofMinutes(20));
  }

  @ParameterizedTest
  @ValueSource(strings = {"alertmanager:9093", "ftp://alertmanager", "/api"})
  void anAddressThatIsNotHttpIsRefused(String url) {
    assertThatThrownBy(() -> new AlertmanagerTarget(URI.create(url), new Credentials.None()))
        .hasMessageContaining("expected http://host:port");
  }

  @Test
  void aSecretInTheAddressIsRefusedWithoutRepeatingIt() {
    assertThatThrownBy(
            () ->
                new AlertmanagerTarget(
                    URI.create("http://user:hunter2@am:9093"), new Credentials.None()))
        .hasMessageContaining("put them into a file")
        .hasMessageNotContaining("hunter2");
  }
}
