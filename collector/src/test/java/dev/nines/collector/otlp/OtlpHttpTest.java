package dev.nines.collector.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.collector.otlp.tenant.Sender;
import dev.nines.collector.otlp.tenant.Senders;
import dev.nines.testing.TestData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OtlpHttpTest {
  private static final String PROTOBUF = "application/x-protobuf";
  private static final String JSON = "application/json";
  private static final byte[] TRACES = Spans.export("acme", Spans.request(200, Duration.ZERO));

  private final OtlpRig rig = new OtlpRig();

  @AfterEach
  void close() {
    rig.close();
  }

  private static String header(HttpResponse<byte[]> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  private static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), UTF_8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/traces", "/v1/metrics", "/v1/logs"})
  void anEmptyRequestIsAcceptedInItsOwnEncoding(String path) {
    HttpResponse<byte[]> protobuf = rig.post(path, PROTOBUF, new byte[0]);
    HttpResponse<byte[]> json = rig.post(path, JSON + "; charset=utf-8", "{}".getBytes(UTF_8));

    assertThat(protobuf.statusCode()).isEqualTo(200);
    assertThat(header(protobuf, "Content-Type")).isEqualTo(PROTOBUF);
    assertThat(protobuf.body()).isEmpty();
    assertThat(json.statusCode()).isEqualTo(200);
    assertThat(header(json, "Content-Type")).isEqualTo(JSON);
    assertThat(text(json)).isEqualTo("{}");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /v1/traces, application/json, 405",
    "PUT, /v1/logs, application/json, 405",
    "POST, /v1/traces, text/plain, 415",
    "POST, /v1/traces, application/x-www-form-urlencoded, 415",
    "POST, /v1/profiles, application/json, 404",
    "POST, /, application/json, 404",
    "POST, /v1/traces, application/json, 400",
    "POST, /v1/traces, application/x-protobuf, 400",
  })
  void whatCannotBeTakenHasTheStatusOfItsReason(
      String method, String path, String type, int status) {
    assertThat(rig.send(method, path, "no".getBytes(UTF_8), "Content-Type", type).statusCode())
        .isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({"GET, /v1/traces, '', 405", "POST, /v1/other, '', 404", "POST, /v1/logs, br, 415"})
  void aRefusalIsAStatusMessageInTheEncodingOfTheRequest(
      String method, String path, String packing, int status) {
    HttpResponse<byte[]> response =
        rig.send(method, path, new byte[0], "Content-Type", JSON, "Content-Encoding", packing);

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(header(response, "Content-Type")).isEqualTo(JSON);
    assertThat(text(response)).startsWith("{\"code\":");
  }

  @Test
  void aRequestWithoutContentTypeIsRefused() {
    assertThat(rig.send("POST", "/v1/traces", new byte[0]).statusCode()).isEqualTo(415);
  }

  @Test
  void aMalformedRequestIsAnsweredWithAStatusMessage() {
    HttpResponse<byte[]> protobuf = rig.post("/v1/traces", PROTOBUF, new byte[] {10, 5, 1});
    HttpResponse<byte[]> json =
        rig.post("/v1/traces", JSON, "{\"resourceSpans\":1}".getBytes(UTF_8));

    assertThat(text(protobuf)).contains("not protobuf of OTLP");
    assertThat(text(json)).contains("\"code\":3").contains("expected a list (line 1, column");
    assertThat(rig.forwarded).isEmpty();
  }

  @Test
  void gzipIsTaken() throws IOException {
    assertThat(
            rig.post("/v1/traces", PROTOBUF, gzip(TRACES), "Content-Encoding", "gzip").statusCode())
        .isEqualTo(200);
    assertThat(rig.spanSamples()).isNotEmpty();
    assertThat(rig.forwarded).containsExactly("TRACES PROTOBUF " + TRACES.length);
  }

  @Test
  void whatIsNotPackedAsItSaysIsMalformed() {
    assertThat(rig.post("/v1/traces", PROTOBUF, TRACES, "Content-Encoding", "gzip").statusCode())
        .isEqualTo(400);
  }

  @Test
  void anUnknownPackingIsAnUnsupportedType() {
    HttpResponse<byte[]> response =
        rig.post("/v1/traces", PROTOBUF, TRACES, "Content-Encoding", "br");

    assertThat(response.statusCode()).isEqualTo(415);
    assertThat(header(response, "Accept-Encoding")).isEqualTo("gzip");
  }

  @Test
  void aBombIsRefusedWhenItHasGrownTooLarge() throws IOException {
    byte[] bomb = gzip(new byte[Body.MAX_BYTES + 1]);

    assertThat(rig.post("/v1/logs", PROTOBUF, bomb, "Content-Encoding", "gzip").statusCode())
        .isEqualTo(413);
    assertThat(rig.receiver.stats().heldBytes()).isZero();
  }

  @Test
  void aRequestThatAnnouncesTooMuchIsRefusedBeforeItIsRead() throws IOException {
    try (var socket = new Socket("127.0.0.1", rig.port())) {
      OutputStream out = socket.getOutputStream();
      out.write(
          "POST /v1/traces HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 99999999\r\n\r\n"
              .getBytes(UTF_8));
      out.flush();
      InputStream in = socket.getInputStream();
      assertThat(new String(in.readNBytes(12), UTF_8)).isEqualTo("HTTP/1.1 413");
    }
  }

  @Test
  void whenThereIsNoRoomTheSenderIsToldWhenToComeAgain() {
    try (var narrow = new OtlpRig(OtlpRig.settings(OtlpRig.RULES, 1000), Senders.everybody())) {
      HttpResponse<byte[]> response = narrow.post("/v1/logs", PROTOBUF, new byte[2000]);

      assertThat(response.statusCode()).isEqualTo(429);
      assertThat(header(response, "Retry-After")).isEqualTo("5");
      assertThat(narrow.post("/v1/traces", PROTOBUF, TRACES).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void onlyKnownSendersGetInAndSpeakForTheirTenantsOnly() {
    var senders =
        new Senders(
            Map.of(Senders.hash("secret"), new Sender("shop", Set.of("globex"))), Map.of(), false);
    try (var closed = new OtlpRig(OtlpRig.SETTINGS, senders)) {
      assertThat(closed.post("/v1/traces", PROTOBUF, TRACES).statusCode()).isEqualTo(401);
      assertThat(
              closed
                  .post("/v1/traces", PROTOBUF, TRACES, "Authorization", "Bearer wrong")
                  .statusCode())
          .isEqualTo(401);

      HttpResponse<byte[]> partial =
          closed.post("/v1/traces", JSON, json(), "Authorization", "Bearer secret");

      assertThat(partial.statusCode()).isEqualTo(200);
      assertThat(text(partial))
          .contains("\"rejectedSpans\":\"1\"")
          .contains("may not speak for")
          .doesNotContain("acme");
      assertThat(closed.spanSamples()).isEmpty();
    }
  }

  private static byte[] json() {
    return """
    {"resourceSpans":[{"resource":{"attributes":[{"key":"tenant.id","value":{"stringValue":"acme"}}]},
     "scopeSpans":[{"spans":[{"traceId":"5B8EFFF798038103D269B633813FC60C","spanId":"EEE19B7EC3C1B174",
      "kind":2,"startTimeUnixNano":"1772366429000000000","endTimeUnixNano":"1772366430000000000",
      "attributes":[{"key":"http.route","value":{"stringValue":"/a"}}]}]}]}]}
    """
        .getBytes(UTF_8);
  }

  @Test
  void spansInJsonCountLikeThoseInProtobuf() {
    rig.post("/v1/traces", JSON, json());

    assertThat(rig.spanSamples().keySet()).anyMatch(series -> series.contains("tenant=acme"));
  }

  @Test
  void thePublishedExamplesAreAccepted() throws IOException {
    try (Stream<Path> files = Files.list(TestData.folder("otlp"))) {
      List<Path> examples = files.filter(each -> each.toString().endsWith(".json")).toList();
      assertThat(examples).isNotEmpty();
      for (Path example : examples) {
        String name = example.getFileName().toString();
        String path =
            name.startsWith("trace")
                ? "/v1/traces"
                : name.startsWith("metric") ? "/v1/metrics" : "/v1/logs";
        HttpResponse<byte[]> response = rig.post(path, JSON, Files.readAllBytes(example));
        assertThat(text(response)).as(name).isEqualTo("{}");
        assertThat(response.statusCode()).as(name).isEqualTo(200);
      }
    }
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }
}
