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
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Each shipped promise that is not shown on the demo, on series as its source writes them: of ten
/// readings or events, one is bad.
class PacksTest {
  private static final Pattern COUNT = Pattern.compile("_(?:total|count|bucket)$");

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
        "postgres      | postgres-query-latency | nines_postgres_statements_total{}=10"
            + " nines_postgres_statements_slow_total{}=1",
        "queues        | queue-failures     | nines_queue_finished_total{outcome=completed}=9"
            + " nines_queue_finished_total{outcome=failed}=1",
        "queues        | queue-duration     |"
            + " nines_queue_job_duration_seconds_bucket{outcome=completed,le=60}=9"
            + " nines_queue_job_duration_seconds_count{outcome=completed}=10",
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
        "database      | database-pool-use  | nines_mariadb_connections_use_ratio{}=%s | 0.79 |"
            + " 0.8",
        "database      | database-lock-waits |"
            + " nines_mariadb_longest_row_lock_wait_seconds{}=%s | 5 | 5.1",
        "database      | database-long-transactions |"
            + " nines_mariadb_oldest_transaction_seconds{}=%s | 60 | 61",
        "database      | database-growth    |"
            + " nines_mariadb_growth_bytes_per_day{}=%s | 999999999 | 1000000000",
        "postgres      | postgres-pool-use  | nines_postgres_connections_use_ratio{}=%s | 0.79 |"
            + " 0.8",
        "queues        | queue-age          | nines_queue_oldest_runnable_seconds{queue=a}=%s"
            + " nines_queue_oldest_runnable_seconds{queue=b}=1 | 60 | 61",
        "queues        | queue-workers      | nines_queue_overdue_jobs{queue=a}=%s | 0 | 1",
        "queues        | queue-stalled      | nines_queue_stalled_jobs{queue=a}=%s | 0 | 1",
        "cost          | spend-daily        | nines_business_spend_daily_amount{service=ai}=%s"
            + " nines_business_spend_daily_budget{service=ai}=10 | 7.9 | 8",
        "cost          | spend-daily-limit  | nines_business_spend_daily_amount{service=ai}=%s"
            + " nines_business_spend_daily_budget{service=ai}=10 | 10 | 10.1",
        "cost          | spend-monthly-warning |"
            + " nines_business_spend_monthly_amount{service=ai}=%s"
            + " nines_business_spend_monthly_budget{service=ai}=10 | 7.9 | 8",
        "cost          | spend-monthly      | nines_business_spend_monthly_amount{service=ai}=%s"
            + " nines_business_spend_monthly_budget{service=ai}=10 | 10 | 10.1",
        "restaurant    | order-time         |"
            + " nines_business_restaurant_waiting_longest_seconds{}=%s | 1800 | 1801",
        "restaurant    | order-rate         |"
            + " nines_business_restaurant_orders_per_occupied_table{}=%s | 0.5 | 0.4",
        "restaurant    | order-cost         |"
            + " nines_business_restaurant_orders_mean_cost{}=%s | 12 | 12.5",
        "restaurant    | table-turnover     |"
            + " nines_business_restaurant_tables_turnover_per_day{}=%s | 2 | 1.9",
        "dependencies  | webhook-age        | nines_heartbeat_overdue{heartbeat=webhook-psp}=%s"
            + " nines_heartbeat_overdue{heartbeat=backup}=1 | 0 | 1"
      })
  void oneInTenReadingsIsBad(String pack, String slo, String samples, String good, String bad)
      throws IOException {
    assertThat(
            ratio(pack, slo, samples.formatted(good).split(" "), samples.formatted(bad).split(" ")))
        .isEqualTo(0.9, within(1e-9));
  }

  /// A trial is an event when its 30 days are over; what matured before the first reading is none.
  @Test
  void ofTenTrialsThatMaturedNineBecameCustomers() throws IOException {
    String trials =
        "nines_business_trial_conversion_matured{cohort=%1$s}=%2$d"
            + " nines_business_trial_conversion_converted{cohort=%1$s}=%3$d";
    assertThat(
            ratio(
                "business",
                "trial-conversion",
                trials.formatted("2026-01", 80, 5).split(" "),
                trials.formatted("2026-01", 90, 14).split(" ")))
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
    boolean gauge = !COUNT.matcher(name).find();
    labels.put("tenant", "acme");
    return new Sample(
        new Series(name, labels, gauge ? SampleKind.GAUGE : SampleKind.DELTA),
        Double.parseDouble(text.substring(close + 2)));
  }
}
