package dev.nines.alerts.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nines.alerts.lifecycle.Alert;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertJsonTest {
  private static final Instant START = Instant.parse("2026-11-20T12:00:00Z");
  private static final Instant NOW = Instant.parse("2026-11-20T12:30:00Z");
  private static final Duration VALIDITY = Duration.ofMinutes(4);

  @Test
  void writesWhatTheApiAsksFor() {
    assertThat(write(Alerts.firing("acme", START), Duration.ZERO).toPrettyString())
        .isEqualTo(
            """
            {
              "labels" : {
                "alertname" : "TenantSloBurn",
                "burn_tier" : "fast",
                "service" : "shop",
                "severity" : "critical",
                "slo" : "availability",
                "tenant" : "acme",
                "tier" : "enterprise"
              },
              "annotations" : {
                "dashboard_url" : "https://nines.example/tenants/acme",
                "summary" : "It burns"
              },
              "startsAt" : "2026-11-20T12:00:00Z",
              "endsAt" : "2026-11-20T12:34:00Z",
              "generatorURL" : "https://nines.example/tenants/acme"
            }\
            """);
  }

  /// Their clock ahead of ours, in seconds, and what a firing alert then says.
  @ParameterizedTest
  @CsvSource({
    "0, 12:00:00, 12:34:00",
    "600, 12:00:00, 12:44:00",
    "-600, 12:00:00, 12:24:00",
    "-3600, 11:30:00, 11:34:00", // it must not begin in their future
  })
  void aFiringAlertIsFiringOnTheirClock(long skew, String startsAt, String endsAt) {
    var json = write(Alerts.firing("acme", START), Duration.ofSeconds(skew));
    assertThat(json.get("startsAt").asText()).isEqualTo("2026-11-20T" + startsAt + "Z");
    assertThat(json.get("endsAt").asText()).isEqualTo("2026-11-20T" + endsAt + "Z");
  }

  /// An alert that ended just now, or ten minutes ago.
  @ParameterizedTest
  @CsvSource({
    "12:30:00, 0, 12:29:59",
    "12:20:00, 0, 12:20:00",
    "12:30:00, 600, 12:39:59",
    "12:20:00, -600, 12:10:00",
  })
  void aResolvedAlertIsOverOnTheirClock(String end, long skew, String endsAt) {
    var alert = Alerts.resolved("acme", START, Instant.parse("2026-11-20T" + end + "Z"));
    var json = write(alert, Duration.ofSeconds(skew));
    assertThat(json.get("endsAt").asText()).isEqualTo("2026-11-20T" + endsAt + "Z");
    assertThat(json.get("startsAt").asText()).isEqualTo("2026-11-20T12:00:00Z");
  }

  /// Their clock is between two seconds behind ours and one ahead.
  @Test
  void aResolvedAlertIsOverEvenIfTheirClockIsAsLateAsItCanBe() {
    var alert = Alerts.resolved("acme", START, NOW);
    var skew = new ClockSkew(Duration.ofSeconds(-2), Duration.ofSeconds(1));
    assertThat(AlertJson.write(List.of(alert), NOW, skew, Duration.ZERO, VALIDITY))
        .contains("\"endsAt\":\"2026-11-20T12:29:57Z\"");
  }

  @Test
  void anAlertThatEndsAsItBeginsHasItsTimesInOrder() {
    var json = write(Alerts.resolved("acme", NOW, NOW), Duration.ZERO);
    assertThat(json.get("startsAt").asText()).isEqualTo(json.get("endsAt").asText());
  }

  @Test
  void aHeartbeatKeepsItsOwnEnd() {
    var json = write(Alerts.resolved("watchdog", START, NOW.plusSeconds(99)), Duration.ZERO);
    assertThat(json.get("endsAt").asText()).isEqualTo("2026-11-20T12:31:39Z");
  }

  private static JsonNode write(Alert alert, Duration skew) {
    try {
      return new ObjectMapper()
          .readTree(AlertJson.write(List.of(alert), NOW, new ClockSkew(skew, skew), skew, VALIDITY))
          .get(0);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
