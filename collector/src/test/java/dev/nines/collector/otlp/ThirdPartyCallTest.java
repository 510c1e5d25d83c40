package dev.nines.collector.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.slo.model.Observation.Reading;
import io.opentelemetry.proto.trace.v1.Span;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What client spans say of the services that a tenant's requests depend on.
class ThirdPartyCallTest {
  private static final Duration FAST = Duration.ofMillis(50);
  private static final Duration SLOW = Duration.ofMillis(500);

  private final OtlpRig rig = new OtlpRig();

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void aClientSpanIsACallOfAThirdPartyByItsAddress() {
    Span.Builder call = Spans.call(200, SLOW, "server.address", "api.psp.example");

    assertThat(rig.counted(Spans.export("acme", call)))
        .containsEntry(
            "http_client_request_duration_seconds_count{http_request_method=POST,"
                + " http_response_status_code=200, measured_by=spans, outcome=ok,"
                + " server_address=api.psp.example, service_name=shop, tenant=acme}",
            1.0);
  }

  @ParameterizedTest
  @CsvSource({"net.peer.name", "peer.service"})
  void aCallWithoutAnAddressIsKnownByItsPeer(String attribute) {
    assertThat(rig.counted(Spans.export("acme", Spans.call(200, FAST, attribute, "psp"))).keySet())
        .isNotEmpty()
        .allMatch(series -> series.contains("server_address=psp"));
  }

  @ParameterizedTest
  @CsvSource({"200,ok", "404,ok", "422,ok", "429,error", "500,error", "0,error"})
  void aCallFailsByWhatTheOtherSideDid(int status, String outcome) {
    Span.Builder call = Spans.call(status, FAST, "server.address", "psp");
    if (status == 0 || status >= 400) {
      call.setStatus(Spans.error());
    }

    assertThat(rig.counted(Spans.export("acme", call)).keySet())
        .isNotEmpty()
        .allMatch(series -> series.contains("outcome=" + outcome));
  }

  @Test
  void aThirdPartysSpeedIsNotTheTenants() {
    rig.post(
        "/v1/traces",
        "application/x-protobuf",
        Spans.export("acme", Spans.call(200, FAST, "server.address", "psp")));

    assertThat(rig.receiver.observe(OtlpRig.NOW))
        .allSatisfy(each -> assertThat(((Reading.Complete) each.reading()).latencies()).isEmpty());
  }
}
