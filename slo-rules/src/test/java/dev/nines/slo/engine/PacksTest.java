package dev.nines.slo.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nines.slo.exclusion.Exclusions;
import dev.nines.slo.ledger.FileStorage;
import dev.nines.slo.ledger.Ledger;
import dev.nines.slo.ledger.LedgerOptions;
import dev.nines.slo.model.Observation;
import dev.nines.slo.model.Observation.Reading;
import dev.nines.slo.model.Sample;
import dev.nines.slo.model.SampleKind;
import dev.nines.slo.model.Series;
import dev.nines.slo.spec.SpecReader;
import dev.nines.slo.spec.SpecReader.References;
import dev.nines.slo.verdict.Judge;
import dev.nines.slo.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Each shipped promise that is not shown on the demo, on series as its source writes them: of ten
/// readings or events, one is bad.
class PacksTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "api           | api-p95            | http_request_duration_seconds_bucket{le=0.2}=9"
            + " http_request_duration_seconds_count{}=10",
        "api           | api-errors         | http_request_duration_seconds_count{status=200}=9"
            + " http_request_duration_seconds_count{status=503}=1",
        "realtime      | realtime-latency   | nines_probe_messages_total{outcome=good}=9"
            + " nines_probe_messages_total{outcome=late}=1"
            + " nines_probe_messages_total{outcome=lost}=7",
        "realtime      | realtime-drops     | nines_probe_messages_total{outcome=good}=8"
            + " nines_probe_messages_total{outcome=late}=1"
            + " nines_probe_messages_total{outcome=lost}=1",
        "database      | database-p95       |"
            + " db_client_operation_duration_seconds_bucket{le=0.05}=9"
            + " db_client_operation_duration_seconds_count{}=10",
        "canaries      | canary-latency     | nines_canary_checks_total{outcome=good}=9"
            + " nines_canary_checks_total{outcome=bad}=1",
        "dependencies  | dependency-errors  |"
            + " http_client_request_duration_seconds_count{server_address=psp,http_response_status_code=200}=15"
            + " http_client_request_duration_seconds_count{server_address=psp,http_response_status_code=404,error_type=404}=3"
            + " http_client_request_duration_seconds_count{server_address=psp,http_response_status_code=429,error_type=429}=1"
            + " http_client_request_duration_seconds_count{server_address=psp,error_type=timeout}=1",
        "dependencies  | dependency-latency |"
            + " http_client_request_duration_seconds_bucket{server_address=psp,le=1}=9"
            + " http_client_request_duration_seconds_count{server_address=psp}=10",
        "dependencies  | dependency-probe   |"
            + " nines_probe_checks_total{probe=dependency-psp,outcome=good}=9"
            + " nines_probe_checks_total{probe=dependency-psp,outcome=bad}=1"
            + " nines_probe_checks_total{probe=health,outcome=bad}=7",
        "dependencies  | webhook-delivery   |"
            + " http_server_request_duration_seconds_count{http_route=/webhooks/psp,http_response_status_code=200}=9"
            + " http_server_request_duration_seconds_count{http_route=/webhooks/psp,http_response_status_code=500}=1"
            + " http_server_request_duration_seconds_count{http_route=/orders,http_response_status_code=500}=7"
      })
  void oneInTenEventsIsBad(String pack, String slo, String samples) throws IOException {
    assertThat(ratio(pack, slo, samples.split(" "), new String[] {})).isEqualTo(0.9, within(1e-9));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "isolation     | isolation-findings |"
            + " nines_isolation_findings{server=a,finding=foreign_grant}=%s"
            + " nines_isolation_findings{server=a,finding=tables_differ}=1 | 0 | 1",
        "isolation     | isolation-drift    |"
            + " nines_isolation_findings{server=a,finding=tables_differ}=%s"
            + " nines_isolation_findings{server=a,finding=foreign_grant}=1 | 0 | 2",
        "backup-and-dr | backup-age         | nines_heartbeat_age_seconds{heartbeat=backup-main}=%s"
            + " nines_heartbeat_age_seconds{heartbeat=nightly}=99999999     | 60 | 23401",
        "backup-and-dr | restore-drill      |"
            + " nines_heartbeat_age_seconds{heartbeat=restore-drill}=%s                            "
            + "                             | 60 | 2678401",
        "backup-and-dr | backup-history     |"
            + " nines_mariadb_backup_age_seconds{server=a,backup=full}=%s                          "
            + "                             | 60 | 23401",
        "dependencies  | webhook-age        | nines_heartbeat_overdue{heartbeat=webhook-psp}=%s"
            + " nines_heartbeat_overdue{heartbeat=backup}=1 | 0 | 1"
      })
  void oneInTenReadingsIsBad(String pack, String slo, String samples, String good, String bad)
      throws IOException {
    assertThat(
            ratio(pack, slo, samples.formatted(good).split(" "), samples.formatted(bad).split(" ")))
        .isEqualTo(0.9, within(1e-9));
  }

  /// The share of good after nine readings of one kind and one of another, or ten of one.
  private double ratio(String pack, String slo, String[] usual, String[] last) throws IOException {
    var specs = SpecReader.read(List.of(pack), List.of(), References.MUST_RESOLVE);
    var objectives = specs.objectives().stream().filter(each -> each.slo().equals(slo)).toList();
    try (var ledger = Ledger.open(FileStorage.open(folder), LedgerOptions.DEFAULTS)) {
      var engine = new SloEngine(ledger, new Judge(), objectives, () -> Exclusions.NONE);
      List<Verdict> verdicts = List.of();
      for (int reading = 0; reading < 10; reading++) {
        Instant at = EngineRig.START.plusSeconds(60L * reading);
        String[] samples = reading == 9 && last.length > 0 ? last : usual;
        engine.offer(
            new Observation(
                "fixture",
                "a",
                at,
                new Reading.Complete(
                    Arrays.stream(samples).map(PacksTest::sample).toList(), List.of())));
        verdicts = engine.tick(List.of(EngineRig.ACME), at.plusSeconds(1)).verdicts();
      }
      return verdicts.getFirst().sliRatio().orElseThrow();
    }
  }

  private static Sample sample(String text) {
    int open = text.indexOf('{');
    int close = text.indexOf('}');
    String name = text.substring(0, open);
    var labels = new TreeMap<String, String>();
    for (String label : text.substring(open + 1, close).split(",")) {
      if (!label.isEmpty()) {
        labels.put(label.substring(0, label.indexOf('=')), label.substring(label.indexOf('=') + 1));
      }
    }
    boolean gauge =
        name.endsWith("_seconds") || name.endsWith("_findings") || name.endsWith("_overdue");
    if (!gauge) {
      labels.put("tenant", "acme");
    }
    return new Sample(
        new Series(name, labels, gauge ? SampleKind.GAUGE : SampleKind.DELTA),
        Double.parseDouble(text.substring(close + 2)));
  }
}
