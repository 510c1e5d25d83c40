package dev.nines.alerts.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertQualityTest {
  private static final Instant MONDAY = Instant.parse("2026-11-16T00:00:00Z");
  private static final Instant NEXT_MONDAY = MONDAY.plus(Duration.ofDays(7));

  /// Alerts as `tenant severity begin-end`, in minutes since Monday; `!` if acted on, `*` if it
  /// fires still; `FLEET` in place of a tenant is the alert of the fleet.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          nothing                          |                                              | 0 | 0 | 0
          one, ignored                     | acme critical 10-20                          | 1 | 0 | 0
          one, acted on                    | acme critical 10-20!                         | 1 | 1 | 0
          firing still                     | acme critical 10-*!                          | 1 | 1 | 0
          a ticket is no page              | acme warning 10-20                           | 0 | 0 | 0
          back within the hour             | acme critical 10-20, acme critical 79-90     | 2 | 0 | 1
          back after just an hour          | acme critical 10-20, acme critical 80-90     | 2 | 0 | 0
          back at once, twice              | acme critical 1-2, acme critical 2-3, acme critical 4-5! | 3 | 1 | 2
          another tenant's                 | acme critical 10-20, globex critical 30-40   | 2 | 0 | 0
          another severity's               | acme warning 10-20, acme critical 30-40      | 1 | 0 | 0
          back after a page of last week   | acme critical -20--5, acme critical 10-20    | 1 | 0 | 1
          last week's, over this week      | acme critical -20-5                          | 0 | 0 | 0
          next week's                      | acme critical 10080-10090                    | 0 | 0 | 0
          relabelled while it fired        | acme critical 10-20!, acme critical 10-30    | 1 | 1 | 0
          a fleet holds back its members   | FLEET critical 10-20, acme critical 10-30, globex critical 20-30 | 2 | 0 | 0
          members before their fleet       | FLEET critical 10-*!, acme critical 9-30     | 2 | 1 | 0
          ended at its beginning           | acme critical 10-10                          | 1 | 0 | 0
          """)
  void aWeekIsCounted(String name, @Nullable String alerts, int sent, int actedOn, int flapping) {
    assertThat(AlertQuality.of(parse(alerts), "critical", MONDAY, NEXT_MONDAY))
        .as(name)
        .isEqualTo(new AlertQuality(sent, actedOn, flapping));
  }

  @Test
  void whatIsNoisyIsFoundByWhatItIsAbout() {
    var history = parse("acme critical 1-2, acme critical 3-4, globex critical 9-10!");
    assertThat(AlertQuality.byKey(history, "critical", MONDAY, NEXT_MONDAY))
        .containsOnly(
            Map.entry(key("acme"), new AlertQuality(2, 0, 1)),
            Map.entry(key("globex"), new AlertQuality(1, 1, 0)));
  }

  private static AlertKey key(String tenant) {
    return new AlertKey("TenantSloBurn", "shop", "availability", tenant, "");
  }

  private static List<PastAlert> parse(@Nullable String alerts) {
    return alerts == null
        ? List.of()
        : Arrays.stream(alerts.split(",")).map(AlertQualityTest::parseOne).toList();
  }

  private static PastAlert parseOne(String text) {
    var words = text.strip().split(" ");
    boolean actedOn = words[2].endsWith("!");
    var times = words[2].replace("!", "").split("(?<=\\d)-", 2);
    var labels =
        new TreeMap<>(
            Map.of(
                "alertname", "TenantSloBurn",
                "service", "shop",
                "slo", "availability",
                "tenant", words[0],
                "severity", words[1]));
    if (words[0].equals("FLEET")) {
      labels.remove("tenant");
      labels.put("alertname", "ServiceSloBurnFleet");
    }
    Optional<Instant> end = times[1].equals("*") ? Optional.empty() : Optional.of(minute(times[1]));
    return new PastAlert(new Alert(labels, new TreeMap<>(), minute(times[0]), end), actedOn);
  }

  private static Instant minute(String minute) {
    return MONDAY.plus(Duration.ofMinutes(Long.parseLong(minute)));
  }
}
