package dev.nines.collector.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.collector.otlp.span.SpanOutcome;
import dev.nines.collector.otlp.tenant.Senders;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The OpenTelemetry SDK for JavaScript sends for real.
class OtelJsIT {
  private static final int SPANS = 200;
  private static OtelJs js;

  @BeforeAll
  static void install() {
    js = OtelJs.install();
  }

  @ParameterizedTest
  @CsvSource({"grpc, none", "grpc, gzip", "proto, none", "proto, gzip", "json, none", "json, gzip"})
  void itsSpansAndMetricsAreCountedOnce(String transport, String compression) {
    try (var rig =
        new OtlpRig(OtlpRig.SETTINGS, Senders.everybody(), Optional.of(InstantSource.system()))) {
      js.send(rig.port(), transport, compression, SPANS);

      Map<String, Double> spans =
          OtlpRig.samples(rig.receiver.observe(InstantSource.system().instant()));
      Map<String, Double> metrics = rig.metricSamples();
      assertThat(rig.receiver.stats().spans()).containsEntry(SpanOutcome.COUNTED, (long) SPANS);
      assertThat(sum(spans, "_count{", "outcome=ok")).isEqualTo(SPANS * 0.9);
      assertThat(sum(spans, "_count{", "outcome=error")).isEqualTo(SPANS * 0.1);
      assertThat(metrics)
          .anySatisfy(
              (series, value) -> {
                assertThat(series).startsWith("orders_placed_total{").contains("tenant=acme");
                assertThat(value % 7).isZero();
              })
          .anySatisfy(
              (series, value) ->
                  assertThat(series)
                      .startsWith("http_server_request_duration_seconds_bucket{")
                      .contains("le=0.25,"));
    }
  }

  private static double sum(Map<String, Double> samples, String part, String label) {
    return samples.entrySet().stream()
        .filter(each -> each.getKey().contains(part) && each.getKey().contains(label))
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }
}
