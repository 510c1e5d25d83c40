package dev.nines.collector.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.collector.otlp.tenant.Sender;
import dev.nines.collector.otlp.tenant.Senders;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OtlpGrpcTest {
  private static final String EXPORT =
      "/opentelemetry.proto.collector.trace.v1.TraceService/Export";
  private static final byte[] TRACES = Spans.export("acme", Spans.request(200, Duration.ZERO));

  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client =
      vertx.createHttpClient(
          new HttpClientOptions()
              .setProtocolVersion(HttpVersion.HTTP_2)
              .setHttp2ClearTextUpgrade(false));

  @AfterEach
  void close() {
    client.close().await();
    vertx.close().await();
  }

  /// The headers and trailers of an answer together.
  private MultiMap call(OtlpRig rig, String path, Buffer body, String... headers) {
    return client
        .request(HttpMethod.POST, rig.port(), "127.0.0.1", path)
        .compose(
            request -> {
              request.putHeader("content-type", "application/grpc").putHeader("te", "trailers");
              for (int i = 0; i < headers.length; i += 2) {
                request.putHeader(headers[i], headers[i + 1]);
              }
              return request.send(body);
            })
        .compose(
            response ->
                response
                    .body()
                    .map(
                        read ->
                            MultiMap.caseInsensitiveMultiMap()
                                .addAll(response.headers())
                                .addAll(response.trailers())))
        .await();
  }

  private static Buffer framed(int flag, byte[] message) {
    return Buffer.buffer().appendByte((byte) flag).appendInt(message.length).appendBytes(message);
  }

  @Test
  void aRequestIsAcceptedWithAMessageAndATrailer() {
    try (var rig = new OtlpRig()) {
      MultiMap answer = call(rig, EXPORT, framed(0, TRACES));

      assertThat(answer.get("grpc-status")).isEqualTo("0");
      assertThat(answer.get("content-type")).isEqualTo("application/grpc");
      assertThat(rig.spanSamples()).isNotEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/opentelemetry.proto.collector.profiles.v1development.ProfilesService/Export, 0, identity, 12",
    "/opentelemetry.proto.collector.trace.v1.TraceService/Export, 0, zstd, 12",
    "/opentelemetry.proto.collector.trace.v1.TraceService/Export, 1, identity, 13",
    "/opentelemetry.proto.collector.trace.v1.TraceService/Export, 2, identity, 13",
    "/opentelemetry.proto.collector.trace.v1.TraceService/Export, 1, gzip, 3",
    "/opentelemetry.proto.collector.trace.v1.TraceService/Export, 0, identity, 3",
  })
  void whatCannotBeTakenHasTheStatusOfItsReason(
      String path, int flag, String packing, String status) {
    try (var rig = new OtlpRig()) {
      byte[] message = "no".getBytes(UTF_8);

      MultiMap answer = call(rig, path, framed(flag, message), "grpc-encoding", packing);

      assertThat(answer.get("grpc-status")).isEqualTo(status);
    }
  }

  @Test
  void twoMessagesAreOneTooMany() {
    try (var rig = new OtlpRig()) {
      Buffer two = framed(0, TRACES).appendBuffer(framed(0, TRACES));

      assertThat(call(rig, EXPORT, two).get("grpc-status")).isEqualTo("13");
    }
  }

  @Test
  void whenThereIsNoRoomTheSenderIsToldWhenToComeAgain() {
    try (var narrow = new OtlpRig(OtlpRig.settings(OtlpRig.RULES, 100), Senders.everybody())) {
      MultiMap answer = call(narrow, EXPORT, framed(0, TRACES));

      assertThat(answer.get("grpc-status")).isEqualTo("8");
      byte[] details = Base64.getDecoder().decode(answer.get("grpc-status-details-bin"));
      assertThat(new String(details, UTF_8)).contains("google.rpc.RetryInfo");
    }
  }

  @Test
  void onlyKnownSendersGetIn() {
    var senders =
        new Senders(Map.of(Senders.hash("secret"), new Sender("shop", Set.of())), Map.of(), false);
    try (var rig = new OtlpRig(OtlpRig.SETTINGS, senders)) {
      assertThat(call(rig, EXPORT, framed(0, TRACES)).get("grpc-status")).isEqualTo("16");
      assertThat(
              call(rig, EXPORT, framed(0, TRACES), "authorization", "Bearer secret")
                  .get("grpc-status"))
          .isEqualTo("0");
    }
  }
}
