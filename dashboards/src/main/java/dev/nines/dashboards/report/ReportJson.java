package dev.nines.dashboards.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.nines.dashboards.minutes.MinuteKind;
import dev.nines.dashboards.report.SloReport.Gap;
import dev.nines.slo.model.LatencyHistogram;
import dev.nines.slo.model.Minute;
import dev.nines.slo.verdict.Verdict;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/// The machine-readable copy of a report, in one canonical form: UTF-8, keys sorted, no spaces,
/// counts as integers, shares and amounts as decimal texts, times with their offset. Independent of
/// language, so that its hash is the report's.
public final class ReportJson {
  /// What the document says of its own form.
  static final String SCHEMA = "nines.dev/sla-report/v1";

  private static final ObjectMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  private ReportJson() {}

  /// The document.
  public static String of(SlaReport report) {
    try {
      return MAPPER.writeValueAsString(document(report));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a report of plain values cannot be written", e);
    }
  }

  /// The SHA-256 of a document's bytes, in hexadecimal digits.
  public static String hash(String document) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256")
                  .digest(document.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static Map<String, Object> document(SlaReport report) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("schema", SCHEMA);
    document.put("id", report.id());
    document.put("tenant", tenant(report));
    document.put("week", report.week().toString());
    document.put("period", period(report.period()));
    document.put("contract_window", period(report.month()));
    document.put("as_of", report.asOf().toString());
    document.put("provisional", report.provisional());
    document.put("generator", report.generator());
    document.put("verdict", report.verdict());
    document.put(
        "slos", report.slos().stream().map(slo -> slo(slo, report.tenant().zone())).toList());
    document.put("query_latency", latency(report.latency()));
    return document;
  }

  private static Map<String, Object> tenant(SlaReport report) {
    return Map.of(
        "id", report.tenant().id().value(),
        "name", report.tenant().name(),
        "tier", report.tenant().tier(),
        "onboarded_at", local(report.tenant().onboardedAt(), report.tenant().zone()));
  }

  private static Map<String, Object> slo(SloReport slo, ZoneId zone) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("slo", slo.objective().slo());
    document.put("service", slo.objective().service());
    document.put("name", slo.objective().displayName());
    document.put("target_ratio", slo.target().toPlainString());
    document.put("definition", slo.definition());
    document.put("queries", slo.queries());
    document.put("method", slo.method());
    document.put("missing_minutes", slo.missingPolicy());
    document.put("generation", slo.objective().generation());
    document.put("down_above_ratio", slo.downAbove().toPlainString());
    document.put("week", account(slo.week(), slo.weekContract(), slo.weekVerdict(), zone));
    document.put(
        "contract_window", account(slo.month(), slo.monthContract(), slo.monthVerdict(), zone));
    document.put("days", slo.days().stream().map(day -> books(day, zone)).toList());
    document.put("gaps", slo.gaps().stream().map(gap -> gap(gap, zone)).toList());
    return document;
  }

  private static Map<String, Object> account(
      Account account, Contractual contract, Verdict verdict, ZoneId zone) {
    Map<String, Object> document = books(account, zone);
    document.put("contractual", contractual(contract, zone));
    document.put("state", verdict.state().label());
    put(document, "sli_ratio", verdict.sliRatio());
    put(document, "sli_upper_ratio", verdict.sliUpperRatio());
    document.put("coverage_ratio", Double.toString(verdict.coverageRatio()));
    document.put("budget_remaining_ratio", Double.toString(verdict.budgetRemainingRatio()));
    return document;
  }

  private static Map<String, Object> contractual(Contractual contract, ZoneId zone) {
    return Map.of(
        "good", contract.figures().good(),
        "bad", contract.figures().bad(),
        "doubtful", contract.figures().doubtful(),
        "measured_minutes", contract.figures().measuredMinutes(),
        "expected_minutes", contract.figures().expectedMinutes(),
        "excluded_minutes", contract.excludedMinutes(),
        "exclusions",
            contract.exclusions().stream()
                .map(
                    each ->
                        Map.of(
                            "id", each.id(),
                            "class", each.exclusionClass(),
                            "reason", each.reason(),
                            "author", each.author(),
                            "entered_at", local(each.enteredAt(), zone)))
                .toList());
  }

  private static Map<String, Object> books(Account account, ZoneId zone) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("period", period(account.period()));
    document.put("counted", period(account.counted()));
    document.put("events", events(account));
    Map<String, Object> minutes = new LinkedHashMap<>();
    minutes.put("expected", account.expectedMinutes());
    minutes.put("down", account.downMinutes());
    for (MinuteKind kind : MinuteKind.values()) {
      minutes.put(kind.name().toLowerCase(Locale.ROOT), account.minutes(kind));
    }
    document.put("minutes", minutes);
    document.put("allowed_down_minutes", account.allowedDownMinutes().toPlainString());
    document.put("used_minutes", account.usedMinutes().toPlainString());
    document.put("allowed_bad_events", account.allowedBadEvents().toPlainString());
    account.worstMinute().ifPresent(minute -> document.put("worst_minute", worst(minute, zone)));
    return document;
  }

  private static Map<String, Object> events(Account account) {
    return Map.of(
        "good", account.good(),
        "bad", account.bad(),
        "doubtful", account.doubtful(),
        "valid", account.total(),
        "known_to_an_interval_only", account.intervalEvents());
  }

  private static Map<String, Object> worst(Minute minute, ZoneId zone) {
    return Map.of(
        "at", local(minute.epochMinute(), zone), "bad", minute.bad(), "valid", minute.total());
  }

  private static Map<String, Object> gap(Gap gap, ZoneId zone) {
    return Map.of(
        "start", local(gap.fromMinute(), zone),
        "end", local(gap.fromMinute() + gap.minutes(), zone),
        "minutes", gap.minutes());
  }

  private static Map<String, Object> latency(LatencyHistogram histogram) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("count", histogram.count());
    put(document, "p50_seconds", histogram.quantileSeconds(0.5));
    put(document, "p95_seconds", histogram.quantileSeconds(0.95));
    put(document, "p99_seconds", histogram.quantileSeconds(0.99));
    return document;
  }

  private static Map<String, Object> period(ReportPeriod period) {
    return Map.of(
        "start", local(period.start(), period.zone()),
        "end", local(period.end(), period.zone()),
        "zone", period.zone().getId(),
        "minutes", period.minutes());
  }

  private static String local(long epochMinute, ZoneId zone) {
    return local(Instant.ofEpochSecond(epochMinute * 60), zone);
  }

  private static String local(Instant instant, ZoneId zone) {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(instant.atZone(zone).toOffsetDateTime());
  }

  private static void put(Map<String, Object> document, String name, OptionalDouble value) {
    value.ifPresent(present -> document.put(name, Double.toString(present)));
  }
}
