package dev.nines.collector.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.collector.otlp.span.Exemplar;
import dev.nines.slo.model.AlertPolicy;
import dev.nines.slo.model.BudgetWindow;
import dev.nines.slo.model.BudgetingMethod;
import dev.nines.slo.model.Indicator;
import dev.nines.slo.model.MissingPolicy;
import dev.nines.slo.model.Objective;
import dev.nines.slo.model.TenantId;
import io.opentelemetry.proto.trace.v1.Span;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TraceFinderTest {
  private static final TenantId ACME = new TenantId("acme");
  private static final TenantId GLOBEX = new TenantId("globex");
  private static final Duration FAST = Duration.ofMillis(20);
  private static final Duration SLOW = Duration.ofMillis(800);
  private static final String REQUESTS = "http_server_request_duration_seconds";
  private static final Objective SUCCESS =
      objective(
          Indicator.Counted.BAD,
          increase(REQUESTS + "_count{outcome=\"error\"}"),
          increase(REQUESTS + "_count"));
  private static final Objective LATENCY =
      objective(
          Indicator.Counted.GOOD,
          increase(REQUESTS + "_bucket{outcome=\"ok\",le=\"0.1\"}"),
          increase(REQUESTS + "_count{outcome=\"ok\"}"));
  private static final Objective QUERIES =
      objective(
          Indicator.Counted.GOOD,
          increase("db_client_operation_duration_seconds_bucket{le=\"0.1\"}"),
          increase("db_client_operation_duration_seconds_count"));

  private final OtlpRig rig = new OtlpRig();

  @BeforeAll
  void send() {
    post("acme", "01", Spans.request(200, FAST));
    post("acme", "02", Spans.request(200, SLOW));
    post("acme", "03", Spans.request(500, FAST));
    post("acme", "04", Spans.query("acme_db", FAST));
    post("globex", "05", Spans.request(200, FAST));
    rig.spanSamples();
  }

  @AfterAll
  void close() {
    rig.close();
  }

  @Test
  void aPromiseOfSuccessShowsTheRequestThatFailed() {
    assertThat(found(SUCCESS, ACME)).contains(trace("03"));
  }

  @Test
  void aPromiseOfSpeedShowsTheSlowRequestAndNotTheFailedOne() {
    assertThat(found(LATENCY, ACME)).contains(trace("02"));
  }

  @Test
  void whatIsGoodByThePromiseIsNotShown() {
    assertThat(found(QUERIES, ACME)).isEmpty();
  }

  @Test
  void anotherTenantSeesNothingOfIt() {
    assertThat(found(SUCCESS, GLOBEX)).isEmpty();
    assertThat(found(LATENCY, GLOBEX)).isEmpty();
  }

  private Optional<String> found(Objective objective, TenantId tenant) {
    return rig.receiver.traces().worst(objective, tenant).map(Exemplar::traceId);
  }

  private void post(String tenant, String trace, Span.Builder span) {
    span.setTraceId(com.google.protobuf.ByteString.fromHex(trace(trace)));
    rig.post("/v1/traces", "application/x-protobuf", Spans.export(tenant, span));
  }

  private static String trace(String end) {
    return "5b8efff798038103d269b633813fc6" + end;
  }

  private static String increase(String selector) {
    return "sum by (tenant) (increase(%s[5m]))".formatted(selector);
  }

  private static Objective objective(Indicator.Counted counted, String query, String total) {
    return new Objective(
        "promise",
        "shop",
        "promise",
        "",
        new Indicator.Ratio(counted, query, total, Optional.empty()),
        "tenant",
        new BigDecimal("0.999"),
        Map.of(),
        new BudgetWindow.Rolling(Duration.ofDays(30)),
        new BudgetingMethod.Occurrences(),
        MissingPolicy.LEFT_OUT,
        AlertPolicy.DEFAULT,
        Map.of(),
        "slo.yaml:1");
  }
}
