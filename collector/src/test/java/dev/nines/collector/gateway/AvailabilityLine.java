package dev.nines.collector.gateway;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// The whole line for availability: a SaaS with the tenants `acme` and `globex`, a gateway that
/// checks their health, a real Alertmanager, and a ledger that already holds an hour and more.
final class AvailabilityLine implements AutoCloseable {
  static final String SLO = "tenant-availability";
  private static final Duration HISTORY = Duration.ofMinutes(75);

  private final Duration interval;
  final TenantApi api = new TenantApi();
  final Pager pager = Pager.start();
  final GatewayFolder folder;

  /// @param interval from one check, and one evaluation, to the next
  /// @param badByMinute bad checks of `acme` in the past, by epoch minute
  AvailabilityLine(Path path, Duration interval, Map<Long, Long> badByMinute) throws IOException {
    this(path, interval, badByMinute, "");
  }

  /// @param more lines of the configuration
  AvailabilityLine(Path path, Duration interval, Map<Long, Long> badByMinute, String more)
      throws IOException {
    this.interval = interval;
    folder = gateway(path, badByMinute, more);
  }

  /// The folder of one more gateway that does the same, with a ledger of its own.
  GatewayFolder gateway(Path path, Map<Long, Long> badByMinute, String more) throws IOException {
    var prepared = new GatewayFolder(path);
    prepared.write(
        "tenants.yml",
        """
        tenants:
          - {id: acme, name: Acme, tier: enterprise, onboarded_at: 2026-01-01}
          - {id: globex, name: Globex, tier: business, onboarded_at: 2026-01-01}
        """);
    prepared.configure(
        """
        evaluation_interval: %1$s
        tenants: {file: tenants.yml}
        probes:
          - name: health
            url: http://127.0.0.1:%2$d/t/{tenant.id}/health
            interval: %1$s
            timeout: %4$s
            allow_networks: [127.0.0.0/8]
            expect: {json: ['$.status == "ok"']}
        alertmanagers: [{url: "%3$s"}]
        """
                .formatted(
                    interval.toSeconds() + "s",
                    api.port(),
                    pager.url(),
                    interval.toMillis() * 9 / 10 + "ms")
            + more);
    long checks = Duration.ofMinutes(1).dividedBy(interval);
    PastMinutes.write(
        prepared.storage(),
        Instant.now(),
        HISTORY,
        List.of(
            new PastMinutes.Counts(SLO, "acme", checks, badByMinute),
            PastMinutes.Counts.healthy(SLO, "globex", checks)));
    return prepared;
  }

  /// How much badness of `acme` a gateway has counted: each bad check stands for an interval.
  Duration badness(Gateway gateway) {
    return interval.multipliedBy(folder.badEvents(gateway, "acme", SLO));
  }

  @Override
  public void close() {
    pager.close();
    api.close();
    folder.close();
  }
}
