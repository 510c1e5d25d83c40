package dev.nines.collector.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.nines.collector.otlp.span.SpanOutcome;
import dev.nines.collector.otlp.tenant.Sender;
import dev.nines.collector.otlp.tenant.Senders;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// One sender holds all the memory that it is given; what another sends is taken whole.
class OtlpFloodTest {
  private static final int MEMORY_BYTES = 8 << 20;
  private static final int BODY_BYTES = 1 << 20;

  private final Senders senders =
      new Senders(
          Map.of(
              Senders.hash("flood"), new Sender("flood", Set.of()),
              Senders.hash("quiet"), new Sender("quiet", Set.of())),
          Map.of(),
          false);

  @Test
  void uploadsThatNeverEndTakeNoRoomFromAnotherSender() throws Exception {
    var uploads = new ArrayList<Socket>();
    try (var rig = new OtlpRig(OtlpRig.settings(OtlpRig.RULES, MEMORY_BYTES), senders)) {
      for (int i = 0; i < 12; i++) {
        uploads.add(upload(rig.port()));
      }
      await()
          .atMost(Duration.ofSeconds(10))
          .until(() -> rig.receiver.stats().heldBytes() > MEMORY_BYTES * 3 / 4);

      for (int i = 0; i < 20; i++) {
        HttpResponse<byte[]> answer =
            rig.post(
                "/v1/traces",
                "application/x-protobuf",
                Spans.export("acme", Spans.request(200, Duration.ofMillis(50))),
                "Authorization",
                "Bearer quiet");
        assertThat(answer.statusCode()).isEqualTo(200);
      }

      assertThat(rig.receiver.stats().spans()).containsEntry(SpanOutcome.COUNTED, 20L);
      assertThat(rig.receiver.stats().heldBytes()).isLessThanOrEqualTo(MEMORY_BYTES);
    } finally {
      for (Socket each : uploads) {
        each.close();
      }
    }
  }

  /// All of a body but its last byte.
  private static Socket upload(int port) throws IOException {
    var socket = new Socket("127.0.0.1", port);
    var out = socket.getOutputStream();
    List<String> head =
        List.of(
            "POST /v1/logs HTTP/1.1",
            "Host: x",
            "Authorization: Bearer flood",
            "Content-Type: application/x-protobuf",
            "Content-Length: " + (BODY_BYTES + 1),
            "",
            "");
    out.write(String.join("\r\n", head).getBytes(UTF_8));
    try {
      out.write(new byte[BODY_BYTES]);
      out.flush();
    } catch (IOException e) {
      // refused while it was sent: that is what the limit is for
    }
    return socket;
  }
}
