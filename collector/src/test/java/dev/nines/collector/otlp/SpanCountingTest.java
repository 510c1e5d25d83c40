package dev.nines.collector.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.collector.otlp.span.SpanOutcome;
import dev.nines.slo.model.LatencyDelta;
import dev.nines.slo.model.Observation;
import dev.nines.slo.model.Observation.Reading;
import io.opentelemetry.proto.trace.v1.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpanCountingTest {
  private static final Duration FAST = Duration.ofMillis(50);
  private static final Duration SLOW = Duration.ofMillis(500);

  private final OtlpRig rig = new OtlpRig();

  @AfterEach
  void close() {
    rig.close();
  }

  private long spans(SpanOutcome outcome) {
    return rig.receiver.stats().spans().get(outcome);
  }

  @Test
  void aServerSpanIsARequestOfItsTenantByRouteMethodAndStatus() {
    String labels =
        "http_request_method=GET, http_response_status_code=200, http_route=/orders,"
            + " %smeasured_by=spans, outcome=ok, service_name=shop, tenant=acme}";

    assertThat(rig.counted(Spans.export("acme", Spans.request(200, SLOW))))
        .containsEntry("http_server_request_duration_seconds_count{" + labels.formatted(""), 1.0)
        .containsEntry("http_server_request_duration_seconds_sum{" + labels.formatted(""), 0.5)
        .containsEntry(
            "http_server_request_duration_seconds_bucket{" + labels.formatted("le=1, "), 1.0)
        .doesNotContainKey(
            "http_server_request_duration_seconds_bucket{" + labels.formatted("le=0.1, "));
  }

  @Test
  void aQuerySpanBelongsToTheOwnerOfItsDatabase() {
    Map<String, Double> counted = rig.counted(Spans.export("", Spans.query("globex_db", FAST)));

    assertThat(counted)
        .containsEntry(
            "db_client_operation_duration_seconds_count{db_namespace=globex_db,"
                + " db_operation_name=SELECT, db_system_name=mariadb, measured_by=spans,"
                + " outcome=ok, service_name=shop, tenant=globex}",
            1.0);
  }

  @Test
  void formerNamesOfTheConventionsCountTheSame() {
    Span.Builder old =
        Spans.span(
                Span.SpanKind.SPAN_KIND_SERVER,
                OtlpRig.NOW,
                FAST,
                "http.method",
                "GET",
                "http.route",
                "/orders")
            .addAttributes(Spans.number("http.status_code", 200));

    Map<String, Double> byOldNames = rig.counted(Spans.export("acme", old));

    assertThat(byOldNames).isEqualTo(rig.counted(Spans.export("acme", Spans.request(200, FAST))));
  }

  @ParameterizedTest
  @CsvSource({"200,ok", "404,ok", "500,error", "503,error"})
  void aRequestFailsByItsStatus(int status, String outcome) {
    assertThat(rig.counted(Spans.export("acme", Spans.request(status, FAST))).keySet())
        .isNotEmpty()
        .allMatch(series -> series.contains("outcome=" + outcome));
  }

  @Test
  void aSpanWhoseStatusIsErrorFailed() {
    Span.Builder failed = Spans.request(200, FAST).setStatus(Spans.error());

    assertThat(rig.counted(Spans.export("acme", failed)).keySet())
        .isNotEmpty()
        .allMatch(series -> series.contains("outcome=error"));
  }

  @Test
  void anUnknownTenantIsQuarantinedAndNotLookedForElsewhere() {
    assertThat(rig.counted(Spans.export("stranger", Spans.query("globex_db", FAST)))).isEmpty();
    assertThat(spans(SpanOutcome.QUARANTINED)).isEqualTo(1);
  }

  @Test
  void aSpanThatNobodyOwnsIsUnattributed() {
    assertThat(rig.counted(Spans.export("", Spans.request(200, FAST)))).isEmpty();
    assertThat(spans(SpanOutcome.UNATTRIBUTED)).isEqualTo(1);
  }

  @Test
  void aSampledSpanStandsForThoseThatWereDropped() {
    Span.Builder oneOfFour = Spans.request(200, FAST).setTraceState("rojo=1,ot=th:c");

    assertThat(rig.counted(Spans.export("acme", oneOfFour)))
        .anySatisfy(
            (series, value) -> {
              assertThat(series).contains("_count");
              assertThat(value).isEqualTo(4);
            });
  }

  @Test
  void aSpanSampledNobodyKnowsHowFeedsNoObjective() {
    Span.Builder unreadable = Spans.request(200, FAST).setTraceState("ot=th:xyz");

    assertThat(rig.counted(Spans.export("acme", unreadable))).isEmpty();
    assertThat(spans(SpanOutcome.UNWEIGHTED)).isEqualTo(1);
  }

  @Test
  void aLateSpanIsObservedInItsOwnMinute() {
    Instant end = OtlpRig.NOW.minus(Duration.ofMinutes(7));
    Span.Builder late =
        Spans.request(200, FAST)
            .setStartTimeUnixNano(Spans.nanos(end) - 1)
            .setEndTimeUnixNano(Spans.nanos(end));
    rig.post("/v1/traces", "application/x-protobuf", Spans.export("acme", late));

    List<Observation> observed = rig.receiver.observe(OtlpRig.NOW);

    assertThat(observed).hasSize(2);
    assertThat(observed.getFirst().at()).isEqualTo(Instant.parse("2026-03-01T11:53:59.999Z"));
    assertThat(OtlpRig.samples(observed.subList(1, 2))).isEmpty();
  }

  @Test
  void aSpanFromTheFutureCountsNow() {
    Instant end = OtlpRig.NOW.plus(Duration.ofHours(1));
    Span.Builder early =
        Spans.request(200, FAST)
            .setStartTimeUnixNano(Spans.nanos(end) - 1)
            .setEndTimeUnixNano(Spans.nanos(end));
    rig.post("/v1/traces", "application/x-protobuf", Spans.export("acme", early));

    List<Observation> observed = rig.receiver.observe(OtlpRig.NOW);

    assertThat(observed).hasSize(1);
    assertThat(OtlpRig.samples(observed)).isNotEmpty();
  }

  @Test
  void spansWithoutIdsAreRejectedAndTheSenderIsTold() {
    var bad = Spans.request(200, FAST).clearTraceId();

    byte[] answer =
        rig.post(
                "/v1/traces",
                "application/x-protobuf",
                Spans.export("acme", bad, Spans.request(200, FAST)))
            .body();

    assertThat(new String(answer, java.nio.charset.StandardCharsets.UTF_8))
        .contains("1 without a valid trace id");
    assertThat(spans(SpanOutcome.COUNTED)).isEqualTo(1);
  }

  @Test
  void aServiceThatIsHeardAndSendsNothingIsIdle() {
    rig.counted(Spans.export("acme", Spans.request(200, FAST)));
    rig.clock.advance(Duration.ofSeconds(30));

    assertThat(samplesOf(rig.receiver.observe(rig.clock.instant()))).isPositive();

    rig.clock.advance(Duration.ofSeconds(60));
    assertThat(samplesOf(rig.receiver.observe(rig.clock.instant()))).isZero();
  }

  private static int samplesOf(List<Observation> observed) {
    return ((Reading.Complete) observed.getLast().reading()).samples().size();
  }

  @Test
  void whatExceedsTheTenantsSeriesIsCountedInItsOverflow() {
    for (int i = 0; i < 60; i++) {
      Span.Builder odd =
          Spans.span(
              Span.SpanKind.SPAN_KIND_SERVER,
              OtlpRig.NOW,
              FAST,
              "http.request.method",
              "GET",
              "http.route",
              "/users/" + i);
      rig.post("/v1/traces", "application/x-protobuf", Spans.export("acme", odd));
    }

    Map<String, Double> counted = rig.spanSamples();

    assertThat(counted)
        .containsEntry(
            "http_server_request_duration_seconds_count{measured_by=spans,"
                + " otel_metric_overflow=true, outcome=ok, service_name=shop, tenant=acme}",
            10.0);
    assertThat(rig.receiver.stats().seriesOverflows()).isEqualTo(10);
  }

  @Test
  void durationsGoToTheTenantsHistograms() {
    rig.post(
        "/v1/traces",
        "application/x-protobuf",
        Spans.export("acme", Spans.request(200, FAST), Spans.query("acme_db", SLOW)));

    var complete = (Reading.Complete) rig.receiver.observe(OtlpRig.NOW).getLast().reading();

    assertThat(complete.latencies())
        .extracting(LatencyDelta::operation, each -> each.durations().count())
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple(LatencyDelta.REQUEST, 1L),
            org.assertj.core.groups.Tuple.tuple(LatencyDelta.QUERY, 1L));
  }

  @Test
  void anAttributeBeforeItsKeyAndAResourceBehindItsSpansAreRead() throws Exception {
    byte[] spans = Spans.request("", Spans.request(200, FAST)).getResourceSpans(0).toByteArray();
    byte[] resource = Spans.request("acme").getResourceSpans(0).toBuilder().build().toByteArray();
    var joined = new java.io.ByteArrayOutputStream();
    joined.write(0x0a);
    writeVarint(joined, spans.length + resource.length);
    joined.write(spans);
    joined.write(resource);

    assertThat(rig.counted(joined.toByteArray())).isNotEmpty();
  }

  private static void writeVarint(java.io.ByteArrayOutputStream out, int value) {
    int rest = value;
    while (rest > 0x7F) {
      out.write(rest & 0x7F | 0x80);
      rest >>>= 7;
    }
    out.write(rest);
  }
}
