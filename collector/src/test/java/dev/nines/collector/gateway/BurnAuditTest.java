package dev.nines.collector.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.alerts.lifecycle.Alert;
import dev.nines.alerts.lifecycle.MissedBurn;
import dev.nines.alerts.lifecycle.StoredAlert;
import dev.nines.alerts.store.AlertHistory;
import dev.nines.alerts.store.SqliteAlertStore;
import dev.nines.slo.exclusion.Exclusions;
import dev.nines.slo.ledger.FileStorage;
import dev.nines.slo.ledger.Ledger;
import dev.nines.slo.ledger.LedgerOptions;
import dev.nines.slo.model.Objective;
import dev.nines.slo.model.TenantId;
import dev.nines.slo.spec.SpecReader;
import dev.nines.slo.verdict.Judge;
import dev.nines.slo.verdict.Verdict;
import dev.nines.slo.window.Figures;
import dev.nines.testing.PlainTenant;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BurnAuditTest {
  private static final String SLO = AvailabilityLine.SLO;
  private static final long CHECKS = 60;
  private static final Duration OUTAGE = Duration.ofMinutes(20);

  /// Later than the alerts' record begins, which is when its database is made.
  private final Instant now =
      Instant.ofEpochSecond(PastMinutes.minuteOf(Instant.now().plus(Duration.ofDays(3))) * 60);

  private final Instant outage = now.minus(Duration.ofHours(2));
  @TempDir private Path folder;

  @BeforeEach
  void writeTheLedger() throws Exception {
    long first = PastMinutes.minuteOf(outage);
    Map<Long, Long> bad =
        LongStream.range(first, first + OUTAGE.toMinutes())
            .boxed()
            .collect(Collectors.toMap(Function.identity(), _ -> CHECKS));
    PastMinutes.write(
        folder,
        now,
        Duration.ofHours(12),
        List.of(new PastMinutes.Counts(SLO, "acme", CHECKS, bad)));
  }

  @Test
  void anOutageThatNobodyWasPagedForWasMissed() throws Exception {
    assertThat(look())
        .singleElement()
        .satisfies(
            missed -> {
              assertThat(missed.slo()).isEqualTo(SLO);
              assertThat(missed.tenant()).isEqualTo(new TenantId("acme"));
              assertThat(missed.from()).isBetween(outage, outage.plus(Duration.ofMinutes(3)));
              assertThat(missed.to())
                  .hasValueSatisfying(
                      to ->
                          assertThat(to)
                              .isBetween(outage.plus(OUTAGE), outage.plus(OUTAGE.multipliedBy(4))));
            });
  }

  @Test
  void onceSomebodyWasPagedItWasNot() throws Exception {
    var labels = new TreeMap<String, String>();
    labels.put("alertname", "TenantSloBurn");
    labels.put("severity", "critical");
    labels.put("service", objective().service());
    labels.put("slo", SLO);
    labels.put("tenant", "acme");
    var page =
        new Alert(
            labels, new TreeMap<>(), outage.plusSeconds(52), Optional.of(outage.plus(OUTAGE)));
    try (var store = new SqliteAlertStore(database())) {
      store.save(List.of(new StoredAlert(page, new TreeSet<>())), List.of());
    }
    assertThat(look()).isEmpty();
  }

  private List<MissedBurn> look() throws Exception {
    try (Ledger ledger =
            Ledger.open(FileStorage.open(folder.resolve("ledger")), LedgerOptions.DEFAULTS);
        var history = new AlertHistory(database());
        var audit =
            new BurnAudit(
                ledger, () -> List.of(verdict()), () -> Exclusions.NONE, history, () -> now)) {
      audit.look();
      return audit.missed().orElseThrow().burns();
    }
  }

  private Path database() {
    return folder.resolve("nines.db");
  }

  private Verdict verdict() {
    var tenant = PlainTenant.of("acme");
    return new Judge()
        .judge(objective(), tenant, _ -> new Figures(900, 100, 0, 60, 0, 60), now, false);
  }

  private static Objective objective() {
    return SpecReader.shipped().objectives().stream()
        .filter(each -> each.slo().equals(SLO))
        .findFirst()
        .orElseThrow();
  }
}
