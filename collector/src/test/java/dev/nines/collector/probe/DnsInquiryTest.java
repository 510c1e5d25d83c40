package dev.nines.collector.probe;

import static dev.nines.collector.probe.Probing.reason;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import dev.nines.collector.probe.CheckResult.Bad;
import dev.nines.collector.probe.CheckResult.Good;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.datagram.DatagramSocket;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Against a name server of a few lines: it knows one name, and never answers for another.
class DnsInquiryTest {
  private static final int HEADER_BYTES = 12;
  private static final int NO_SUCH_NAME = 3;

  private static Probing probing;
  private static DatagramSocket server;

  @BeforeAll
  static void open() {
    probing = new Probing();
    server = probing.vertx.createDatagramSocket();
    server.handler(
        packet -> {
          Buffer question = packet.data();
          String name = question.getString(HEADER_BYTES, question.length() - 4);
          if (!name.contains("silent")) {
            boolean known = name.contains("known");
            Buffer answer = known ? address(question) : refusal(question);
            server.send(answer, packet.sender().port(), packet.sender().host());
          }
        });
    server.listen(0, "127.0.0.1").await();
  }

  @AfterAll
  static void close() {
    probing.close();
  }

  @Test
  void aNameThatIsKnownIsGood() throws Exception {
    assertThat(check("known.example")).isEqualTo(new Good());
    assertThat(check("known.example", "^192[.]0[.]2[.]7$")).isEqualTo(new Good());
  }

  @Test
  void anotherAnswerThanExpectedIsBad() throws Exception {
    assertThat(check("known.example", "^198[.]"))
        .isEqualTo(new Bad(ProbeFailure.ANSWER, "in none of 1 records: ^198[.]"));
  }

  @Test
  void aNameThatIsNotKnownIsBad() throws Exception {
    assertThat(check("gone.example"))
        .isEqualTo(new Bad(ProbeFailure.ANSWER, "the name server says NXDOMAIN"));
  }

  @Test
  void aServerThatDoesNotAnswerTimesOut() throws Exception {
    assertThat(reason(probing.run(Probing.impatient(url("silent.example"), ask()))))
        .isEqualTo(ProbeFailure.TIMEOUT);
  }

  @Test
  void aServerInwardIsNotAsked() throws Exception {
    assertThat(probing.run(Probing.guarded(url("known.example"), ask())))
        .isInstanceOf(CheckResult.Refused.class);
  }

  private static CheckResult check(String name, String... answers) throws InterruptedException {
    return probing.run(Probing.settings(url(name), ask(answers)));
  }

  private static Ask ask(String... answers) {
    List<Pattern> patterns = Stream.of(answers).map(Pattern::compile).toList();
    return new Ask.Dns(DnsType.A, patterns);
  }

  private static String url(String name) {
    return "dns://127.0.0.1:%d/%s".formatted(server.localAddress().port(), name);
  }

  /// The question again, with one A record: 192.0.2.7.
  private static Buffer address(Buffer question) {
    Buffer answer = head(question, 0, 1);
    byte[] record = {(byte) 0xC0, HEADER_BYTES, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, (byte) 192, 0, 2, 7};
    return answer.appendBytes(record);
  }

  private static Buffer refusal(Buffer question) {
    return head(question, NO_SUCH_NAME, 0);
  }

  private static Buffer head(Buffer question, int code, int answers) {
    int end = endOfQuestion(question);
    return Buffer.buffer()
        .appendBytes(question.getBytes(0, 2))
        .appendByte((byte) 0x81)
        .appendByte((byte) (0x80 | code))
        .appendBytes(new byte[] {0, 1, 0, (byte) answers, 0, 0, 0, 0})
        .appendBytes(question.getBytes(HEADER_BYTES, end));
  }

  private static int endOfQuestion(Buffer question) {
    int at = HEADER_BYTES;
    while (question.getByte(at) != 0) {
      at += question.getByte(at) + 1;
    }
    return at + 5;
  }
}
