package dev.nines.collector.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Bodies at the edges of the OTLP/JSON encoding, sent to a receiver that runs.
class OtlpBodiesTest {
  private static final String IDS =
      "\"traceId\":\"5B8EFFF798038103D269B633813FC60C\",\"spanId\":\"EEE19B7EC3C1B174\"";

  private final OtlpRig rig = new OtlpRig();

  @AfterEach
  void close() {
    rig.close();
  }

  private HttpResponse<byte[]> post(String path, String body) {
    return rig.post(path, "application/json", body.getBytes(UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        " {\"resourceSpans\":[]} \n",
        "{\"resourceSpans\":null}",
        "{\"resourceSpans\":[{}]}",
        "{\"resourceSpans\":[{\"resource\":null,\"scopeSpans\":[{\"spans\":[]}]}]}",
        "{\"resourceSpans\":[{\"resource\":{\"attributes\":[{\"key\":\"a\"}]}}]}",
        "{\"resourceSpans\":[{\"resource\":{\"attributes\":[{\"key\":\"a\",\"value\":{}}]}}]}",
        "{\"unknown\":{\"a\":[1,{\"b\":null}]},\"resourceSpans\":[{\"futureField\":1e400}]}",
        "{\"resource_spans\":[{\"scope_spans\":7}]}",
        "{\"resourceSpans\":[{\"schemaUrl\":\"\\u0000\\ud83d\\ude00\"}]}",
      })
  void isAccepted(String body) {
    HttpResponse<byte[]> answer = post("/v1/traces", body);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(new String(answer.body(), UTF_8)).isEqualTo("{}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "[]",
        "\"{}\"",
        "{",
        "{}{}",
        "{} x",
        "{'resourceSpans':[]}",
        "{\"resourceSpans\":[],}",
        "{\"resourceSpans\":{}}",
        "{\"resourceSpans\":[null]}",
        "{\"resourceSpans\":[[]]}",
        "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"traceId\":\"5B8\"}]}]}]}",
        "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"kind\":\"STATUS_CODE_OK\"}]}]}]}",
        "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"name\":7}]}]}]}",
        "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"startTimeUnixNano\":\"soon\"}]}]}]}",
        "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"startTimeUnixNano\":true}]}]}]}",
        "{\"resourceSpans\":[{\"resource\":{\"attributes\":[{\"key\":\"a\",\"value\":{\"boolValue\":\"true\"}}]}}]}",
        "{\"resourceSpans\":[{\"resource\":{\"attributes\":[{\"key\":\"a\",\"value\":{\"bytesValue\":\"?\"}}]}}]}",
      })
  void isMalformed(String body) {
    HttpResponse<byte[]> answer = post("/v1/traces", body);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(new String(answer.body(), UTF_8)).startsWith("{\"code\":3,\"message\":\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '´',
      value = {
        "\"traceId\":\"\",\"spanId\":\"EEE19B7EC3C1B174\"",
        "\"traceId\":\"00000000000000000000000000000000\",\"spanId\":\"EEE19B7EC3C1B174\"",
        "\"traceId\":\"5B8EFFF798038103D269B633813FC60C\",\"spanId\":\"EE\"",
      })
  void aSpanWithoutValidIdsIsRejectedInPart(String ids) {
    HttpResponse<byte[]> answer = post("/v1/traces", span(ids, "1"));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(new String(answer.body(), UTF_8)).contains("\"rejectedSpans\":\"1\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"200", "\"200\"", "2e2", "200.0"})
  void wholeNumbersAreTextsOrNumbers(String status) {
    assertThat(post("/v1/traces", span(IDS, status)).statusCode()).isEqualTo(200);

    assertThat(rig.spanSamples().keySet())
        .anySatisfy(each -> assertThat(each).contains("http_response_status_code=200"));
  }

  private static String span(String ids, String status) {
    long end = OtlpRig.NOW.getEpochSecond() * 1_000_000_000L;
    return """
    {"resourceSpans":[{"resource":{"attributes":[{"key":"tenant.id","value":{"stringValue":"acme"}}]},
      "scopeSpans":[{"spans":[{%s,"kind":2,"startTimeUnixNano":"%d","endTimeUnixNano":%d,
        "attributes":[{"key":"http.response.status_code","value":{"intValue":%s}}]}]}]}]}
    """
        .formatted(ids, end - 1_000_000, end, status);
  }

  @Test
  void aHistogramsCountsAreTextsOrNumbersAndItsSumMayBeAbsent() {
    String body =
        """
        {"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"name":"wait","unit":"s","histogram":{"aggregationTemporality":1,
          "dataPoints":[{"attributes":[{"key":"tenant.id","value":{"stringValue":"acme"}}],"startTimeUnixNano":"1",
            "timeUnixNano":"%d","count":"3","bucketCounts":["1",2],"explicitBounds":[0.5]}]}}]}]}]}
        """
            .formatted(OtlpRig.NOW.getEpochSecond() * 1_000_000_000L);

    assertThat(post("/v1/metrics", body).statusCode()).isEqualTo(200);
    Map<String, Double> samples = rig.metricSamples();
    assertThat(samples).containsValue(3.0);
    assertThat(samples.keySet()).anyMatch(each -> each.contains("le=0.5"));
  }

  @Test
  void whatIsNotUtf8IsMalformed() {
    byte[] body = "{\"resourceSpans\":[{\"schemaUrl\":\"x\"}]}".getBytes(UTF_8);
    body[body.length - 5] = (byte) 0xff;

    assertThat(rig.post("/v1/traces", "application/json", body).statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource({
    "application/x-protobuf, 200",
    "APPLICATION/X-PROTOBUF, 200",
    "application/x-protobuf; charset=utf-8, 200",
    "application/json;charset=UTF-8, 400",
    "application/jsonl, 415",
    "application/protobuf, 200",
    "'', 415",
  })
  void theContentTypeDecides(String type, int status) {
    byte[] unknownFields = {(byte) 0xfa, 0x07, 2, 'h', 'i', (byte) 0xc0, 0x3e, 1};

    assertThat(rig.post("/v1/traces", type, unknownFields).statusCode()).isEqualTo(status);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0a", "0a05", "0aff", "0b", "0e00", "ffffffffffffffffffff01", "0affffffff0f"})
  void brokenProtobufIsMalformed(String hexadecimal) {
    byte[] body = java.util.HexFormat.of().parseHex(hexadecimal);

    assertThat(rig.post("/v1/traces", "application/x-protobuf", body).statusCode()).isEqualTo(400);
  }
}
