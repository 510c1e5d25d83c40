package dev.nines.collector.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.collector.otlp.span.SpanOutcome;
import dev.nines.collector.otlp.tenant.Senders;
import dev.nines.slo.model.TenantId;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.trace.v1.Span;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Each tenant may send two spans or data points a second here, twenty at once.
class TenantRateTest {
  private static final String COUNT = "http_server_request_duration_seconds_count";

  private final OtlpRig rig =
      new OtlpRig(OtlpRig.settings(OtlpRig.RULES, 64L << 20, 2), Senders.everybody());

  @AfterEach
  void close() {
    rig.close();
  }

  private HttpResponse<byte[]> send(byte[] export) {
    return rig.post("/v1/traces", "application/x-protobuf", export);
  }

  private static byte[] spans(String tenant, int count) {
    return Spans.export(
        tenant,
        Stream.generate(() -> Spans.request(200, Duration.ofMillis(50)))
            .limit(count)
            .toArray(Span.Builder[]::new));
  }

  private double counted(String tenant) {
    return rig.spanSamples().entrySet().stream()
        .filter(each -> each.getKey().startsWith(COUNT))
        .filter(each -> each.getKey().contains("tenant=" + tenant + "}"))
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }

  @Test
  void theRequestOfATenantThatSendsTooManyIsToBeRepeatedLater() {
    assertThat(send(spans("acme", 30)).statusCode()).isEqualTo(200);

    HttpResponse<byte[]> refused = send(spans("acme", 3));

    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.headers().firstValue("Retry-After")).contains("5");
    assertThat(rig.forwarded).hasSize(1);
    assertThat(rig.receiver.overRate()).containsExactly(Map.entry(new TenantId("acme"), 3L));
    assertThat(counted("acme")).as("what had been taken stays whole").isEqualTo(30);
  }

  @Test
  void whatWasRefusedCountsInFullWhenItComesAgain() {
    send(spans("acme", 30));
    send(spans("acme", 3));
    rig.clock.advance(Duration.ofSeconds(6));

    assertThat(send(spans("acme", 3)).statusCode()).isEqualTo(200);
    assertThat(counted("acme")).isEqualTo(33);
  }

  @Test
  void aFloodOfOneTenantLeavesTheOthersWhole() {
    for (int round = 0; round < 20; round++) {
      send(spans("acme", 100));
      assertThat(send(spans("globex", 1)).statusCode()).isEqualTo(200);
    }

    assertThat(counted("globex")).isEqualTo(20);
  }

  @Test
  void inAMixedRequestOnlyTheOneIsRejectedAndItsMinuteUnmeasured() throws Exception {
    send(spans("acme", 30));
    byte[] mixed =
        ExportTraceServiceRequest.newBuilder()
            .mergeFrom(spans("acme", 5))
            .mergeFrom(spans("globex", 2))
            .build()
            .toByteArray();

    HttpResponse<byte[]> answer = send(mixed);

    assertThat(answer.statusCode()).isEqualTo(200);
    var partial = ExportTraceServiceResponse.parseFrom(answer.body()).getPartialSuccess();
    assertThat(partial.getRejectedSpans()).isEqualTo(5);
    assertThat(partial.getErrorMessage()).isEqualTo("5 over the rate of their tenants");
    assertThat(rig.receiver.stats().spans())
        .containsEntry(SpanOutcome.OVER_RATE, 5L)
        .containsEntry(SpanOutcome.COUNTED, 32L);
    Map<String, Double> samples = rig.spanSamples();
    assertThat(samples.keySet()).noneMatch(each -> each.contains("tenant=acme}"));
    assertThat(samples.keySet()).anyMatch(each -> each.contains("tenant=globex}"));
  }

  @Test
  void dataPointsAreHeldToTheSameRate() {
    send(spans("acme", 30));

    assertThat(rig.post("/v1/metrics", "application/json", point("acme")).statusCode())
        .isEqualTo(429);
    assertThat(rig.post("/v1/metrics", "application/json", point("globex")).statusCode())
        .isEqualTo(200);
  }

  private static byte[] point(String tenant) {
    return """
    {"resourceMetrics": [{"scopeMetrics": [{"metrics": [{"name": "queue.depth", "gauge": {"dataPoints": [
      {"attributes": [{"key": "tenant.id", "value": {"stringValue": "%s"}}], "asInt": "3"}]}}]}]}]}
    """
        .formatted(tenant)
        .getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }
}
