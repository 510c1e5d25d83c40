package dev.nines.alerts.lifecycle;

import static dev.nines.alerts.lifecycle.Burns.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.slo.backtest.Page;
import dev.nines.slo.model.Severity;
import dev.nines.slo.model.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MissedBurnTest {
  private static final TenantId ACME = new TenantId("acme");

  @Test
  void aBurnWithoutAPageWasMissed() {
    assertThat(missed(Severity.CRITICAL, List.of()))
        .containsExactly(
            new MissedBurn("shop", "availability", ACME, NOON, Optional.of(minutes(10))));
  }

  @Test
  void aTicketWasNotToBePaged() {
    assertThat(missed(Severity.WARNING, List.of())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "TenantSloBurn, critical, availability, acme, 1, 9, false",
    "TenantSloBurn, critical, availability, acme, -4, -3, false",
    "TenantSloBurn, critical, availability, acme, 14, 20, false",
    "ServiceSloBurnFleet, critical, availability, '', 1, 9, false",
    "TenantSloBurn, critical, availability, acme, -9, -6, true",
    "TenantSloBurn, critical, availability, acme, 16, 20, true",
    "TenantSloBurn, warning, availability, acme, 1, 9, true",
    "TenantSloBurn, critical, availability, globex, 1, 9, true",
    "TenantSloBurn, critical, latency, acme, 1, 9, true",
    "SloFrozen, critical, availability, acme, 1, 9, true"
  })
  void onlyAPageAboutItAtThatTimeWasOne(
      String name, String severity, String slo, String tenant, int from, int to, boolean missed) {
    var labels = new TreeMap<String, String>();
    labels.put("alertname", name);
    labels.put("severity", severity);
    labels.put("service", "shop");
    labels.put("slo", slo);
    labels.put("tenant", tenant);
    var alert = new Alert(labels, new TreeMap<>(), minutes(from), Optional.of(minutes(to)));
    assertThat(missed(Severity.CRITICAL, List.of(new PastAlert(alert, false))))
        .hasSize(missed ? 1 : 0);
  }

  private static List<MissedBurn> missed(Severity severity, List<PastAlert> history) {
    var burn = new Page("fast", severity, NOON, Optional.of(minutes(10)), 0.9, 20);
    return MissedBurn.of(Burns.objective("availability"), ACME, List.of(burn), history);
  }

  private static Instant minutes(int after) {
    return NOON.plus(Duration.ofMinutes(after));
  }
}
